import type { FileSystem } from "./file-system.js";
import { parseJsonc } from "./jsonc.js";
import { folderOf, isAbsolute, isRelative, joined } from "./paths.js";

/** What a tsconfig.json says of names and imports, with everything that it extends. */
export interface PathMapping {
  /** Where names that are no paths are looked for first; null for nowhere. */
  readonly baseUrl: string | null;
  /** Pattern with at most one `*`, and absolute places for it, in order. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Whether imports whose names are used as types alone are kept by the compiler; null where nothing is said. */
  readonly keepsUnused: boolean | null;
}

interface Config {
  readonly extends?: unknown;
  readonly references?: unknown;
  readonly compilerOptions?: {
    readonly baseUrl?: unknown;
    readonly paths?: unknown;
    readonly verbatimModuleSyntax?: unknown;
    readonly preserveValueImports?: unknown;
    readonly importsNotUsedAsValues?: unknown;
  };
}

/** Extends and references of a real project are a handful; circles end here. */
const MOST_FILES = 50;

/** Reads mappings from tsconfig.json (jsconfig.json) files, each folder's once. */
export class TypeScriptConfigs {
  private readonly byFolder = new Map<string, PathMapping | null>();

  /** @param findPackageFile the file of a package's name as `require` sees it, or null */
  constructor(
    private readonly system: FileSystem,
    private readonly findPackageFile: (specifier: string, from: string) => string | null,
  ) {}

  /**
   * The mapping that holds in a folder, by the nearest file upward; null for none. In an installed package none does, though many bring
   * one along: it was for its sources.
   */
  around(folder: string): PathMapping | null {
    if (folder.includes("/node_modules/")) return null;
    const passed: string[] = [];
    let found: PathMapping | null = null;
    for (let at = folder; ; at = folderOf(at)) {
      const known = this.byFolder.get(at);
      if (known !== undefined) {
        found = known;
        break;
      }
      passed.push(at);
      found = this.read(`${at}/tsconfig.json`) ?? this.read(`${at}/jsconfig.json`);
      if (found !== null || !at.includes("/")) break;
    }
    for (const at of passed) this.byFolder.set(at, found);
    return found;
  }

  private read(file: string): PathMapping | null {
    const seen = new Set<string>();
    let mapping = this.merged(file, seen);
    if (mapping === null || hasNames(mapping)) return mapping;
    // A file that only refers to others ("solution"): the first of them that says something.
    for (const place of references(this.config(file))) {
      const path = joined(folderOf(file), place);
      const referred = this.merged(path.endsWith(".json") ? path : `${path}/tsconfig.json`, seen);
      if (referred === null) continue;
      const keepsUnused: boolean | null = mapping.keepsUnused ?? referred.keepsUnused;
      if (hasNames(referred)) return { ...referred, keepsUnused };
      mapping = { ...mapping, keepsUnused };
    }
    return mapping;
  }

  /** Later files of `extends` win over earlier ones, and the file itself over all. */
  private merged(file: string, seen: Set<string>): PathMapping | null {
    if (seen.has(file) || seen.size > MOST_FILES) return null;
    seen.add(file);
    const config = this.config(file);
    if (config === null) return null;
    let mapping: PathMapping = { baseUrl: null, paths: new Map(), keepsUnused: null };
    for (const base of texts(config.extends)) {
      const extended = this.extended(base, file, seen);
      if (extended === null) continue;
      mapping = {
        baseUrl: extended.baseUrl ?? mapping.baseUrl,
        paths: extended.paths.size > 0 ? extended.paths : mapping.paths,
        keepsUnused: extended.keepsUnused ?? mapping.keepsUnused,
      };
    }
    const folder = folderOf(file);
    const { baseUrl, paths } = config.compilerOptions ?? {};
    const base = typeof baseUrl === "string" ? joined(folder, baseUrl) : mapping.baseUrl;
    const own = typeof paths === "object" && paths !== null;
    return {
      baseUrl: base,
      paths: own ? placesOf(paths, base ?? folder) : mapping.paths,
      keepsUnused: keepsUnused(config) ?? mapping.keepsUnused,
    };
  }

  private extended(base: string, file: string, seen: Set<string>): PathMapping | null {
    if (isRelative(base) || isAbsolute(base)) {
      const path = joined(folderOf(file), base);
      return this.merged(path.endsWith(".json") ? path : `${path}.json`, seen);
    }
    for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
      const found = this.findPackageFile(name, file);
      if (found?.endsWith(".json")) return this.merged(found, seen);
    }
    return null;
  }

  private config(file: string): Config | null {
    const text = this.system.read(file);
    const value = text === null ? undefined : parseJsonc(text);
    return typeof value === "object" && value !== null ? (value as Config) : null;
  }
}

function hasNames({ paths, baseUrl }: PathMapping): boolean {
  return paths.size > 0 || baseUrl !== null;
}

/** By today's option, or those of TypeScript before 5.0. */
function keepsUnused({ compilerOptions: options }: Config): boolean | null {
  const { verbatimModuleSyntax, preserveValueImports, importsNotUsedAsValues } = options ?? {};
  const said = [
    verbatimModuleSyntax,
    preserveValueImports,
    typeof importsNotUsedAsValues === "string" ? importsNotUsedAsValues !== "remove" : undefined,
  ].filter((each) => typeof each === "boolean");
  return said.length === 0 ? null : said.includes(true);
}

function placesOf(paths: object, base: string): Map<string, string[]> {
  return new Map(
    Object.entries(paths).map(([pattern, places]) => [pattern, texts(places).map((place) => joined(base, place))]),
  );
}

function references(config: Config | null): string[] {
  const list = Array.isArray(config?.references) ? config.references : [];
  return list.flatMap((reference: { path?: unknown } | null) => texts(reference?.path));
}

/** A text, or a list's texts. */
function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
}

/** Places for a name, by the exact pattern or else the one with the longest beginning; none where no pattern fits. */
export function mapped(specifier: string, { paths }: PathMapping): readonly string[] {
  const exact = specifier.includes("*") ? undefined : paths.get(specifier);
  if (exact !== undefined) return exact;
  let best = "";
  let places: readonly string[] = [];
  for (const [pattern, candidates] of paths) {
    const at = pattern.indexOf("*");
    if (at < 0 || specifier.length < pattern.length - 1 || (best !== "" && at <= best.indexOf("*"))) continue;
    if (!specifier.startsWith(pattern.slice(0, at)) || !specifier.endsWith(pattern.slice(at + 1))) continue;
    best = pattern;
    places = candidates;
  }
  const at = best.indexOf("*");
  const star = specifier.slice(at, specifier.length - (best.length - at - 1));
  return places.map((place) => place.replace("*", () => star));
}
