import type { ImportGraph } from "../src/graph/graph.js";
import { subtreeEnds } from "../src/graph/subtree.js";

/** A graph as `-X importtime` would have printed it: a row behind the rows of what it loaded. */
export function* importtimeText(graph: ImportGraph): Iterable<string> {
  const { loads, modules } = graph;
  const ends = subtreeEnds(graph);
  const open: number[] = [];
  yield "import time: self [us] | cumulative | imported package\n";
  const close = function* (load: number) {
    while (open.length > 0 && (ends[open.at(-1) ?? 0] ?? 0) <= load) {
      const at = open.pop() ?? 0;
      const [self, cumulative] = [loads.selfUs[at] ?? 0, loads.cumulativeUs[at] ?? 0].map((us) => String(us));
      const name = modules.name[loads.module[at] ?? 0] ?? "";
      yield `import time: ${self?.padStart(9)} | ${cumulative?.padStart(10)} | ${"  ".repeat(open.length)}${name}\n`;
    }
  };
  for (let load = 0; load < loads.count; load++) {
    yield* close(load);
    open.push(load);
  }
  yield* close(loads.count);
}
