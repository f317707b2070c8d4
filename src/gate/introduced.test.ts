import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LOAD_FAILED } from "../graph/graph.js";
import { introducedIn } from "./introduced.js";
import { start } from "./testing.js";

const test = suite("introduced");

const OLD = new Set(["app.__main__", "app.cli", "json"]);
const isNew = (module: string): boolean => !OLD.has(module);

test("the import to defer is the first that brings something new, from what was there", () => {
  const graph = start([
    ["app.__main__", "app.cli", 3, 900],
    ["app.cli", "app.table", 9, 500],
    ["app.table", "pandas", 2, 300],
    ["pandas", "pandas.core", 4, 110],
  ]);
  const { modules, groups } = introducedIn(graph, isNew);
  assert.equal(
    modules.map(({ module, selfUs }) => [module, selfUs]),
    [
      ["app.table", 500],
      ["pandas", 300],
      ["pandas.core", 110],
    ],
  );
  assert.equal(modules[2]?.chain, ["app.cli", "app.table", "pandas", "pandas.core"]);
  const pandas = groups.find(({ name }) => name === "pandas");
  assert.equal(pandas, {
    name: "pandas",
    distribution: "pandas",
    origin: "dependency",
    modules: 2,
    selfUs: 410,
    chain: [
      { module: "app.__main__", file: null, line: null },
      { module: "app.cli", file: "app/__main__.py", line: 3 },
      { module: "app.table", file: "app/cli.py", line: 9 },
      { module: "pandas", file: "app/table.py", line: 2 },
    ],
    defer: { importer: "app.cli", imported: "app.table", file: "app/cli.py", line: 9 },
    others: 0,
  });
  assert.equal(
    groups.map(({ name }) => name),
    ["the project's own", "pandas"],
  );
});

test("other imports that bring it too are counted, those of new modules are not", () => {
  const graph = start([
    ["app.__main__", "app.cli", 3, 900],
    ["app.cli", "pandas", 9, 500],
    ["pandas", "pandas.core", 2, 300],
    ["pandas.core", "pandas", 1],
    ["app.cli", "pandas.core", 10],
    ["app.__main__", "pandas", 7],
  ]);
  const [pandas] = introducedIn(graph, isNew).groups;
  assert.equal(pandas?.defer, { importer: "app.cli", imported: "pandas", file: "app/cli.py", line: 9 });
  assert.is(pandas?.others, 2);
});

test("a statement that names a submodule is one import, though it loads the package too", () => {
  const graph = start([
    ["app.__main__", "app.cli", 3, 900],
    ["app.cli", "pandas", 9, 500],
    ["app.cli", "pandas.core", 9, 300],
  ]);
  assert.is(introducedIn(graph, isNew).groups[0]?.others, 0);
});

test("what was tried and is not there did not come in", () => {
  const graph = start([
    ["app.__main__", "app.cli", 3, 900],
    ["app.cli", "simplejson", 9, 200, LOAD_FAILED],
  ]);
  assert.equal(introducedIn(graph, isNew).modules, []);
});

test("a start without anything new introduces nothing", () => {
  const graph = start([["app.__main__", "app.cli", 3, 900]]);
  assert.equal(introducedIn(graph, isNew), { modules: [], groups: [] });
});

test.run();
