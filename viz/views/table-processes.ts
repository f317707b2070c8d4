import { type ProcessNode, processLabel, processTree } from "../../src/graph/process-tree.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { formatCount, formatMsNumber, formatShare } from "../text/time.js";
import type { Line } from "./lines.js";
import type { Columns, Source } from "./source.js";

/** The processes of a start as a tree, each under the one that started it. */
export class ProcessSource implements Source {
  readonly columns: Columns = [
    ["name", "Process"],
    ["before", "Runtime"],
    ["self", "Imports ms"],
    ["modules", "Modules"],
    ["share", "Share"],
  ];
  readonly order = null;
  private readonly tree: readonly ProcessNode[];
  /** The node of each process. */
  private readonly nodes: Int32Array;

  constructor(private readonly state: State) {
    const { graph, icicle, words } = state.model;
    this.tree = processTree(graph);
    this.columns = this.columns.map(([key, head]) => [key, key === "modules" ? words.heads : head] as const);
    this.nodes = new Int32Array(graph.processes.length);
    for (const [node, process] of icicle.process.entries()) if (process >= 0) this.nodes[process] = node;
  }

  arrange(): number {
    return this.tree.length;
  }

  line(row: number): Line {
    const { process, depth, us, loads } = this.at(row);
    const { graph, totals } = this.state.model;
    const { runtime, thread } = graph.processes[process] ?? { runtime: null, thread: null };
    const share = totals.us > 0 ? us / totals.us : 0;
    return {
      name: displayName(processLabel(graph, process)),
      isSentence: true,
      depth,
      colour: "",
      cells: [
        thread === null ? (runtime ?? "").replace(/^(CPython|Node(?:\.js)?) /, "") : "thread",
        formatMsNumber(us),
        formatCount(loads),
        formatShare(share),
      ],
      bar: share,
      mark: "",
    };
  }

  hover(row: number): void {
    this.state.setHover({ kind: "node", node: this.nodes[this.at(row).process] ?? 0 });
  }

  choose(row: number): void {
    this.state.goTo({ node: this.nodes[this.at(row).process] ?? 0 });
  }

  rowOf(node: number): number {
    const { icicle, graph } = this.state.model;
    const load = icicle.load[node] ?? -1;
    const process = load >= 0 ? graph.loads.process[load] : icicle.process[node];
    return this.tree.findIndex((entry) => entry.process === process);
  }

  private at(row: number): ProcessNode {
    const found = this.tree[row];
    if (found === undefined) throw new Error("the table asked for a row it does not have");
    return found;
  }
}
