import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import type { RecordedStart } from "../starts.js";

const EAGER = WHENS.indexOf("eager");

/**
 * Tells what the load of a module brings by its own imports, however it comes to be loaded: who has a package has the submodules that it
 * brings. Imports of files that may be edited don't count.
 *
 * @param mayChange whether a module's own imports may be edited
 */
export class BroughtModules {
  /** By importer what its load imports, with the first line that does. */
  private readonly imported = new Map<string, Map<string, number>>();
  private readonly brought = new Map<string, ReadonlySet<string>>();

  constructor(starts: readonly RecordedStart[], mayChange: (module: string) => boolean) {
    for (const { graph, process } of starts) {
      const { imports, modules } = graph;
      for (let row = 0; row < imports.count; row++) {
        const isRun = imports.process[row] === process && ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) === 0;
        const importer = modules.name[imports.importer[row] ?? -1];
        const imported = modules.name[imports.imported[row] ?? -1];
        if (!isRun || imports.when[row] !== EAGER || importer === undefined || imported === undefined) continue;
        if (mayChange(importer)) continue;
        const known = this.imported.get(importer);
        const line = imports.line[row] ?? 0;
        if (known === undefined) this.imported.set(importer, new Map([[imported, line]]));
        else known.set(imported, Math.min(line, known.get(imported) ?? line));
      }
    }
  }

  withPackage(submodule: string): boolean {
    const dot = submodule.lastIndexOf(".");
    return dot > 0 && this.broughtBy(submodule.slice(0, dot)).has(submodule);
  }

  /** Whether all that a module imports above a line brings another one. */
  bringsAbove(module: string, line: number, other: string): boolean {
    for (const [imported, at] of this.imported.get(module) ?? [])
      if (at < line && (imported === other || this.broughtBy(imported).has(other))) return true;
    return false;
  }

  private broughtBy(packageName: string): ReadonlySet<string> {
    const known = this.brought.get(packageName);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [packageName];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of this.imported.get(at)?.keys() ?? []) {
        if (found.has(next)) continue;
        found.add(next);
        open.push(next);
      }
    }
    this.brought.set(packageName, found);
    return found;
  }
}
