import { builtinName } from "./builtins.js";
import { asPath } from "./urls.js";

/** Where a loaded file lies, read off its path or URL alone. Paths have `/` on every system. */
export type Place =
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "file"; readonly path: string; readonly query: string }
  | PackagePlace;

/** In an installed package, whoever installed it: npm, pnpm, Yarn (also inside its zip files), Deno. */
export interface PackagePlace {
  readonly kind: "package";
  readonly path: string;
  readonly query: string;
  /** As it is imported: "pkg", "@scope/pkg". */
  readonly name: string;
  /** The package's own folder. */
  readonly folder: string;
  /** Below that folder; "" for a file that lies directly in node_modules. */
  readonly within: string;
  /** Where the package manager's folder tells it. */
  readonly version: string | null;
}

/**
 * @param id what Node calls the module: an absolute path, a URL, or the name of one of its own; a path relative to
 * the root, as tools that read sources print it, is left relative
 * @param root the project's folder; a node_modules folder above it does not make the project a dependency
 */
export function placeOf(id: string, root: string | null): Place {
  const builtin = builtinName(id);
  if (builtin !== null) return { kind: "builtin", name: builtin };
  const found = asPath(id);
  if (found === null) return { kind: "url", url: id };
  const { path, query } = found;
  const inside = root !== null && isWithin(path, root);
  const from = inside ? root.length : 0;
  const at = lastNodeModules(path, from);
  if (at < 0) return { kind: "file", path: inside ? path.slice(root.length + 1) : path, query };
  const { name, end, version } = packageAt(path, at + NODE_MODULES.length);
  return {
    kind: "package",
    path,
    query,
    name,
    folder: path.slice(0, end),
    within: path.slice(end + 1),
    version: version ?? versionOfStore(path, name),
  };
}

export function isWithin(path: string, folder: string): boolean {
  return path.length > folder.length && path.startsWith(folder) && path[folder.length] === "/";
}

/** Files within the root may be written relative to it. */
export function absolutePath(path: string, root: string | null): string {
  return root === null || path.startsWith("/") || /^[A-Z]:\//.test(path) ? path : `${root}/${path}`;
}

/** The path behind the outermost node_modules at or behind `from`. */
export function behindOutermost(path: string, from: number): string {
  const at = path.indexOf(`/${NODE_MODULES}`, Math.max(0, from));
  if (at >= 0) return path.slice(at + 1 + NODE_MODULES.length);
  return path.startsWith(NODE_MODULES) ? path.slice(NODE_MODULES.length) : path;
}

const NODE_MODULES = "node_modules/";

/** Index of the last "node_modules/" that is a whole folder's name, at or behind `from`; -1 for none. */
function lastNodeModules(path: string, from: number): number {
  for (let at = path.lastIndexOf(NODE_MODULES); at >= from; at = path.lastIndexOf(NODE_MODULES, at - 1)) {
    if (at === 0 || path[at - 1] === "/") return at + NODE_MODULES.length < path.length ? at : -1;
  }
  return -1;
}

function packageAt(path: string, start: number): { name: string; end: number; version: string | null } {
  let end = endOfPart(path, start);
  // Yarn's pnpm-like linker: node_modules/.store/pkg-npm-1.0.0-0123456789/package/x.js
  if (path.slice(start, end) === ".store") {
    const slugEnd = endOfPart(path, end + 1);
    const slug = YARN_SLUG.exec(path.slice(end + 1, slugEnd));
    if (slug !== null && path.startsWith("/package", slugEnd)) {
      const [, name = "", version = null] = slug;
      return { name: name.startsWith("@") ? name.replace("-", "/") : name, end: slugEnd + "/package".length, version };
    }
  }
  if (path[start] === "@" && end < path.length) end = endOfPart(path, end + 1);
  return { name: path.slice(start, end), end, version: null };
}

function endOfPart(path: string, from: number): number {
  const slash = path.indexOf("/", from);
  return slash < 0 ? path.length : slash;
}

/** "@babel-core-npm-7.1.0-0123456789-10c0.zip", with or without the end of a zip file. */
const YARN_SLUG = /^(.+?)-npm-(\d.*?)-[0-9a-f]{10,}(?:-[0-9a-z]+)?(?:\.zip)?$/;
/** "pkg@1.0.0", "@scope+pkg@1.0.0_peer@2.0.0", "pkg@1.0.0(peer@2.0.0)". */
const PNPM_FOLDER = /^(@?[^@]+)@(\d[^_(]*)/;

/** The version in the name of the folder that holds a package's own node_modules folder. */
function versionOfStore(path: string, name: string): string | null {
  const end = path.lastIndexOf(`/${NODE_MODULES}${name}`);
  if (end < 0) return null;
  const folder = path.slice(path.lastIndexOf("/", end - 1) + 1, end);
  const pnpm = PNPM_FOLDER.exec(folder);
  if (pnpm !== null) return pnpm[1] === name.replace("/", "+") ? (pnpm[2] ?? null) : null;
  const yarn = YARN_SLUG.exec(folder);
  return yarn !== null && yarn[1] === name.replace("/", "-") ? (yarn[2] ?? null) : null;
}
