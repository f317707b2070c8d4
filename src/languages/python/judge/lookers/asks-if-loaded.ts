import type { Reason } from "../../../rewriting.js";
import type { LookedProject } from "./project.js";

const TABLE = "sys.modules";
const ASKED =
  /["']([\w.]+)["']\s+(?:not\s+)?in\s+sys\.modules|sys\.modules\.(?:get|__contains__)\(\s*["']([\w.]+)["']/g;

/** Modules of which a project's file asks whether they are loaded, by name. */
export function asksIfLoaded(project: LookedProject): ReadonlyMap<string, Reason> {
  const found = new Map<string, Reason>();
  for (const { file, shown } of project.files) {
    const bytes = project.bytes(file);
    if (bytes === null || !bytes.includes(TABLE)) continue;
    const text = bytes.toString("utf8");
    for (const match of text.matchAll(ASKED)) {
      const module = match[1] ?? match[2] ?? "";
      if (found.has(module)) continue;
      const line = text.slice(0, match.index).split("\n").length;
      const message = `${shown}:${line} asks whether ${module} is loaded`;
      found.set(module, { code: "asked-if-loaded", message, file: shown, line });
    }
  }
  return found;
}
