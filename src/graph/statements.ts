import type { ImportGraph } from "./graph.js";
import { MANNERS } from "./vocabulary.js";

const IMPLICIT = 1 << MANNERS.indexOf("implicit");

/** The places of a graph's imports. One statement can import several modules: `import a.b` also `a`. */
export interface Statements {
  readonly count: number;
  /** The statement of each import. */
  readonly of: Int32Array;
  /** An import of each statement: the first that it names, where `import a.b` names `a.b` and loads `a` before. */
  readonly row: Int32Array;
}

/**
 * Groups imports by importer, line, column and when they run: what an edit changes at once. An import without a line is
 * one of its own.
 */
export function statements({ imports, modules }: ImportGraph): Statements {
  const of = new Int32Array(imports.count);
  const rows: number[] = [];
  const known = new Map<string, number>();
  const isImplicit = (row: number): boolean => ((imports.manner[row] ?? 0) & IMPLICIT) !== 0;
  for (let row = 0; row < imports.count; row++) {
    const line = imports.line[row] ?? 0;
    const importer = imports.importer[row] ?? -1;
    const key =
      line === 0 || importer < 0 || importer >= modules.count
        ? null
        : `${importer} ${line} ${imports.column[row]} ${imports.when[row]}`;
    let statement = key === null ? undefined : known.get(key);
    if (statement === undefined) {
      statement = rows.push(row) - 1;
      if (key !== null) known.set(key, statement);
    } else if (isImplicit(rows[statement] ?? row) && !isImplicit(row)) rows[statement] = row;
    of[row] = statement;
  }
  return { count: rows.length, of, row: Int32Array.from(rows) };
}
