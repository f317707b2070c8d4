import type { Reason } from "../../../rewriting.js";
import { codeText } from "../code-text.js";
import type { LookedProject } from "../lookers/project.js";
import type { LoadSurroundings } from "./judge-loads.js";

/** What of a project decides whether loggers and subclasses that appear later make a difference. */
export function surroundingsOf(project: LookedProject, shown: (file: string) => string): LoadSurroundings {
  return {
    configuresLoggers: first(project, /\b(?:dictConfig|fileConfig)\s*\(|\bloggerDict\b/, (line) => ({
      code: "registers",
      message: `${line} configures loggers that exist: one that is made later is treated otherwise`,
    })),
    readsSubclasses: first(project, /\b__subclasses__\b/, (line) => ({
      code: "registers",
      message: `${line} lists the subclasses of a class: one that is made later is not among them`,
    })),
    shown,
  };
}

function first(
  project: LookedProject,
  pattern: RegExp,
  say: (place: string) => { readonly code: string; readonly message: string },
): Reason | null {
  for (const { file, shown } of project.files) {
    const whole = project.bytes(file)?.toString("latin1") ?? "";
    if (!pattern.test(whole)) continue;
    const text = codeText(whole);
    const match = pattern.exec(text);
    if (match === null) continue;
    const line = text.slice(0, match.index).split("\n").length;
    return { ...say(`${shown}:${line}`), file: shown, line };
  }
  return null;
}
