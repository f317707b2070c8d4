import { joinedAsUrl } from "./paths.js";
import { type Builtin, type Failure, type FileResolution, failure } from "./resolution.js";

/** A file that is not yet known to exist, or what a package's own import of another package led to. */
export type Target = FileResolution | Builtin | Failure;

/** Everything that stays the same while the targets of one package.json are walked. */
export interface TargetContext {
  /** The package's folder. */
  readonly folder: string;
  readonly conditions: ReadonlySet<string>;
  /** For "imports", which may name other packages; null for "exports". */
  readonly packageTarget: ((specifier: string) => Target) | null;
}

/**
 * The value of one key of "exports" or "imports", by Node's PACKAGE_TARGET_RESOLVE.
 *
 * @param star what a pattern's `*` stands for, null for a key without
 * @returns null where the package forbids the path, undefined where no condition holds
 */
export function resolveTarget(target: unknown, star: string | null, context: TargetContext): Target | null | undefined {
  if (typeof target === "string") return ofText(target, star, context);
  if (Array.isArray(target)) return ofList(target, star, context);
  if (target === null) return null;
  if (typeof target !== "object") return failure("ERR_INVALID_PACKAGE_TARGET");
  const keys = Object.keys(target);
  if (keys.some(isArrayIndex)) return failure("ERR_INVALID_PACKAGE_CONFIG");
  for (const key of keys) {
    if (key !== "default" && !context.conditions.has(key)) continue;
    const found = resolveTarget((target as Record<string, unknown>)[key], star, context);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first that is well-formed, whether its file exists or not. */
function ofList(targets: readonly unknown[], star: string | null, context: TargetContext): Target | null | undefined {
  let last: Failure | null | undefined = targets.length === 0 ? null : undefined;
  for (const target of targets) {
    const found = resolveTarget(target, star, context);
    if (found === undefined) continue;
    if (found !== null && (found.kind !== "failed" || found.code !== "ERR_INVALID_PACKAGE_TARGET")) return found;
    last = found;
  }
  return last;
}

function ofText(target: string, star: string | null, context: TargetContext): Target {
  const filled = star === null ? target : target.replaceAll("*", () => star);
  if (!target.startsWith("./")) {
    const isPackage = !target.startsWith("/") && !target.startsWith("../") && !URL.canParse(target);
    if (context.packageTarget === null || !isPackage) return failure("ERR_INVALID_PACKAGE_TARGET");
    return context.packageTarget(filled);
  }
  if (FORBIDDEN.test(target.slice(2))) return failure("ERR_INVALID_PACKAGE_TARGET");
  if (star !== null && FORBIDDEN.test(star)) return failure("ERR_INVALID_MODULE_SPECIFIER");
  const found = joinedAsUrl(context.folder, filled);
  if (found === null) return failure("ERR_INVALID_MODULE_SPECIFIER");
  if (found.folder) return failure("ERR_UNSUPPORTED_DIR_IMPORT");
  return { kind: "file", path: found.path, query: found.query };
}

/** Parts that lead out of the package: ".", ".." and "node_modules", percent signs or not. */
const FORBIDDEN =
  /(?:^|[\\/])(?:(?:\.|%2e){1,2}|(?:n|%6e|%4e)(?:o|%6f|%4f)(?:d|%64|%44)(?:e|%65|%45)(?:_|%5f)(?:m|%6d|%4d)(?:o|%6f|%4f)(?:d|%64|%44)(?:u|%75|%55)(?:l|%6c|%4c)(?:e|%65|%45)(?:s|%73|%53))(?:[\\/]|$)/i;

function isArrayIndex(key: string): boolean {
  const number = Number(key);
  return String(number) === key && number >= 0 && number < 0xffff_ffff;
}
