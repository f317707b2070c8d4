import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";

/**
 * The modules that a user means by a name ("gefyra.__main__", "src/cli.js") or a file, also its end ("cli.js").
 *
 * @throws UserError that names some with a similar end where none is meant, or several
 */
export function entryModules({ modules }: ImportGraph, entry: string): number[] {
  const exact = modules.name.indexOf(entry);
  if (exact >= 0) return [exact];
  const path = entry.replaceAll("\\", "/").replace(/^\.\//, "");
  const isMeant = (text: string): boolean => text === path || text.endsWith(`/${path}`) || path.endsWith(`/${text}`);
  const found: number[] = [];
  for (let module = 0; module < modules.count; module++) {
    const file = modules.file?.[module] ?? null;
    if (isMeant(modules.name[module] ?? "") || (file !== null && isMeant(file))) found.push(module);
  }
  if (found.length === 1) return found;
  const near = found.length > 1 ? found.map((module) => modules.name[module] ?? "") : similar(modules.name, path);
  const hint =
    near.length === 0
      ? "Leave --entry away to begin with what nothing imports."
      : `Name one of: ${near.slice(0, 5).join(", ")}`;
  const message =
    found.length > 1 ? `${entry} is ${found.length} modules of the graph` : `${entry} is no module of the graph`;
  throw new UserError("unknown-entry", message, hint);
}

/** Names that share the last part, else that contain it. */
function similar(names: readonly string[], wanted: string): string[] {
  const part = (wanted.split("/").at(-1) ?? wanted).replace(/\.\w+$/, "").toLowerCase();
  const last = wanted.split(/[./]/).at(-1)?.toLowerCase() ?? "";
  return names
    .filter((name) => [part, last].some((text) => text.length > 1 && name.toLowerCase().includes(text)))
    .sort((a, b) => a.length - b.length);
}
