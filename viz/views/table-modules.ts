import { max } from "d3";
import { LOAD_FAILED, LOAD_UNFINISHED } from "../../src/graph/graph.js";
import { nodeOfLoad } from "../layout/icicle.js";
import { background, DARK, LIGHT } from "../layout/palette.js";
import { groupOf } from "../model/grouping.js";
import { nodeCumulative, nodeModules, nodeName, nodeSelf } from "../model/model.js";
import { onlyShown, type Sort, sortedLoads } from "../model/rows.js";
import type { State } from "../state.js";
import { formatCount, formatShare } from "../text/time.js";
import type { Line } from "./lines.js";
import { reveal } from "./navigate.js";
import { type Columns, columnsOf, type Source } from "./source.js";

/** The table's rows by module: one for each load. */
export class ModuleSource implements Source {
  readonly columns: Columns;
  readonly order: Sort = { key: "self", descending: true };
  private rows: Int32Array = new Int32Array(0);
  private sorted: { sort: Sort; order: Int32Array } | null = null;
  private rowOfLoad: Int32Array | null = null;
  private readonly longest: number;

  constructor(private readonly state: State) {
    const { head, heads } = state.model.words;
    this.columns = columnsOf(head, heads, state.model.amounts.unit);
    this.longest = max(state.model.graph.loads.selfUs) ?? 0;
  }

  arrange(sort: Sort): number {
    if (this.sorted?.sort !== sort) this.sorted = { sort, order: sortedLoads(this.state.model, sort) };
    this.rows = onlyShown(this.sorted.order, this.state.shown?.load ?? null);
    this.rowOfLoad = null;
    return this.rows.length;
  }

  line(row: number): Line {
    const { model, grouping, dark, effect } = this.state;
    const { graph, totals } = model;
    const load = this.rows[row] ?? 0;
    const node = nodeOfLoad(model.icicle, load);
    const [self, cumulative] = [nodeSelf(model, node), nodeCumulative(model, node)];
    const share = (us: number) => (totals.us > 0 ? us / totals.us : 0);
    const group = grouping.groups[groupOf(grouping, graph, load)];
    const flags = graph.loads.flags[load] ?? 0;
    return {
      name: nodeName(model, node),
      colour: background(dark ? DARK : LIGHT, group?.fill ?? 0),
      cells: [
        model.amounts.number(self),
        model.amounts.number(cumulative),
        formatCount(nodeModules(model, node)),
        formatShare(share(self)),
      ],
      bar: this.longest > 0 ? self / this.longest : 0,
      mark:
        (flags & LOAD_UNFINISHED) !== 0
          ? " unfinished"
          : (flags & LOAD_FAILED) !== 0
            ? " failed"
            : effect?.gone[load] === 1
              ? " would go"
              : "",
    };
  }

  hover(row: number): void {
    this.state.setHover({ kind: "node", node: this.node(row) });
  }

  choose(row: number): void {
    reveal(this.state, this.node(row));
  }

  rowOf(node: number): number {
    const load = this.state.model.icicle.load[node] ?? -1;
    if (load < 0) return -1;
    if (this.rowOfLoad === null) {
      this.rowOfLoad = new Int32Array(this.state.model.graph.loads.count).fill(-1);
      for (const [row, at] of this.rows.entries()) this.rowOfLoad[at] = row;
    }
    return this.rowOfLoad[load] ?? -1;
  }

  private node(row: number): number {
    return nodeOfLoad(this.state.model.icicle, this.rows[row] ?? 0);
  }
}
