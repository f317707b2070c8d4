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

/**
 * A whole project, tests, documentation and examples included, as those are told of it who ask who looks at a name.
 *
 * @param root absolute, with `/`
 * @param scan what is known of a file's imports already
 * @param path folders of the interpreter's path
 */
export function lookedProject(
  root: string,
  scan: (file: string) => ScannedFile = scanOnce(),
  path: readonly string[] = [],
): LookedProject {
  const listed = new ListedFolders();
  const every = eachProjectFile(root, listed);
  const sources = every.filter((file) => PYTHON.test(file));
  const roots = rootsOf(root, sources, path, listed);
  const named = (file: string): ProjectFile => ({
    file,
    shown: relative(root, file).replaceAll("\\", "/"),
    module: moduleNameOf(file.replace(/\.pyi$/, ".py"), roots, root),
    isPackage: /\/__init__\.py[wi]?$/.test(file),
  });
  const known = new Map<string, Buffer | null>();
  return {
    files: sources.map(named),
    texts: every.filter((file) => TEXT.test(file.slice(file.lastIndexOf("/") + 1))).map(named),
    pickles: every.filter((file) => PICKLE.test(file)).map(named),
    scan,
    bytes(file) {
      const read = known.get(file);
      if (read !== undefined) return read;
      const bytes = sourceBytes(file);
      const buffer = bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      known.set(file, buffer);
      return buffer;
    },
  };
}

function scanOnce(): (file: string) => ScannedFile {
  const known = new Map<string, ScannedFile>();
  return (file) => {
    const found = known.get(file) ?? scanPython(sourceBytes(file) ?? new Uint8Array());
    known.set(file, found);
    return found;
  };
}
