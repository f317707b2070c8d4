import type { Sort, SortKey } from "../model/rows.js";
import type { Line } from "./lines.js";

/** What the table lists: modules or distributions. */
export interface Source {
  readonly heads: Readonly<Record<SortKey, string>>;
  /** Takes the order and what is shown; returns how many rows there are. */
  arrange(sort: Sort): number;
  line(row: number): Line;
  hover(row: number): void;
  choose(row: number): void;
  /** The row of a node, -1 for none. */
  rowOf(node: number): number;
}
