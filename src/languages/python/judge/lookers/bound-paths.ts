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

const KNOWN = new WeakMap<ScannedFile, { readonly module: string; readonly paths: readonly BoundPath[] }>();

/** What a file's imports bind; stars bind nothing that is known. Told once of a file as it was scanned. */
export function boundPaths(file: ProjectFile, scanned: ScannedFile): readonly BoundPath[] {
  let known = KNOWN.get(scanned);
  if (known?.module !== file.module) {
    known = { module: file.module, paths: [...pathsOf(file, scanned)] };
    KNOWN.set(scanned, known);
  }
  return known.paths;
}

function* pathsOf(file: ProjectFile, scanned: ScannedFile): Generator<BoundPath> {
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
