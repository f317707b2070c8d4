import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type TypeScript from "typescript";

/** Where a file that a project's own TypeScript writes comes from. */
export interface CompiledFrom {
  /** The source, absolute, with `/`. */
  readonly path: string;
  /** The source's text as it is written for this file; null where the compiler can't do that for one file alone. */
  compile(text: string): string | null;
}

interface Config {
  /** Sources by what is written of them, absolute, with `/`. */
  readonly sources: ReadonlyMap<string, string>;
  readonly options: TypeScript.CompilerOptions;
}

type Api = typeof TypeScript;

/** The compiler that a project has installed, and what its `tsconfig*.json` files say is written where. */
export class ProjectTypeScript {
  private readonly byFolder = new Map<string, readonly Config[]>();
  private api: Api | null | undefined;

  /** @param root the project's folder, absolute, with `/` */
  constructor(private readonly root: string) {}

  /** What a file is compiled from, the settings that lie nearest first; several where several settings say so. */
  of(file: string): readonly CompiledFrom[] {
    const found: CompiledFrom[] = [];
    for (let folder = dirname(file); folder.startsWith(this.root); folder = dirname(folder)) {
      for (const { sources, options } of this.configs(folder)) {
        const path = sources.get(file);
        if (path !== undefined) found.push({ path, compile: (text) => this.compiled(path, text, options) });
      }
      if (folder === this.root) break;
    }
    return found;
  }

  private configs(folder: string): readonly Config[] {
    let known = this.byFolder.get(folder);
    if (known === undefined) {
      // Without settings the compiler itself, which takes a while to load, is not asked.
      const names = namesIn(folder).filter((name) => /^tsconfig(?:\..+)?\.json$/.test(name));
      known = names.sort().flatMap((name) => this.config(`${folder}/${name}`) ?? []);
      this.byFolder.set(folder, known);
    }
    return known;
  }

  private config(path: string): Config | null {
    const api = this.typescript();
    if (api === null) return null;
    const { config } = api.readConfigFile(path, api.sys.readFile);
    if (config === undefined) return null;
    const parsed = api.parseJsonConfigFileContent(config, api.sys, dirname(path), undefined, path);
    const { fileNames, options } = parsed;
    if (options.noEmit === true || options.emitDeclarationOnly === true) return null;
    const sources = new Map<string, string>();
    for (const source of fileNames) {
      if (/\.d\.[cm]?ts$/.test(source)) continue;
      for (const output of outputsOf(api, parsed, source)) sources.set(output, source);
    }
    return { sources, options };
  }

  private compiled(path: string, text: string, options: TypeScript.CompilerOptions): string | null {
    const api = this.typescript();
    if (api === null) return null;
    const compilerOptions = {
      ...options,
      composite: false,
      declaration: false,
      declarationMap: false,
      incremental: false,
      inlineSourceMap: false,
      inlineSources: false,
      isolatedDeclarations: false,
      sourceMap: false,
    };
    try {
      return api.transpileModule(text, { compilerOptions, fileName: nameOfModule(api, path, options) }).outputText;
    } catch {
      return null;
    }
  }

  private typescript(): Api | null {
    if (this.api !== undefined) return this.api;
    this.api = null;
    try {
      const loaded: Partial<Api> = createRequire(join(this.root, "package.json"))("typescript");
      if (typeof loaded.transpileModule === "function" && typeof loaded.getOutputFileNames === "function")
        this.api = loaded as Api;
    } catch {
      // It has none.
    }
    return this.api;
  }
}

/**
 * A name that tells of which format a file is. For `module: nodenext` and the like that stands in package.json, which the compiler does not
 * read where it compiles one file alone.
 */
function nameOfModule(api: Api, path: string, options: TypeScript.CompilerOptions): string {
  // TypeScript before 4.7 has neither.
  const format = api.getImpliedNodeFormatForFile?.(path, undefined, api.sys, options);
  return format === api.ModuleKind.ESNext ? path.replace(/\.ts$/, ".mts") : path;
}

function outputsOf(api: Api, parsed: TypeScript.ParsedCommandLine, source: string): readonly string[] {
  try {
    return api.getOutputFileNames(parsed, source, !api.sys.useCaseSensitiveFileNames);
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  if (basename(folder) === "node_modules" || !existsSync(folder)) return [];
  return readdirSync(folder);
}
