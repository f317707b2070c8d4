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
  /** What files that may be edited import. */
  private readonly doors = new Set<string>();
  private readonly brought = new Map<string, ReadonlySet<string>>();

  constructor(starts: readonly RecordedStart[], mayChange: (module: string) => boolean) {
    for (const { graph, process } of starts) {
      const { imports, modules } = graph;
      for (let row = 0; row < imports.count; row++) {
        const isRun = imports.process[row] === process && ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) === 0;
        const importer = modules.name[imports.importer[row] ?? -1];
        const imported = modules.name[imports.imported[row] ?? -1];
        if (!isRun || importer === undefined || imported === undefined) continue;
        if (mayChange(importer)) this.doors.add(imported);
        else if (imports.when[row] === EAGER) this.add(importer, imported, imports.line[row] ?? 0);
        else {
          // A function's import belongs to the loads that called it, at a line of theirs that is not known.
          for (const name of imports.during?.[row] ?? [])
            if (name !== "" && !mayChange(name)) this.add(name, imported, Number.POSITIVE_INFINITY);
        }
      }
    }
  }

  private add(importer: string, imported: string, line: number): void {
    const known = this.imported.get(importer);
    if (known === undefined) this.imported.set(importer, new Map([[imported, line]]));
    else known.set(imported, Math.min(line, known.get(imported) ?? line));
  }

  /**
   * Whether whatever leads from files that may be edited to a module leads to another one too: then the one is not there without the
   * other, once the import that led to it is done.
   *
   * @param further what such files may import besides what was recorded; of what was not recorded nothing is known
   */
  alwaysWith(module: string, other: string, further: Iterable<string>): boolean {
    for (const door of [...this.doors, ...further]) {
      const brought = this.broughtBy(door);
      if ((door === module || brought.has(module)) && door !== other && !brought.has(other)) return false;
    }
    return true;
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
