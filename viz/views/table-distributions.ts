import { nodeOfLoad } from "../layout/icicle.js";
import { background, DARK, LIGHT } from "../layout/palette.js";
import { groupOf, ORIGIN_LABELS } from "../model/grouping.js";
import type { Model } from "../model/model.js";
import { type DistributionRows, distributionRows, type Sort, sortedDistributions } from "../model/rows.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { formatCount, formatShare } from "../text/time.js";
import type { Line } from "./lines.js";
import { reveal } from "./navigate.js";
import { type Columns, columnsOf, type Source } from "./source.js";

/** The table's rows by distribution; what has none is listed by origin. */
export class DistributionSource implements Source {
  readonly columns: Columns;
  readonly order: Sort = { key: "self", descending: true };
  private places: Int32Array = new Int32Array(0);
  private made: DistributionRows | null = null;

  constructor(
    private readonly state: State,
    private readonly model: Model,
  ) {
    this.columns = columnsOf("Distribution", model.words.heads, model.amounts.unit);
  }

  private get rows(): DistributionRows {
    this.made ??= distributionRows(this.model);
    return this.made;
  }

  arrange(sort: Sort): number {
    this.places = sortedDistributions(this.rows, sort, this.state.shown?.load ?? null);
    return this.places.length;
  }

  line(row: number): Line {
    const { grouping, dark } = this.state;
    const group = this.rows.rows[this.places[row] ?? 0];
    if (group === undefined) throw new Error("the table asked for a row it does not have");
    const { graph } = this.model;
    const longest = this.rows.rows[0]?.us ?? 0;
    const coloured = grouping.groups[groupOf(grouping, graph, group.firstLoad)];
    return {
      name: group.distribution === null ? ORIGIN_LABELS[group.origin] : displayName(group.distribution),
      colour: background(dark ? DARK : LIGHT, coloured?.fill ?? 0),
      cells: [
        this.model.amounts.number(group.us),
        this.model.amounts.number(group.cumulativeUs),
        formatCount(group.modules),
        formatShare(group.share),
      ],
      bar: longest > 0 ? group.us / longest : 0,
      mark: group.version === null ? "" : ` ${displayName(group.version)}`,
    };
  }

  hover(row: number): void {
    const index = this.places[row] ?? -1;
    const { ofLoad } = this.rows;
    this.state.setHover({ kind: "distribution", holds: (load) => ofLoad[load] === index });
  }

  /** To where the distribution first came in. */
  choose(row: number): void {
    const group = this.rows.rows[this.places[row] ?? 0];
    if (group !== undefined) reveal(this.state, nodeOfLoad(this.model.icicle, group.firstLoad));
  }

  rowOf(node: number): number {
    const load = this.model.icicle.load[node] ?? -1;
    return load < 0 ? -1 : this.places.indexOf(this.rows.ofLoad[load] ?? -1);
  }
}
