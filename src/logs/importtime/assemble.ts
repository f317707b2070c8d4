import { cumulativeTimes } from "../../graph/cumulative.js";
import { type ImportGraph, LOAD_UNFINISHED } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import { markImports } from "./marks.js";
import type { Rows } from "./rows.js";
import { NO_ROW, type ProcessTree } from "./tree.js";

/** The module name of loads whose own row is missing. No importable module has such a name. */
export const UNFINISHED = "(unfinished)";

/** The graph of a log: the loads of each process in the order in which loading began, and the marked imports. */
export function assemble(
  rows: Rows,
  trees: readonly ProcessTree[],
  chosen: readonly (Int32Array | null)[],
): ImportGraph {
  const name = rows.names.strings();
  const count = trees.reduce((sum, tree) => sum + tree.count, 0);
  const module = new Int32Array(count);
  const process = new Int32Array(count);
  const importer = new Int32Array(count);
  const selfUs = new Float64Array(count);
  const flags = new Uint8Array(count);
  let load = 0;
  let unfinished = -1;
  trees.forEach((tree, index) => {
    const loadOf = new Int32Array(tree.count);
    eachInOrder(tree, (entry) => {
      const row = tree.row[entry] ?? NO_ROW;
      const above = tree.importer[entry] ?? -1;
      if (row === NO_ROW && unfinished < 0) unfinished = name.push(UNFINISHED) - 1;
      module[load] = row === NO_ROW ? unfinished : (rows.name.raw[row] ?? 0);
      process[load] = index;
      importer[load] = above < 0 ? -1 : (loadOf[above] ?? -1);
      selfUs[load] = row === NO_ROW ? 0 : Math.max(0, rows.selfUs.raw[row] ?? 0);
      flags[load] = row === NO_ROW ? LOAD_UNFINISHED : 0;
      loadOf[entry] = load++;
    });
  });
  return {
    root: null,
    language: "python",
    runtime: null,
    command: null,
    evidence: rows.marks.count > 0 ? "cached-rows" : "tree",
    processes: trees.map(() => ({ command: null, parent: null, runtime: null, thread: null })),
    distributions: [],
    modules: {
      count: name.length,
      name,
      origin: new Uint8Array(name.length).fill(ORIGINS.indexOf("dependency")),
      distribution: new Int32Array(name.length).fill(-1),
      file: null,
    },
    loads: { count, module, process, importer, selfUs, cumulativeUs: cumulativeTimes(importer, selfUs), flags },
    imports: markImports(rows, trees, chosen),
  };
}

/** Walks a tree in the order in which loading began: each importer before its loads, older loads first. */
function eachInOrder(tree: ProcessTree, visit: (entry: number) => void): void {
  const { count, importer } = tree;
  const firstLoad = new Int32Array(count).fill(-1);
  const nextLoad = new Int32Array(count).fill(-1);
  let firstRoot = -1;
  for (let entry = count - 1; entry >= 0; entry--) {
    const above = importer[entry] ?? -1;
    if (above < 0) {
      nextLoad[entry] = firstRoot;
      firstRoot = entry;
    } else {
      nextLoad[entry] = firstLoad[above] ?? -1;
      firstLoad[above] = entry;
    }
  }
  for (let entry = firstRoot; entry >= 0; ) {
    visit(entry);
    let next = firstLoad[entry] ?? -1;
    while (next < 0 && entry >= 0) {
      next = nextLoad[entry] ?? -1;
      if (next < 0) entry = importer[entry] ?? -1;
    }
    entry = next;
  }
}
