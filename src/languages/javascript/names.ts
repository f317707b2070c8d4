import { behindOutermost, isWithin, type PackagePlace, type Place, placeOf } from "./place.js";
import { asPath, shortUrl } from "./urls.js";

export interface Naming {
  /** The project's folder, absolute; null where there is none. */
  readonly root: string | null;
  /** The version that a package's own package.json gives (`folder` as in `PackagePlace`), or null. */
  readonly versionOf?: (folder: string) => string | null;
}

/**
 * Names of JavaScript modules, the same in every run and on every machine:
 * - a file of the project: its path relative to the root; one elsewhere, outside node_modules: its whole path;
 * - a file of an installed package: "pkg/lib/x.js". Where several copies of a package are loaded: "pkg@1.0.0/lib/x.js",
 *   and where the version doesn't tell the copies apart, what stands behind the outermost node_modules:
 *   "a/node_modules/pkg/lib/x.js";
 * - one of Node's own: "node:fs", also where it was loaded as "fs";
 * - a URL of another kind is itself, shortened. The `?query` of an ES module is kept: each loads the file again.
 *
 * A name depends on the set of all modules, not on their order; different files have different names. Linear.
 *
 * @param ids what Node calls each module (absolute path, URL, name of one of its own); real paths, as Node's are
 * @returns a name for each id
 */
export function nameModules(ids: readonly string[], naming: Naming): string[] {
  const root = rootPath(naming.root);
  const places = ids.map((id) => placeOf(wholePath(id, root), root));
  const prefixes = packagePrefixes(places, root, naming.versionOf);
  let names = places.map((place) => nameAt(place, 0, prefixes, root));
  // A project may have a folder that is called as an installed package is: then the package's path is written out.
  for (let level = 1; level <= LEVELS; level++) {
    const doubled = doubledNames(names, places);
    if (doubled.size === 0) break;
    names = names.map((name, index) => {
      const place = places[index];
      if (place === undefined || !doubled.has(name)) return name;
      return nameAt(place, level, prefixes, root);
    });
  }
  return names;
}

/** A root as places are compared with it: `/` alone, none at its end. */
export function rootPath(root: string | null): string | null {
  const path = root === null ? null : (asPath(root)?.path ?? null);
  return path?.endsWith("/") ? path.slice(0, -1) : path;
}

/** A relative path, as tools that read sources print it, is one from the root. */
function wholePath(id: string, root: string | null): string {
  return root !== null && RELATIVE_IN_NODE_MODULES.test(id) ? `${root}/${id}` : id;
}

const RELATIVE_IN_NODE_MODULES = /^(?!\/|[A-Za-z]:[\\/]|\\\\|[A-Za-z][\w+.-]+:)(?:.*\/)?node_modules\//;
const LEVELS = 3;

function nameAt(place: Place, level: number, prefixes: ReadonlyMap<string, string>, root: string | null): string {
  if (place.kind === "builtin") return place.name;
  if (place.kind === "url") return shortUrl(place.url);
  if (place.kind === "file") return place.path + place.query;
  return packageFile(place, level, prefixes, root) + place.query;
}

function packageFile(place: PackagePlace, level: number, prefixes: ReadonlyMap<string, string>, root: string | null) {
  const inside = root !== null && isWithin(place.path, root);
  if (level === 0) return join(prefixes.get(place.folder) ?? place.name, place.within);
  if (level === 1) return behindOutermost(place.path, inside ? root.length : 0);
  return level === 2 && inside ? place.path.slice(root.length + 1) : place.path;
}

function join(prefix: string, within: string): string {
  return within === "" ? prefix : `${prefix}/${within}`;
}

/** What each package folder is called where it is not the package's name alone. */
function packagePrefixes(places: readonly Place[], root: string | null, versionOf: Naming["versionOf"]) {
  const copies = new Map<string, Map<string, string | null>>();
  for (const place of places) {
    if (place.kind !== "package") continue;
    let folders = copies.get(place.name);
    if (folders === undefined) {
      folders = new Map();
      copies.set(place.name, folders);
    }
    if (!folders.has(place.folder)) folders.set(place.folder, versionOf?.(place.folder) ?? place.version);
  }
  const prefixes = new Map<string, string>();
  for (const [name, folders] of copies) {
    if (folders.size === 1) continue;
    const seen = new Map<string | null, number>();
    for (const version of folders.values()) seen.set(version, (seen.get(version) ?? 0) + 1);
    for (const [folder, version] of folders) {
      const from = root !== null && isWithin(folder, root) ? root.length : 0;
      const told = version !== null && seen.get(version) === 1;
      prefixes.set(folder, told ? `${name}@${version}` : behindOutermost(folder, from));
    }
  }
  return prefixes;
}

/** Names that two different files have. */
function doubledNames(names: readonly string[], places: readonly Place[]): Set<string> {
  const files = new Map<string, string>();
  const doubled = new Set<string>();
  for (const [index, name] of names.entries()) {
    const place = places[index];
    const key =
      place === undefined || place.kind === "builtin" || place.kind === "url" ? name : place.path + place.query;
    const known = files.get(name);
    if (known === undefined) files.set(name, key);
    else if (known !== key) doubled.add(name);
  }
  return doubled;
}
