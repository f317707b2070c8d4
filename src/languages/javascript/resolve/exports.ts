import type { PackageJson } from "./package-json.js";
import { type Failure, failure } from "./resolution.js";
import { resolveTarget, type Target, type TargetContext } from "./targets.js";

/**
 * A path into a package that has "exports", by Node's PACKAGE_EXPORTS_RESOLVE.
 *
 * @param subpath "." or "./lib/x"
 */
export function resolveExports(
  subpath: string,
  { exports, folder }: PackageJson,
  conditions: ReadonlySet<string>,
): Target {
  const map = exportsMap(exports);
  if (map === null) return failure("ERR_INVALID_PACKAGE_CONFIG");
  const context = { folder, conditions, packageTarget: null };
  const exact = Object.hasOwn(map, subpath) && !subpath.includes("*") && !subpath.endsWith("/");
  const found = exact ? resolveTarget(map[subpath], null, context) : byPattern(subpath, map, context);
  return found ?? failure("ERR_PACKAGE_PATH_NOT_EXPORTED");
}

/**
 * A specifier that begins with `#`, by Node's PACKAGE_IMPORTS_RESOLVE.
 *
 * @param packageTarget resolves the name of another package as seen from this one
 */
export function resolveImports(
  specifier: string,
  { imports, folder }: PackageJson,
  conditions: ReadonlySet<string>,
  packageTarget: (specifier: string) => Target,
): Target {
  const undefinedImport = failure("ERR_PACKAGE_IMPORT_NOT_DEFINED");
  if (typeof imports !== "object" || imports === null) return undefinedImport;
  const map = imports as Record<string, unknown>;
  const context = { folder, conditions, packageTarget };
  const exact = Object.hasOwn(map, specifier) && !specifier.includes("*");
  const found = exact ? resolveTarget(map[specifier], null, context) : byPattern(specifier, map, context);
  return found ?? undefinedImport;
}

/** "exports" may be the target of "." alone, or that target's conditions. Null for a mixture. */
function exportsMap(exports: unknown): Record<string, unknown> | null {
  if (typeof exports === "string" || Array.isArray(exports)) return { ".": exports };
  if (typeof exports !== "object" || exports === null) return {};
  const keys = Object.keys(exports);
  const paths = keys.filter((key) => key.startsWith(".")).length;
  if (paths === keys.length) return exports as Record<string, unknown>;
  return paths === 0 ? { ".": exports } : null;
}

function byPattern(
  text: string,
  map: Record<string, unknown>,
  context: TargetContext,
): Target | Failure | null | undefined {
  let best: string | null = null;
  let star = "";
  for (const key of Object.keys(map)) {
    const at = key.indexOf("*");
    if (at < 0 || key.lastIndexOf("*") !== at || text.length < key.length) continue;
    const trailer = key.slice(at + 1);
    if (!text.startsWith(key.slice(0, at)) || !text.endsWith(trailer)) continue;
    if (best !== null && !isCloser(key, best)) continue;
    best = key;
    star = text.slice(at, text.length - trailer.length);
  }
  return best === null ? undefined : resolveTarget(map[best], star, context);
}

/** The longer beginning wins, then the longer key. */
function isCloser(key: string, best: string): boolean {
  const difference = key.indexOf("*") - best.indexOf("*");
  return difference > 0 || (difference === 0 && key.length > best.length);
}
