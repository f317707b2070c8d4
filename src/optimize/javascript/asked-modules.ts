import type { LoadSources } from "./loads.js";

const ASKED =
  /\b(?:require|import)\s*\(\s*(["'`])([^"'`\n]+)\1|\bfrom\s*(["'])([^"'\n]+)\3|\bimport\s*(["'])([^"'\n]+)\5/g;

/** What a project's own files ask for anywhere in their texts, as modules that a start loaded. */
export class AskedModules {
  private known: readonly (readonly [string, readonly string[]])[] | null = null;

  constructor(private readonly around: LoadSources) {}

  /** Importers that were not loaded by their files. */
  all(): readonly (readonly [importer: string, imported: readonly string[]])[] {
    const { loaded, resolver, sources, texts } = this.around;
    this.known ??= sources.map((file) => {
      const found = new Set<string>();
      for (const match of (texts.of(file) ?? "").matchAll(ASKED)) {
        for (const path of resolver.filesOf(match[2] ?? match[4] ?? match[6] ?? "", file)) {
          const module = loaded.modules.get(path);
          if (module !== undefined) found.add(module);
        }
      }
      return [loaded.modules.get(file) ?? file, [...found]] as const;
    });
    return this.known;
  }
}
