import { relative } from "node:path";
import type { LookedProject, ProjectFile } from "../languages/python/judge/lookers/project.js";
import { scanPython } from "../languages/python/scan/scan.js";
import type { ScannedFile } from "../languages/python/scan/scanned.js";
import { moduleNameOf, rootsOf } from "../languages/python/static/module-names.js";
import { eachProjectFile } from "../languages/python/static/project-files.js";
import { ListedFolders } from "./listed-folders.js";
import { sourceBytes } from "./source-bytes.js";

const PYTHON = /\.py[wi]?$/;
const TEXT =
  /\.(?:toml|cfg|ini|ya?ml|json|txt|sh|bat|in|rst|md|markdown|ipynb|service|conf)$|^(?:Dockerfile|Procfile|Makefile|justfile)/i;
const PICKLE = /\.(?:pickle|pkl|joblib|p)$/i;

const MARKS = ["pyproject.toml", "setup.py", "setup.cfg"];

export interface KnownOfProject {
  readonly scan?: (file: string) => ScannedFile;
  readonly path?: readonly string[];
  readonly loaded?: readonly { readonly file: string; readonly module: string }[];
  readonly standard?: ReadonlySet<string>;
}

/**
 * A whole project, tests, documentation and examples included, as those are told of it who ask who looks at a name.
 *
 * @param root absolute, with `/`
 * @param known what is known already: of files' imports, of folders of the interpreter's path, of modules that were loaded from
 * files relative to the root, and which of those are copies of the interpreter's own library
 */
export function lookedProject(root: string, known: KnownOfProject = {}): LookedProject {
  const { path = [], loaded = [], standard } = known;
  const listed = new ListedFolders();
  const every = eachProjectFile(root, listed);
  const sources = every.filter((file) => PYTHON.test(file));
  const isProject = MARKS.some((name) => listed.entries(root)?.has(name));
  const around = loaded.flatMap(({ file, module }) => folderAbove(`${root}/${file}`, module) ?? []);
  const roots = [
    ...rootsOf(root, sources, path, listed),
    // A project is no package, even with an `__init__.py` beside its pyproject.toml.
    ...(isProject ? [root, ...(listed.entries(`${root}/src`) === null ? [] : [`${root}/src`])] : []),
    ...new Set(around),
  ];
  const named = (file: string): ProjectFile => {
    const shown = relative(root, file).replaceAll("\\", "/");
    return {
      file,
      shown,
      module: moduleNameOf(file.replace(/\.pyi$/, ".py"), roots, root),
      isPackage: /\/__init__\.py[wi]?$/.test(file),
      ...(standard?.has(shown) === true ? { isStandard: true } : {}),
    };
  };
  const held = new Map<string, Buffer | null>();
  const bytesOf = (file: string): Buffer | null => {
    const read = held.get(file);
    if (read !== undefined) return read;
    const bytes = sourceBytes(file);
    const buffer = bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    held.set(file, buffer);
    return buffer;
  };
  return {
    files: sources.map(named),
    texts: every.filter((file) => TEXT.test(file.slice(file.lastIndexOf("/") + 1))).map(named),
    pickles: every.filter((file) => PICKLE.test(file)).map(named),
    scan: known.scan ?? scanOnce(bytesOf),
    bytes: bytesOf,
  };
}

function scanOnce(bytesOf: (file: string) => Uint8Array | null): (file: string) => ScannedFile {
  const known = new Map<string, ScannedFile>();
  return (file) => {
    const found = known.get(file) ?? scanPython(bytesOf(file) ?? new Uint8Array());
    known.set(file, found);
    return found;
  };
}

/** The folder that a module was imported from; null where its file says otherwise. */
function folderAbove(file: string, module: string): string | null {
  const stem = file.replace(/(?:\/__init__)?\.pyw?$/, "");
  const tail = `/${module.replaceAll(".", "/")}`;
  return stem.endsWith(tail) ? stem.slice(0, -tail.length) : null;
}
