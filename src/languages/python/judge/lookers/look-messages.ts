import type { Look, LookManner } from "./looks.js";
import { LOOK_CODES } from "./looks.js";
import type { ProjectFile } from "./project.js";
import type { Wanted } from "./wanted.js";

/** What a look at a wanted name does, as one sentence. */
export function lookAt(
  wanted: Wanted,
  manner: LookManner,
  at: { readonly file: ProjectFile; readonly line: number; readonly text?: string; readonly isTypeOnly?: boolean },
): Look {
  const { file, line, text = "" } = at;
  const name = wanted.of.bound;
  const through =
    wanted.star === null
      ? ""
      : `, which ${wanted.module} has by the star import in ${wanted.star.file.shown}:${wanted.star.line}`;
  const message = `${file.shown}:${line} ${does(manner, `${wanted.module}.${wanted.name}`, name, text)}${through}`;
  const isTypeOnly = at.isTypeOnly ?? false;
  return { code: LOOK_CODES[manner], message, file: file.shown, line, manner, isTypeOnly };
}

function does(manner: LookManner, path: string, name: string, text: string): string {
  const as = text === "" || text === path ? "" : ` (${text})`;
  switch (manner) {
    case "from-import":
      return `imports ${path}`;
    case "attribute":
      return `reads ${path}${as}`;
    case "set":
      return `sets ${path}${as}`;
    case "patch":
    case "patch-within":
      return `replaces ${path}${as}`;
    case "star":
      return `uses ${name}, which a star import brings`;
    case "getattr":
      return `reads ${path} by getattr${as}`;
    case "all":
      return `lists ${name} in __all__`;
    case "globals":
      return `reads the module's dictionary${as}`;
    case "entry-point":
      return `names ${path} as an entry point`;
    case "pickle":
      return `is a pickle that names ${path}`;
    case "doctest":
      return `uses ${path} in an example`;
    case "doctest-own":
      return `uses ${name} in an example that runs with the module's globals`;
    case "string":
      return `names ${path} in a string`;
    case "escape":
      return `hands the module on${as}: who has it can read ${name}`;
    case "frame":
      return `reads the globals of its callers${as}`;
    case "modules-table":
      return `restores sys.modules${as}: what loads inside is loaded again`;
    case "unread":
      return `can't be read, and mentions ${name}`;
    case "api":
      return text;
  }
}
