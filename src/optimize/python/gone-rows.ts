import { IMPORT_NOT_RUN, type ImportGraph } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import type { ImportedName } from "../../languages/rewriting.js";
import { placeKey } from "../place-key.js";
import type { Candidate } from "../search.js";
import type { RecordedStart } from "../starts.js";

const EAGER = WHENS.indexOf("eager");

/** Whether a row of a start's imports no longer runs while its importer loads. @param all every name that was judged */
export function goneRows(
  chosen: readonly Candidate[],
  all: readonly Candidate[],
  { graph }: RecordedStart,
): (row: number) => boolean {
  const asked = Asked.of(graph);
  const isChosen = new Set(chosen);
  const isGone = new Uint8Array(asked.count);
  for (const { name } of chosen) for (const at of asked.by(name)) isGone[at] = 1;
  // What a name that stays asks for stays.
  for (const each of all) if (!isChosen.has(each)) for (const at of asked.by(each.name)) isGone[at] = 0;
  return (row) => isGone[asked.ofRow[row] ?? -1] === 1;
}

const KNOWN = new WeakMap<ImportGraph, Asked>();

/** What statements ask for, numbered: a statement and a module. A search asks for other sets of names again and again. */
class Asked {
  /** By row of the imports; -1 for one that does not run while its importer loads. */
  readonly ofRow: Int32Array;
  private readonly numbers = new Map<string, number>();
  private readonly names = new WeakMap<ImportedName, readonly number[]>();

  static of(graph: ImportGraph): Asked {
    const known = KNOWN.get(graph) ?? new Asked(graph);
    KNOWN.set(graph, known);
    return known;
  }

  private constructor({ imports, modules }: ImportGraph) {
    this.ofRow = new Int32Array(imports.count).fill(-1);
    for (let row = 0; row < imports.count; row++) {
      if (imports.when[row] !== EAGER || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
      const importer = modules.name[imports.importer[row] ?? -1] ?? "";
      const key = `${placeKey(importer, imports.line[row] ?? 0, imports.column[row] ?? 0)} ${modules.name[imports.imported[row] ?? 0]}`;
      const number = this.numbers.get(key) ?? this.numbers.size;
      this.numbers.set(key, number);
      this.ofRow[row] = number;
    }
  }

  get count(): number {
    return this.numbers.size;
  }

  /** What a name asks for, as far as the recording saw it. */
  by(name: ImportedName): readonly number[] {
    let known = this.names.get(name);
    if (known === undefined) {
      const place = placeKey(name.importer, name.line, name.column);
      known = name.imported.flatMap((module) => this.numbers.get(`${place} ${module}`) ?? []);
      this.names.set(name, known);
    }
    return known;
  }
}
