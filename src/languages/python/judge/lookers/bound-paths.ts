import type { ScannedFile } from "../../scan/scanned.js";
import { absoluteName } from "../../static/absolute-name.js";
import type { ProjectFile } from "./project.js";

/** What one import binds to a name. */
export interface BoundPath {
  readonly bound: string;
  /** The module or the module's attribute, dotted, as CPython would ask for it. */
  readonly path: string;
  /** Whether it is a global name of the file's module. */
  readonly isGlobal: boolean;
}

/** What a file's imports bind; stars bind nothing that is known. */
export function* boundPaths(file: ProjectFile, scanned: ScannedFile): Generator<BoundPath> {
  for (const { kind, module, level, names, scope, isPrefix } of scanned.imports) {
    if (isPrefix) continue;
    const isGlobal = scope.length === 0;
    if (kind === "import") {
      for (const { name, as } of names) {
        const first = name.split(".", 1)[0] ?? name;
        yield as === null ? { bound: first, path: first, isGlobal } : { bound: as, path: name, isGlobal };
      }
      continue;
    }
    const from = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
    if (from === null) continue;
    // A call's result goes somewhere that only the text says.
    if (kind === "call") yield { bound: "", path: from, isGlobal: false };
    else for (const { name, as } of names) yield { bound: as ?? name, path: `${from}.${name}`, isGlobal };
  }
}
