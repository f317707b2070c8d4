import { GraphBuilder } from "../../src/graph/builder.js";
import { type ImportGraph, LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "../../src/graph/graph.js";
import type { Anatomy } from "../../src/graph/profile.js";

/**
 * A recorded start: app loads app.first and that shared, which app imports again in a function; shared has all that
 * can be known of a load. A child process loads nothing but json.
 */
export function recordedGraph(parts: Partial<Anatomy> = {}): ImportGraph {
  const phases = { resolveUs: 2000, readUs: 1000, compileUs: 0, evaluateUs: 7000 };
  const effects = [
    { kind: "environment", what: "SHARED_HOME", of: null, confined: false, file: "shared.py", line: 12 },
  ];
  const loads = new Map([[2, { spreadUs: 900, phases, waitingUs: 4000, objects: 1234, effects }]]);
  const anatomy: Anatomy = {
    ...{ bootUs: 10_000, siteUs: 1000, importsUs: 110_000, mainUs: 20_000, waitingUs: 0, teardownUs: 62_000 },
    ...{ otherUs: 500, findUs: 14_000, readUs: 6000, compileUs: null, executeUs: 90_000, collectorUs: 13_000 },
    ...{ collections: 122, pth: [{ file: "site-packages/own.pth", us: 900 }], ...parts },
  };
  const builder = new GraphBuilder({ language: "python", evidence: "traced", recorded: { anatomy, loads } });
  const process = builder.addProcess({ command: ["/usr/bin/python3", "-m", "app"], runtime: "CPython 3.12.1" });
  const child = builder.addProcess({
    parent: process,
    runtime: "CPython 3.12.1",
    command: ["python3", "-c", "import json"],
  });
  const [app = 0, first = 0] = ["app", "app.first"].map((name) => builder.addModule(name, { file: `src/${name}.py` }));
  const shared = builder.addModule("shared", { distribution: builder.addDistribution("shared", "2.1") });
  const root = builder.addLoad(app, process, -1, 10_000, LOAD_RAN_LATER);
  const inner = builder.addLoad(first, process, root, 10_000, LOAD_RAN_LATER);
  builder.addLoad(shared, process, inner, 10_000, LOAD_NOT_RUN_LATER);
  builder.addLoad(builder.addModule("json", { origin: "stdlib" }), child, -1, 3000);
  builder.addImport({ importer: app, imported: shared, line: 7, when: "deferred", manner: ["guarded"] });
  builder.addImport({ importer: first, imported: shared, line: 3, loaded: true });
  return builder.finish();
}
