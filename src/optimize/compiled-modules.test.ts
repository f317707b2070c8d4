import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ImportGraph } from "../graph/graph.js";
import { compiledModules } from "./compiled-modules.js";

const test = suite("compiled modules of a project");
// Of a graph nothing else is asked here.
const graph = (...file: readonly (string | null)[]): ImportGraph => ({ modules: { file } }) as unknown as ImportGraph;

test("are counted once, whatever start loads them, among those of the project", () => {
  const first = graph("app/__init__.py", "app/fast.cpython-312-x86_64-linux-gnu.so", null, "/usr/lib/zlib.so");
  const second = graph("/srv/app/app/fast.cpython-312-x86_64-linux-gnu.so", "app/other.pyd", "../beside/x.so");
  assert.equal(
    compiledModules([first, second], "/srv/app").map(({ code, message }) => [code, message]),
    [["compiled-modules", "2 of the project's 3 modules that load are compiled: what these import stays"]],
  );
});

test("are no word where there are none", () => {
  assert.equal(compiledModules([graph("app/__init__.py", "/usr/lib/zlib.so")], "/srv/app"), []);
});

test.run();
