import { builtinName } from "../builtins.js";
import { checked, resolveHash } from "./es-modules.js";
import { resolveExports } from "./exports.js";
import type { Files } from "./files.js";
import { folderOf, isAbsolute, joined } from "./paths.js";
import { failure, type Resolution } from "./resolution.js";
import type { Target } from "./targets.js";

export interface RequireOptions {
  /** Of "exports" and "imports", for instance node and require. */
  readonly conditions: ReadonlySet<string>;
  /** Tried in this order where a file is named without: .js, .json, .node. */
  readonly extensions: readonly string[];
}

/** Where `require("specifier")` in a file of `folder` leads, by Node's `Module._resolveFilename`, without NODE_PATH. */
export function resolveRequire(specifier: string, folder: string, files: Files, options: RequireOptions): Resolution {
  const builtin = builtinName(specifier);
  if (builtin !== null) return { kind: "builtin", name: builtin };
  if (specifier === "") return NOT_FOUND;
  const around = files.scopeOf(folder);
  if (around === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
  if (around !== null) {
    if (specifier.startsWith("#") && around.imports !== undefined) {
      return required(resolveHash(specifier, folder, files, options.conditions), files);
    }
    const { name, exports } = around;
    if (exports !== undefined && name !== null && (specifier === name || specifier.startsWith(`${name}/`))) {
      return required(resolveExports(`.${specifier.slice(name.length)}`, around, options.conditions), files);
    }
  }
  if (isAbsolute(specifier)) return find("", specifier, files, options) ?? NOT_FOUND;
  if (FROM_FOLDER.test(specifier)) return find(folder, specifier, files, options) ?? NOT_FOUND;
  for (let at = folder; ; at = folderOf(at)) {
    // A node_modules folder has none of its own.
    if (!at.endsWith("/node_modules") && at !== "node_modules") {
      const found = findInstalled(`${at}/node_modules`, specifier, files, options);
      if (found !== undefined) return found;
    }
    if (!at.includes("/")) return NOT_FOUND;
  }
}

const NOT_FOUND = failure("MODULE_NOT_FOUND");
/** Beginning with "./" or "..", or "." alone: not looked for in node_modules. */
const FROM_FOLDER = /^\.(?:$|\.|\/)/;

function findInstalled(nodeModules: string, specifier: string, files: Files, options: RequireOptions) {
  if (!files.isFolder(nodeModules)) return undefined;
  const parts = PACKAGE.exec(specifier);
  if (parts !== null) {
    const [, name = "", path = ""] = parts;
    const description = files.packageJson(`${nodeModules}/${name}`);
    if (description === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
    if (description !== null && description.exports !== undefined) {
      return required(resolveExports(`.${path}`, description, options.conditions), files);
    }
  }
  return find(nodeModules, specifier, files, options);
}

const PACKAGE = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;

/** A path as it is, with an extension, or as a folder; undefined where there is none of these. */
function find(folder: string, path: string, files: Files, options: RequireOptions): Resolution | undefined {
  const base = joined(folder, path);
  const kind = files.kind(base);
  if (!FOLDER_ONLY.test(path)) {
    const found = kind === "file" ? realFile(base, files) : undefined;
    if (found !== undefined) return found;
    const extended = withExtension(base, files, options);
    if (extended !== undefined) return extended;
  }
  return kind === "folder" ? findMain(base, files, options) : undefined;
}

const FOLDER_ONLY = /(?:\/|(?:^|\/)\.\.?)$/;

function findMain(folder: string, files: Files, options: RequireOptions): Resolution | undefined {
  const description = files.packageJson(folder);
  if (description === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
  const main = description?.main ?? "";
  const index = `${folder}/index`;
  if (main === "") return withExtension(index, files, options);
  const file = joined(folder, main);
  return (
    realFile(file, files) ??
    withExtension(file, files, options) ??
    withExtension(`${file}/index`, files, options) ??
    withExtension(index, files, options) ??
    // What "main" names is missing: Node does not look any further.
    NOT_FOUND
  );
}

function withExtension(base: string, files: Files, { extensions }: RequireOptions): Resolution | undefined {
  for (const extension of extensions) {
    const found = realFile(base + extension, files);
    if (found !== undefined) return found;
  }
  return undefined;
}

function realFile(path: string, files: Files): Resolution | undefined {
  if (!files.isFile(path)) return undefined;
  const real = files.realPath(path);
  return real === null ? undefined : { kind: "file", path: real, query: "" };
}

/** What "exports" and "imports" give `require`: files alone, and no queries. */
function required(target: Target, files: Files): Resolution {
  if (target.kind === "builtin") return failure("ERR_INVALID_PACKAGE_TARGET");
  const found = checked(target, files);
  return found.kind === "file" ? { ...found, query: "" } : found;
}
