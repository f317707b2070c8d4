import { GraphBuilder } from "../graph/builder.js";
import type { ImportGraph } from "../graph/graph.js";
import { USUAL_TOLERANCE } from "../measure/looks.js";
import { fakeRun } from "../measure/testing.js";
import { type Found, verdictOf } from "./gate.js";
import type { Verdict } from "./verdict.js";

/** For tests: an import that ran: who, whom, from which line, for how many microseconds where it loaded it. */
export type MadeImport = readonly [importer: string, imported: string, line: number, selfUs?: number, flags?: number];

/** For tests: a start of `app`, whose own modules begin with its name and lie in files of theirs; others are of the distribution of their first part. */
export function start(imports: readonly MadeImport[]): ImportGraph {
  const builder = new GraphBuilder({
    language: "python",
    evidence: "traced",
    root: "/work",
    runtime: "CPython 3.12.1",
  });
  const process = builder.addProcess();
  const loads = new Map<string, number>();
  const distributions = new Map<string, number>();
  const moduleOf = (name: string): number => {
    const [first = ""] = name.split(".");
    if (first === "app")
      return builder.addModule(name, { origin: "application", file: `${name.replaceAll(".", "/")}.py` });
    if (first === "json") return builder.addModule(name, { origin: "stdlib", file: "/usr/lib/json.py" });
    const known = distributions.get(first) ?? builder.addDistribution(first, "1.0");
    distributions.set(first, known);
    return builder.addModule(name, { origin: "dependency", distribution: known, file: `/site/${name}.py` });
  };
  for (const [importer, imported, line, selfUs, flags = 0] of imports) {
    const module = moduleOf(imported);
    const isLoaded = selfUs !== undefined;
    if (isLoaded) loads.set(imported, builder.addLoad(module, process, loads.get(importer) ?? -1, selfUs, flags));
    builder.addImport({ importer: moduleOf(importer), imported: module, line, loaded: isLoaded, ran: true });
  }
  return builder.finish();
}

/** For tests: a gate that failed because `pandas` came in and a budget is over. */
export function failing(changes: Partial<Found> = {}): Verdict {
  const base = Array.from({ length: 15 }, (_, at) => fakeRun({ cpuUs: 40_000 + at, wallUs: 45_000 + at }));
  const head = base.map((run) => fakeRun({ ...run, cpuUs: 90_000, wallUs: 95_000, minorFaults: 4000 }));
  return verdictOf({
    tool: "importperf 0.0.0-test linux",
    tolerance: USUAL_TOLERANCE,
    base: {
      command: ["app", "--help"],
      revision: "1234567 (merge base with origin/main)",
      loaded: { graph: start(OLD), counted: [] },
    },
    head: {
      command: ["app", "--help"],
      revision: "89abcde (HEAD)",
      loaded: { graph: start([...OLD, ...NEW]), counted: [] },
    },
    compared: {
      base,
      head,
      decision: { verdict: "fail", metric: "time", p: 0.0002 },
      alpha: 0.0008,
      metric: "cpu",
      ended: "decided",
      dropped: 0,
    },
    budgets: [{ rule: "max-modules", limit: 4, value: 6, ok: false }],
    warnings: [{ code: "other-load", message: "other programs kept 1 processors busy meanwhile" }],
    ...changes,
  });
}

const OLD: readonly MadeImport[] = [
  ["app.__main__", "app.cli", 3, 900],
  ["app.cli", "json", 1, 2000],
];
const NEW: readonly MadeImport[] = [
  ["app.cli", "app.table", 9, 500],
  ["app.table", "pandas", 2, 300_000],
  ["pandas", "pandas.core", 4, 110_000],
  ["app.cli", "pandas", 12],
];
