import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { readText } from "../../io/read-text.js";
import type { CallSummary, LoadFacts } from "../../languages/javascript/judge/load/facts.js";
import { judgeLoads, type LoadReason } from "../../languages/javascript/judge/load/judge-loads.js";
import { callSummary, loadFacts } from "../../languages/javascript/judge/load/load-facts.js";
import type { Resolver } from "../../languages/javascript/resolve/resolver.js";
import type { RecordedStart } from "../starts.js";
import type { LoadedFiles } from "./loaded-files.js";

export interface LoadSources {
  readonly loaded: LoadedFiles;
  readonly resolver: Resolver;
  /** The project's own files, absolute. */
  readonly sources: readonly string[];
}

/** What loading files does as their texts say, each read once. */
export class StaticLoads {
  private readonly texts = new Map<string, string | null>();
  private readonly known = new Map<string, LoadFacts | null>();
  private readonly summaries = new Map<string, CallSummary | null>();
  private readonly found = new Map<string, boolean>();
  private readonly importersOf = new Map<string, Set<string>>();

  constructor(
    private readonly around: LoadSources,
    starts: readonly RecordedStart[],
  ) {
    for (const { graph, process } of starts) {
      const { imports, modules } = graph;
      for (let row = 0; row < imports.count; row++) {
        if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
        const importer = this.fileOf(modules.name[imports.importer[row] ?? -1]);
        const imported = this.fileOf(modules.name[imports.imported[row] ?? -1]);
        if (importer === undefined || imported === undefined) continue;
        const importers = this.importersOf.get(imported) ?? new Set();
        this.importersOf.set(imported, importers.add(importer));
      }
    }
  }

  /** Why files may not load later, by file; those of which nothing speaks against it are free of reasons. */
  judge(gone: ReadonlySet<string>): Map<string, LoadReason[]> {
    const { resolver } = this.around;
    return judgeLoads(
      [...gone].filter((file) => !file.endsWith(".json")),
      {
        resolve: (file, specifier) => {
          const resolution = resolver.require(specifier, file);
          if (resolution.kind === "file") return resolution.path;
          return resolution.kind === "builtin" ? "builtin" : null;
        },
        isGone: (file) => gone.has(file),
        facts: (file) => this.facts(file),
        summary: (file, path, isNew) => this.summary(file, path, isNew),
        texts: { has: (pattern) => this.programHas(pattern) },
        importers: (file) => [...(this.importersOf.get(file) ?? [])],
      },
    );
  }

  private facts(file: string): LoadFacts | null {
    const known = this.known.get(file);
    if (known !== undefined) return known;
    const text = /\.(?:[cm]?[jt]s|[jt]sx)$|\/[^./]+$/.test(file) ? this.textOf(file) : null;
    const facts = text === null ? null : loadFacts(text, file);
    this.known.set(file, facts);
    return facts;
  }

  private summary(file: string, path: string, isNew: boolean): CallSummary | null {
    const key = `${file}\0${path}\0${isNew}`;
    const known = this.summaries.get(key);
    if (known !== undefined) return known;
    const text = this.textOf(file);
    const summary = text === null ? null : callSummary(text, file, path, isNew);
    this.summaries.set(key, summary);
    return summary;
  }

  /** Whether a source that is loaded, or of the project, has such a text. */
  private programHas(pattern: RegExp): boolean {
    const key = String(pattern);
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const { loaded, sources } = this.around;
    const files = new Set([...loaded.modules.keys(), ...sources]);
    const has = [...files].some((file) => !file.endsWith(".json") && pattern.test(this.textOf(file) ?? ""));
    this.found.set(key, has);
    return has;
  }

  private textOf(file: string): string | null {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = readText(file);
    this.texts.set(file, text);
    return text;
  }

  private fileOf(module: string | undefined): string | undefined {
    return module === undefined ? undefined : this.around.loaded.files.get(module);
  }
}
