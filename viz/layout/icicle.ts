import type { ImportGraph } from "../../src/graph/graph.js";
import { subtreeEnds } from "../../src/graph/subtree.js";

/**
 * The whole start as one tree of nodes in pre-order: node 0 is everything; with several processes each is a
 * node; every load is a node. Made once for a page; positions never change, only the window onto them does.
 */
export interface Icicle {
  readonly graph: ImportGraph;
  readonly count: number;
  /** The load that a node shows, -1 for everything and for processes. */
  readonly load: Int32Array;
  /** The process that a node stands for, -1 for everything and for loads. */
  readonly process: Int32Array;
  /** The node one row above, -1 for node 0. */
  readonly above: Int32Array;
  /** Index behind the node's last descendant. */
  readonly end: Int32Array;
  /** Row, from 0. */
  readonly row: Int32Array;
  /** Where the node begins and how wide it is, in microseconds (in loads where nothing took time). */
  readonly start: Float64Array;
  readonly width: Float64Array;
  /** The nodes below node n, in order: `below[belowFrom[n]] … below[belowFrom[n + 1] - 1]`. */
  readonly below: Int32Array;
  readonly belowFrom: Int32Array;
  readonly rows: number;
  /** False where no load took any time: then widths count loads. */
  readonly timed: boolean;
}

export function makeIcicle(graph: ImportGraph): Icicle {
  const { loads, processes } = graph;
  const shown = processes.length > 1 ? processes.length : 0;
  const count = 1 + shown + loads.count;
  const load = new Int32Array(count).fill(-1);
  const process = new Int32Array(count).fill(-1);
  const above = new Int32Array(count).fill(-1);
  const row = new Int32Array(count);
  const width = new Float64Array(count);
  const timed = loads.cumulativeUs.some((us) => us > 0);
  const ends = subtreeEnds(graph);

  let node = 1;
  let opened = 0;
  let processNode = 0;
  const nodeOf = new Int32Array(loads.count);
  const openTo = (last: number) => {
    for (; opened <= last; opened++) {
      processNode = node++;
      process[processNode] = opened;
      above[processNode] = 0;
      row[processNode] = 1;
    }
  };
  for (let at = 0; at < loads.count; at++) {
    if (shown > 0) openTo(loads.process[at] ?? 0);
    const importer = loads.importer[at] ?? -1;
    const up = importer < 0 ? processNode : (nodeOf[importer] ?? 0);
    const us = timed ? (loads.cumulativeUs[at] ?? 0) : (ends[at] ?? 0) - at;
    load[node] = at;
    nodeOf[at] = node;
    above[node] = up;
    row[node] = (row[up] ?? 0) + 1;
    width[node] = us;
    if (importer < 0) {
      width[0] = (width[0] ?? 0) + us;
      if (processNode > 0) width[processNode] = (width[processNode] ?? 0) + us;
    }
    node++;
  }
  if (shown > 0) openTo(shown - 1);

  const { below, belowFrom } = nodesBelow(above);
  return {
    graph,
    count,
    load,
    process,
    above,
    end: nodeEnds(above),
    row,
    start: starts(above, width),
    width,
    below,
    belowFrom,
    rows: row.reduce((deepest, at) => Math.max(deepest, at), 0) + 1,
    timed,
  };
}

/** The node that shows a load. */
export function nodeOfLoad(icicle: Icicle, load: number): number {
  const processes = icicle.graph.processes.length;
  return load + 1 + (processes > 1 ? (icicle.graph.loads.process[load] ?? 0) + 1 : 0);
}

/** The nodes from node 0 down to a node. */
export function pathTo(icicle: Icicle, node: number): number[] {
  const path: number[] = [];
  for (let at = node; at >= 0; at = icicle.above[at] ?? -1) path.push(at);
  return path.reverse();
}

function nodeEnds(above: Int32Array): Int32Array {
  const end = new Int32Array(above.length);
  for (let node = above.length - 1; node >= 0; node--) {
    if ((end[node] ?? 0) === 0) end[node] = node + 1;
    const up = above[node] ?? -1;
    if (up >= 0 && (end[up] ?? 0) < (end[node] ?? 0)) end[up] = end[node] ?? 0;
  }
  return end;
}

/** Nodes of one importer stand side by side from its left edge; what remains at its right is its self time. */
function starts(above: Int32Array, width: Float64Array): Float64Array {
  const start = new Float64Array(above.length);
  const next = new Float64Array(above.length);
  for (let node = 1; node < above.length; node++) {
    const up = above[node] ?? 0;
    const at = next[up] ?? 0;
    start[node] = at;
    next[node] = at;
    next[up] = at + (width[node] ?? 0);
  }
  return start;
}

function nodesBelow(above: Int32Array): { below: Int32Array; belowFrom: Int32Array } {
  const belowFrom = new Int32Array(above.length + 1);
  for (let node = 1; node < above.length; node++) {
    const after = (above[node] ?? 0) + 1;
    belowFrom[after] = (belowFrom[after] ?? 0) + 1;
  }
  for (let node = 1; node <= above.length; node++)
    belowFrom[node] = (belowFrom[node] ?? 0) + (belowFrom[node - 1] ?? 0);
  const below = new Int32Array(Math.max(0, above.length - 1));
  const next = belowFrom.slice();
  for (let node = 1; node < above.length; node++) {
    const up = above[node] ?? 0;
    const at = next[up] ?? 0;
    below[at] = node;
    next[up] = at + 1;
  }
  return { below, belowFrom };
}
