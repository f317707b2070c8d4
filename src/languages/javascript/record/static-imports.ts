import { moduleKey } from "./module-key.js";
import type { NodeRecord } from "./process-file.js";

/** What ES modules import by statements, as the loader linked them: importer, its imports' keys. */
export class StaticImports {
  /** Importers of a module, in the order in which their own imports were looked at. */
  private readonly importers = new Map<string, Map<string, number>>();

  constructor({ events, names }: NodeRecord) {
    const order = new Map<string, number>();
    for (const event of events) {
      if (event[0] === "g") {
        const key = moduleKey(names[Number(event[2])] ?? "");
        if (!order.has(key)) order.set(key, order.size);
      }
      if (event[0] !== "d") continue;
      const importer = moduleKey(names[Number(event[2])] ?? "");
      for (const name of event[3] as readonly number[]) {
        const imported = moduleKey(names[name] ?? "");
        let found = this.importers.get(imported);
        if (found === undefined) {
          found = new Map();
          this.importers.set(imported, found);
        }
        found.set(importer, order.get(importer) ?? Number.MAX_SAFE_INTEGER);
      }
    }
  }

  has(importer: string, imported: string): boolean {
    return this.importers.get(imported)?.has(importer) === true;
  }

  /** The importer whose imports were looked at first, null for a module that no statement imports. */
  firstImporter(imported: string): string | null {
    let first: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const [importer, order] of this.importers.get(imported) ?? []) {
      if (order >= least) continue;
      first = importer;
      least = order;
    }
    return first;
  }
}
