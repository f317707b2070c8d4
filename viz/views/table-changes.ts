import { CHANGES } from "../../src/graph/merge.js";
import { nodeOfLoad } from "../layout/icicle.js";
import { background, CHANGE_FILL, DARK, LIGHT } from "../layout/palette.js";
import { type ChangeRow, type ChangeRows, changeRows, groupRows, loadRows, sortedRows } from "../model/changes.js";
import type { Sort } from "../model/rows.js";
import type { State } from "../state.js";
import { signed, signedCount } from "../text/signs.js";
import { formatMsNumber } from "../text/time.js";
import type { Line } from "./lines.js";
import { reveal } from "./navigate.js";
import type { Columns, RowsBy, Source } from "./source.js";

/** The table's rows of a comparison: what came, went, grew and shrank, all modules, or distributions. */
export class ChangeSource implements Source {
  readonly columns: Columns;
  readonly order: Sort = { key: "change", descending: true };
  private readonly made: ChangeRows;
  private readonly largest: number;
  private places: Int32Array = new Int32Array(0);
  private sorted: { sort: Sort; order: Int32Array } | null = null;

  constructor(
    private readonly state: State,
    private readonly by: RowsBy,
  ) {
    const { compared, words } = state.model;
    if (compared === null) throw new Error("nothing is compared");
    this.made =
      by === "changes" ? changeRows(compared) : by === "distribution" ? groupRows(compared) : loadRows(compared);
    this.largest = this.made.rows.reduce((most, row) => Math.max(most, Math.abs(row.afterUs - row.beforeUs)), 0);
    this.columns = [
      ["name", by === "distribution" ? "Distribution" : words.head],
      ["before", "Before"],
      ["after", "After"],
      ["modules", words.heads],
      ["change", "Change"],
    ];
  }

  arrange(sort: Sort): number {
    if (this.sorted?.sort !== sort) this.sorted = { sort, order: sortedRows(this.made, sort) };
    const present = this.present();
    this.places = present === null ? this.sorted.order : this.sorted.order.filter((row) => present[row] === 1);
    return this.places.length;
  }

  /** The rows that the search and the legend leave; null for all. */
  private present(): Uint8Array | null {
    const { shown, model } = this.state;
    if (shown === null || model.compared === null) return null;
    const present = new Uint8Array(this.made.rows.length);
    for (const [load, at] of model.compared.shown.toMerged.entries()) {
      const row = this.made.ofLoad[at] ?? -1;
      if (row >= 0 && shown.load[load] === 1) present[row] = 1;
    }
    return present;
  }

  line(row: number): Line {
    const { beforeUs, afterUs, name, importer, beforeModules, afterModules, load } = this.row(row);
    const change = afterUs - beforeUs;
    return {
      name,
      colour: this.colour(load),
      cells: [
        formatMsNumber(beforeUs),
        formatMsNumber(afterUs),
        signedCount(afterModules - beforeModules),
        signed(change, formatMsNumber),
      ],
      bar: this.largest > 0 ? Math.abs(change) / this.largest : 0,
      barColour: this.palette.changes[this.isMore(load, change) ? 0 : 3] ?? "",
      mark: "",
      aside: importer === "" ? "" : ` by ${importer}`,
    };
  }

  hover(row: number): void {
    const { load } = this.row(row);
    const node = this.node(load);
    const index = this.places[row] ?? -1;
    const { compared } = this.state.model;
    if (this.by === "distribution" && compared !== null) {
      const { toMerged } = compared.shown;
      const { ofLoad } = this.made;
      this.state.setHover({ kind: "distribution", holds: (at) => ofLoad[toMerged[at] ?? 0] === index });
    } else this.state.setHover(node < 0 ? null : { kind: "node", node });
  }

  /** To the load, and to the picture of both where the shown side does not have it. */
  choose(row: number): void {
    const { load } = this.row(row);
    if (this.node(load) < 0) this.state.setSide("both");
    reveal(this.state, this.node(load));
  }

  rowOf(node: number): number {
    const { compared, icicle } = this.state.model;
    const load = icicle.load[node] ?? -1;
    if (load < 0 || compared === null) return -1;
    const row = this.made.ofLoad[compared.shown.toMerged[load] ?? 0] ?? -1;
    return row < 0 ? -1 : this.places.indexOf(row);
  }

  private row(row: number): ChangeRow {
    const found = this.made.rows[this.places[row] ?? -1];
    if (found === undefined) throw new Error("the table asked for a row it does not have");
    return found;
  }

  private get palette() {
    return this.state.dark ? DARK : LIGHT;
  }

  /** Whether it takes more than before, at AFTER's speed where that is judged. */
  private isMore(load: number, change: number): boolean {
    const { merged } = this.state.model.compared ?? {};
    const became = CHANGES[merged?.changes[merged.graph.loads.module[load] ?? 0] ?? 0] ?? "same";
    if (this.by === "distribution" || became === "same") return change > 0;
    return became === "came" || became === "grown";
  }

  /** Of the distribution's first load for a distribution, else of what became of the module. */
  private colour(load: number): string {
    const { merged } = this.state.model.compared ?? {};
    const module = merged?.graph.loads.module[load] ?? 0;
    return this.by === "distribution" ? "" : background(this.palette, CHANGE_FILL + (merged?.changes[module] ?? 0));
  }

  /** The node of a load of the merged graph on the shown side, -1 for none. */
  private node(load: number): number {
    const { compared, icicle } = this.state.model;
    const there = compared?.shown.fromMerged[load] ?? -1;
    return there < 0 ? -1 : nodeOfLoad(icicle, there);
  }
}
