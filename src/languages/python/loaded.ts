import type { ImportGraph } from "../../graph/graph.js";
import { topLevel } from "./dotted.js";

/**
 * What the loads tell of top-level names: whether they exist, since an import that failed leaves a row too, and who
 * asked for them first.
 */
export class Loaded {
  private readonly existing = new Set<string>();
  private readonly importers = new Map<string, string | null>();

  constructor(graph: ImportGraph) {
    const { modules, loads } = graph;
    const names = modules.name;
    const tops = new Map<number, string>();
    const topOf = (load: number): string => {
      const module = loads.module[load] ?? -1;
      const known = tops.get(module) ?? topLevel(names[module] ?? "");
      tops.set(module, known);
      return known;
    };
    // A module whose package had to be loaded first: all that is left of `import org.python.core` where no `org` is.
    const withItsPackage = new Uint8Array(loads.count);
    for (let load = 0; load < loads.count; load++) {
      const top = topOf(load);
      const importer = loads.importer[load] ?? -1;
      const above = importer < 0 ? null : topOf(importer);
      if (above === top) withItsPackage[importer] = 1;
      else if (above !== null) this.existing.add(above);
      if (above !== top && !this.importers.has(top)) {
        this.importers.set(top, importer < 0 ? null : (names[loads.module[importer] ?? -1] ?? null));
      }
    }
    // Recordings know files; logs don't.
    modules.file?.forEach((file, module) => {
      if (file !== null) this.existing.add(topLevel(names[module] ?? ""));
    });
    for (let load = 0; load < loads.count; load++) {
      const name = names[loads.module[load] ?? -1] ?? "";
      if (withItsPackage[load] === 0 && name.includes(".")) this.existing.add(topOf(load));
    }
  }

  /** Whether something of that name has a file, or loaded other modules, or a part of it found its package there. */
  exists(top: string): boolean {
    return this.existing.has(top);
  }

  /** The module that was loading when a top-level name, or a part of it, was first asked for. */
  importerOf(top: string): string | null {
    return this.importers.get(top) ?? null;
  }
}
