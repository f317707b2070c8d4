import type { Sort, SortKey } from "../model/rows.js";
import type { Line } from "./lines.js";

/** The table's five columns: by what each sorts, and its head. The last has a bar. */
export type Columns = readonly (readonly [SortKey, string])[];

/** What the rows of the table are. */
export type RowsBy = "changes" | "module" | "distribution" | "process";

/** What the table lists: modules, distributions, changes, processes. */
export interface Source {
  readonly columns: Columns;
  /** The order at first; null for a source that has one order alone. */
  readonly order: Sort | null;
  /** Takes the order and what is shown; returns how many rows there are. */
  arrange(sort: Sort): number;
  line(row: number): Line;
  hover(row: number): void;
  choose(row: number): void;
  /** The row of a node, -1 for none. */
  rowOf(node: number): number;
}

/** The columns of what takes time. @param name head of the first @param count head of the number of modules @param unit of the amounts */
export function columnsOf(name: string, count: string, unit: string): Columns {
  return [
    ["name", name],
    ["self", `Self ${unit}`],
    ["cumulative", "Cumulative"],
    ["modules", count],
    ["share", "Share"],
  ];
}
