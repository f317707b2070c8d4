import { UserError } from "../../errors.js";
import { GraphBuilder } from "../../graph/builder.js";
import { type ImportGraph, LOAD_PLACED, LOAD_UNFINISHED } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import { Bytes } from "../bytes.js";
import type { LogFormat, LogReader, LogReading } from "../format.js";
import { type Calls, readCalls } from "./calls.js";
import { MarshalReader } from "./marshal.js";
import { functionModules } from "./names.js";
import { roundedTimes } from "./times.js";
import { callTree } from "./tree.js";

const DICT = 0x7b;
/** What a dict of functions goes on with: a tuple, a small tuple, or its end. */
const AFTER_DICT = [0x28, 0x29, 0x30];

/** cProfile's output (`python -m cProfile -o FILE`): marshalled pstats. Functions stand for modules. */
export const cprofile: LogFormat = {
  name: "cProfile",
  // The first byte alone is also that of a JSON object; what follows it can't be.
  recognises: ([first = 0, second = 0]) => (first & 0x7f) === DICT && AFTER_DICT.includes(second & 0x7f),
  open: (file) => new CProfileReader(file),
};

class CProfileReader implements LogReader {
  private readonly bytes = new Bytes();

  constructor(private readonly file: string) {}

  push(chunk: Uint8Array): void {
    this.bytes.push(chunk);
  }

  finish(): LogReading {
    const reader = new MarshalReader(this.bytes.joined(), this.file);
    const calls = readCalls(reader.read(), this.file);
    if (calls.functions.length === 0) {
      const hint = "Profile the program again: python -m cProfile -o FILE -m MODULE.";
      throw new UserError("empty-prof", "this cProfile file holds no function", hint, { file: this.file });
    }
    const times = roundedTimes(calls.functions.map(({ times }) => times?.selfSeconds ?? 0));
    const warnings = doubts(calls, times.unfit, reader.left);
    const graph = callGraph(calls, times.us);
    return { graph, functions: true, dialect: null, ignored: { lines: 0, first: [] }, warnings };
  }
}

/**
 * An import here is a call: eager, as it ran and its time is in the total. The calls that the tree does not
 * show stand in `imports`, without a line: pstats keeps where a function is, not where it is called.
 */
function callGraph(calls: Calls, us: Float64Array): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: calls.sampled ? "tree" : "traced" });
  builder.addProcess();
  const modules = functionModules(calls.functions).map(({ name, ...details }) => builder.addModule(name, details));
  const { order, above } = callTree(calls, us);
  const isCalled = new Uint8Array(above.length);
  for (const [edge, callee] of calls.callees.entries()) {
    if (above[callee] === calls.callers[edge]) isCalled[callee] = 1;
  }
  const loadOf = new Int32Array(order.length);
  for (const called of order) {
    const over = above[called] ?? -1;
    const flags =
      (calls.functions[called]?.times === null ? LOAD_UNFINISHED : 0) |
      (over >= 0 && isCalled[called] === 0 ? LOAD_PLACED : 0);
    const importer = over < 0 ? -1 : (loadOf[over] ?? -1);
    loadOf[called] = builder.addLoad(modules[called] ?? 0, 0, importer, us[called] ?? 0, flags);
  }
  for (const [edge, callee] of calls.callees.entries()) {
    const caller = calls.callers[edge] ?? 0;
    if (above[callee] === caller) continue;
    builder.addImport({ importer: modules[caller] ?? 0, imported: modules[callee] ?? 0, ran: true, loaded: false });
  }
  return builder.finish();
}

function doubts({ functions, sampled }: Calls, unfit: number, left: number): Warning[] {
  const missing = functions.filter(({ times }) => times === null).length;
  const found: [boolean, string, string][] = [
    [
      true,
      "functions",
      "a cProfile file holds functions and their callers, no tree: each function stands under the nearest one that every call to it went through",
    ],
    [
      sampled,
      "sampled",
      "the profile was sampled: calls that no sample met are missing, and a function counts once for each line it was met at",
    ],
    [missing > 0, "missing-callers", `${missing} functions are named as callers only; their own time is not known`],
    [unfit > 0, "unfit-times", `${unfit} times are negative or no number and count as 0`],
    [left > 0, "trailing-bytes", `${left} bytes behind the profile were not read`],
  ];
  return found.filter(([holds]) => holds).map(([, code, message]) => ({ code, message }));
}
