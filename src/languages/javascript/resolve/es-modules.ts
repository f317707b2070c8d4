import { builtinName } from "../builtins.js";
import { resolveExports, resolveImports } from "./exports.js";
import type { Files } from "./files.js";
import { folderOf, isAbsolute, isRelative, joinedAsUrl } from "./paths.js";
import { failure, type Resolution } from "./resolution.js";
import type { Target } from "./targets.js";

/**
 * Where `import "specifier"` in a file of `folder` leads, by Node's ESM_RESOLVE.
 *
 * @param conditions of "exports" and "imports", for instance node and import
 */
export function resolveImport(
  specifier: string,
  folder: string,
  files: Files,
  conditions: ReadonlySet<string>,
): Resolution {
  if (isRelative(specifier) || specifier.startsWith("/")) return loadable(fromUrl(folder, specifier), files);
  if (specifier.startsWith("#")) return loadable(resolveHash(specifier, folder, files, conditions), files);
  if (specifier.startsWith("file:")) {
    if (!URL.canParse(specifier)) return failure("ERR_INVALID_MODULE_SPECIFIER");
    const { pathname, search, hash } = new URL(specifier);
    return loadable(fromUrl("", pathname + search + hash), files);
  }
  if (specifier.startsWith("node:")) return { kind: "builtin", name: specifier };
  if (URL.canParse(specifier)) return { kind: "url", url: new URL(specifier).href };
  return loadable(resolvePackage(specifier, folder, files, conditions), files);
}

/** A .js file's kind stands in the package.json around it, which must be readable. */
function loadable(target: Target, files: Files): Resolution {
  const found = checked(target, files);
  if (found.kind !== "file" || !KIND_BY_PACKAGE.test(found.path)) return found;
  return files.scopeOf(folderOf(found.path)) === "invalid" ? failure("ERR_INVALID_PACKAGE_CONFIG") : found;
}

/** .js, or no extension at all. */
const KIND_BY_PACKAGE = /\.js$|\/[^./]*$/;

/** `#name`: from the "imports" of the package around. */
export function resolveHash(specifier: string, folder: string, files: Files, conditions: ReadonlySet<string>): Target {
  if (specifier === "#" || specifier.endsWith("/")) return failure("ERR_INVALID_MODULE_SPECIFIER");
  const around = files.scopeOf(folder);
  if (around === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
  if (around === null) return failure("ERR_PACKAGE_IMPORT_NOT_DEFINED");
  return resolveImports(specifier, around, conditions, (name) =>
    resolvePackage(name, around.folder, files, conditions),
  );
}

/** A package's name, with a path behind it or not, by Node's PACKAGE_RESOLVE. */
function resolvePackage(specifier: string, folder: string, files: Files, conditions: ReadonlySet<string>): Target {
  const builtin = builtinName(specifier);
  if (builtin !== null) return { kind: "builtin", name: builtin };
  const parts = PACKAGE.exec(specifier);
  if (parts === null) return failure("ERR_INVALID_MODULE_SPECIFIER");
  const [, name = "", path = ""] = parts;
  const around = files.scopeOf(folder);
  if (around === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
  if (around !== null && around.name === name && around.exports !== undefined) {
    return resolveExports(`.${path}`, around, conditions);
  }
  for (let at = folder; ; at = folderOf(at)) {
    const place = `${at}/node_modules/${name}`.replace(/\/$/, "");
    if (files.isFolder(place)) return inPackage(place, path, files, conditions);
    if (!at.includes("/")) return failure("ERR_MODULE_NOT_FOUND");
  }
}

/** "pkg", "@scope/pkg", each with the path behind it. */
const PACKAGE = /^(@[^/\\%]*\/[^/\\%]*|[^@./\\%][^/\\%]*)(\/.*)?$/s;

function inPackage(place: string, path: string, files: Files, conditions: ReadonlySet<string>): Target {
  const description = files.packageJson(place);
  if (description === "invalid") return failure("ERR_INVALID_PACKAGE_CONFIG");
  if (description !== null && description.exports !== undefined) {
    return resolveExports(`.${path}`, description, conditions);
  }
  if (path !== "") return fromUrl(place, `.${path}`);
  return main(place, description?.main ?? null, files);
}

function main(place: string, named: string | null, files: Files): Target {
  for (const candidate of [...(named === null ? [] : MAIN.map((end) => named + end)), ...INDEX]) {
    const found = joinedAsUrl(place, candidate.replace(/[%?#\\]/g, encodeURIComponent));
    if (found !== null && files.isFile(found.path)) return { kind: "file", path: found.path, query: "" };
  }
  return failure("ERR_MODULE_NOT_FOUND");
}

const INDEX = ["index.js", "index.json", "index.node"];
const MAIN = ["", ".js", ".json", ".node", ...INDEX.map((name) => `/${name}`)];

function fromUrl(folder: string, specifier: string): Target {
  if (isAbsolute(specifier) && specifier.startsWith("//")) return failure("ERR_INVALID_MODULE_SPECIFIER");
  const found = joinedAsUrl(folder, specifier);
  if (found === null) return failure("ERR_INVALID_MODULE_SPECIFIER");
  if (found.folder) return failure("ERR_UNSUPPORTED_DIR_IMPORT");
  return { kind: "file", path: found.path, query: found.query };
}

/** A file must be there, and is known by its real path. */
export function checked(target: Target, files: Files): Resolution {
  if (target.kind !== "file") return target;
  const kind = files.kind(target.path);
  if (kind === "folder") return failure("ERR_UNSUPPORTED_DIR_IMPORT");
  const path = kind === null ? null : files.realPath(target.path);
  return path === null ? failure("ERR_MODULE_NOT_FOUND") : { kind: "file", path, query: target.query };
}
