import { loadName } from "../graph/chain.js";
import type { ImportGraph } from "../graph/graph.js";
import type { ReportFormat } from "./format.js";
import { inPieces } from "./pieces.js";

/**
 * Collapsed stacks, a line per load with self time: `importer;module 123`, in microseconds. What
 * flamegraph.pl and inferno read; the numbers sum to the total.
 */
export const collapsed: ReportFormat = {
  name: "collapsed",
  extension: ".folded",
  *render({ graph }) {
    yield* inPieces(lines(graph));
  },
};

/**
 * Each line repeats all frames above its own, so the file grows with the square of the depth. No program
 * nests imports so far; what lies deeper is summed in one frame.
 */
const DEEPEST = 2000;

function* lines(graph: ImportGraph): Iterable<string> {
  const { count, importer, process, selfUs } = graph.loads;
  const frames = graph.modules.name.map(frame);
  const stack: number[] = [];
  const paths: string[] = [];
  const several = graph.processes.length > 1;
  for (let load = 0; load < count; load++) {
    const above = importer[load] ?? -1;
    while (stack.length > 0 && stack[stack.length - 1] !== above) {
      stack.pop();
      paths.pop();
    }
    const before = paths[paths.length - 1] ?? (several ? `process ${process[load] ?? 0}:` : undefined);
    const name = frames[graph.loads.module[load] ?? 0] ?? frame(loadName(graph, load));
    const path = before === undefined ? name : stack.length < DEEPEST ? `${before};${name}` : deeper(before);
    stack.push(load);
    paths.push(path);
    const us = selfUs[load] ?? 0;
    if (us > 0) yield `${path} ${us}\n`;
  }
}

function deeper(path: string): string {
  return path.endsWith(";(deeper)") ? path : `${path};(deeper)`;
}

/**
 * A name as a frame: `;` parts frames and a line break ends the stack. A number at the end of a name would
 * be read as a second count (flamegraph.pl's form for comparing), so the blank before it goes.
 */
function frame(name: string): string {
  const plain = name
    .replaceAll(";", ":")
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
  return plain === "" ? "(unnamed)" : plain.replace(/\s+(?=[\d.]+$)/, "_");
}
