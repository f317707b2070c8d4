import { builtinName } from "../builtins.js";
import type { FileSystem } from "./file-system.js";
import type { Files } from "./files.js";
import { folderOf, isAbsolute, isRelative, joined } from "./paths.js";
import type { Resolution } from "./resolution.js";
import { Resolver, type ResolverOptions } from "./resolver.js";
import { mapped, TypeScriptConfigs } from "./tsconfig.js";

/**
 * Finds the source file that an import of a project's sources means, before any compiler or bundler has run: as
 * TypeScript does where the importer is TypeScript or JSX (`paths` and `baseUrl` of tsconfig.json, "./x.js" written for x.ts, no extension
 * at all), and otherwise as Node does.
 */
export class SourceResolver {
  private readonly node: Resolver;
  private readonly configs: TypeScriptConfigs;

  constructor(system: FileSystem, options: ResolverOptions = {}) {
    this.node = new Resolver(system, options);
    this.configs = new TypeScriptConfigs(system, (specifier, file) => {
      const found = this.node.require(specifier, file);
      return found.kind === "file" ? found.path : null;
    });
  }

  /**
   * @param file the importer's real path, absolute, with `/`
   * @param way how Node would resolve it, were it JavaScript
   */
  resolve(specifier: string, file: string, way: "import" | "require"): Resolution {
    const compiled = COMPILED.test(file);
    if (isRelative(specifier) || isAbsolute(specifier)) {
      const path = joined(folderOf(file), specifier);
      const source = compiled ? sourceAt(path, this.node.files) : null;
      if (source !== null) return source;
      const found = this.node[way](specifier, file);
      return found.kind === "failed" ? (sourceAt(path, this.node.files) ?? found) : found;
    }
    const source = this.byConfig(specifier, folderOf(file));
    if (source !== null) return source;
    const found = this.node[way](specifier, file);
    if (found.kind !== "failed" || !compiled || way === "require") return found;
    // Bundlers let an `import` leave out what `require` may leave out.
    const required = this.node.require(specifier, file);
    return required.kind === "failed" ? found : required;
  }

  /** Whether a TypeScript file's compiler keeps imports whose names are used as types alone. */
  keepsUnused(file: string): boolean {
    return TYPED.test(file) && this.configs.around(folderOf(file))?.keepsUnused === true;
  }

  private byConfig(specifier: string, folder: string): Resolution | null {
    const mapping = this.configs.around(folder);
    if (mapping === null) return null;
    for (const place of mapped(specifier, mapping)) {
      const found = sourceAt(place, this.node.files);
      if (found !== null) return found;
    }
    if (mapping.baseUrl === null || builtinName(specifier) !== null) return null;
    return sourceAt(joined(mapping.baseUrl, specifier), this.node.files);
  }
}

/** Importers that no Node loads as they are, or only with their types taken out. */
const COMPILED = /\.(?:[cm]?tsx?|jsx)$/;
const TYPED = /\.[cm]?tsx?$/;
const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];
/** What a compiled file's extension was before. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** The source at a path that may lack its extension, have the compiled file's, or be a folder with an index. */
function sourceAt(path: string, files: Files): Resolution | null {
  const [extension = ""] = /\.[cm]?jsx?$/.exec(path) ?? [];
  const stem = path.slice(0, path.length - extension.length);
  const candidates = [
    ...(BEFORE[extension] ?? []).map((before) => stem + before),
    path,
    ...EXTENSIONS.map((added) => path + added),
    ...(files.isFolder(path) ? EXTENSIONS.map((added) => `${path}/index${added}`) : []),
  ];
  for (const candidate of candidates) {
    const real = files.isFile(candidate) ? files.realPath(candidate) : null;
    if (real !== null) return { kind: "file", path: real, query: "" };
  }
  return null;
}
