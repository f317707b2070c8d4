/** What resolving needs of a package.json. */
export interface PackageJson {
  readonly folder: string;
  readonly name: string | null;
  readonly main: string | null;
  /** Whether its .js files are ES modules. */
  readonly isModule: boolean;
  /** As written; undefined where missing. */
  readonly exports: unknown;
  readonly imports: unknown;
  /** The range of Node's versions that it says it runs on; null where it says nothing. */
  readonly node: string | null;
}

/** @returns "invalid" for what is no JSON object: Node refuses everything in such a package (Node 20 lets lists and numbers pass) */
export function parsePackageJson(text: string, folder: string): PackageJson | "invalid" {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return "invalid";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "invalid";
  const { name, main, type, exports, imports, engines } = value as Record<string, unknown>;
  const node = isMap(engines) ? (engines as { node?: unknown }).node : null;
  return {
    folder,
    name: typeof name === "string" ? name : null,
    main: typeof main === "string" ? main : null,
    isModule: type === "module",
    // What is neither text nor a map is as if it weren't there (Node 20 refuses it).
    exports: typeof exports === "string" || isMap(exports) ? exports : undefined,
    imports: isMap(imports) ? imports : undefined,
    node: typeof node === "string" ? node : null,
  };
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
