import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { chain, loadName } from "./chain.js";
import { checkGraph } from "./check.js";
import { IMPORT_LOADED, IMPORT_NOT_RUN, IMPORT_RAN, LOAD_UNFINISHED } from "./graph.js";
import { heaviest } from "./heaviest.js";
import { totals } from "./totals.js";

const test = suite("graph/builder");

const head = { language: "python", evidence: "tree" } as const;

/** `app` loads `json`, which loads `json.decoder`; then `re`. */
function small() {
  const builder = new GraphBuilder(head);
  builder.addProcess();
  const app = builder.addLoad(builder.addModule("app"), 0, -1, 50);
  const json = builder.addLoad(builder.addModule("json"), 0, app, 0, LOAD_UNFINISHED);
  builder.addLoad(builder.addModule("json.decoder"), 0, json, 7);
  builder.addLoad(builder.addModule("re"), 0, app, 50);
  return builder.finish();
}

test("a module that is added twice is one, and keeps its first details", () => {
  const builder = new GraphBuilder(head);
  const first = builder.addModule("yaml", { origin: "dependency", file: "a.py" });
  assert.is(builder.addModule("yaml", { origin: "stdlib", file: "b.py" }), first);
  const { modules } = builder.finish();
  assert.equal([modules.count, modules.name, modules.file], [1, ["yaml"], ["a.py"]]);
});

test("names that objects have anyway are modules like others", () => {
  const builder = new GraphBuilder(head);
  const names = ["__proto__", "constructor", "toString", ""];
  assert.equal(
    names.map((name) => builder.addModule(name)),
    [0, 1, 2, 3],
  );
  assert.equal(
    names.map((name) => builder.addModule(name)),
    [0, 1, 2, 3],
  );
});

test("a distribution is told by name and version", () => {
  const builder = new GraphBuilder(head);
  assert.equal(
    [
      builder.addDistribution("PyYAML", "6.0"),
      builder.addDistribution("PyYAML", "5.4"),
      builder.addDistribution("PyYAML", "6.0"),
      builder.addDistribution("PyYAML"),
    ],
    [0, 1, 0, 2],
  );
});

test("cumulative times are summed over all that a load caused", () => {
  const graph = small();
  assert.equal([...graph.loads.cumulativeUs], [107, 7, 7, 50]);
  checkGraph(graph);
});

test("an import's words become bits and indices, what is unknown its own value", () => {
  const builder = new GraphBuilder(head);
  builder.addProcess();
  const [a, b] = [builder.addModule("a"), builder.addModule("b")];
  builder.addImport({ importer: null, imported: b });
  builder.addImport({
    importer: a,
    imported: b,
    line: 3,
    column: 5,
    when: "deferred",
    manner: ["guarded", "implicit"],
  });
  builder.addImport({ importer: a, imported: b, ran: true, loaded: true, names: ["x"] });
  builder.addImport({ importer: a, imported: b, ran: false });
  const { imports } = builder.finish();
  assert.equal([...imports.importer], [-1, a, a, a]);
  assert.equal([...imports.line], [0, 3, 0, 0]);
  assert.equal([...imports.column], [0, 5, 0, 0]);
  assert.equal([...imports.when], [0, 1, 0, 0]);
  assert.equal([...imports.manner], [0, 0b1010, 0, 0]);
  assert.equal([...imports.flags], [0, 0, IMPORT_RAN | IMPORT_LOADED, IMPORT_NOT_RUN]);
  assert.equal(imports.names, [null, null, ["x"], null]);
});

test("a million loads in a chain need neither recursion nor long lists", () => {
  const builder = new GraphBuilder(head);
  builder.addProcess();
  const module = builder.addModule("deep");
  for (let load = 0; load < 1_000_000; load++) builder.addLoad(module, 0, load - 1, 1);
  const graph = builder.finish();
  assert.is(graph.loads.cumulativeUs[0], 1_000_000);
  checkGraph(graph);
  assert.is(chain(graph, 999_999).length, 1_000_000);
  assert.equal(totals(graph), { us: 1_000_000, modules: 1_000_000, processes: 1 });
  assert.equal(heaviest(graph, "cumulativeUs", 2), [0, 1]);
});

test("chain leads from the root to the load itself", () => {
  const graph = small();
  assert.equal(
    chain(graph, 2).map((load) => loadName(graph, load)),
    ["app", "json", "json.decoder"],
  );
  assert.equal(chain(graph, 0), [0]);
  assert.is(loadName(graph, 99), "");
});

test("totals count the modules whose row is known, and all time", () => {
  assert.equal(totals(small()), { us: 107, modules: 3, processes: 1 });
  assert.equal(totals(new GraphBuilder(head).finish()), { us: 0, modules: 0, processes: 0 });
});

test.run();
