import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allRequireModules, requiresModules } from "./node-versions.js";

const test = suite("Node's versions that can require ES modules");

test("a range is none of them where one of its versions can't, or warns", () => {
  for (const range of ["^20.19.0 || >=22.13", "20.19.x", ">=22.13.0", ">= 24", "^22.18 || ^24", "~20.20.0"])
    assert.ok(allRequireModules(range), range);
  for (const range of [">=20.19", ">=18", "^20.19.0 || >=22.12.0", "*", "", "22", "^20.18", ">=21", "lts/*", "current"])
    assert.not.ok(allRequireModules(range), range);
});

test("a recording says which Node ran", () => {
  for (const runtime of ["Node.js 20.19.0", "Node.js 22.23.3", "Node.js 26.10.0"])
    assert.ok(requiresModules(runtime), runtime);
  for (const runtime of ["Node.js 20.18.3", "Node.js 22.12.0", "Node.js 21.7.0", null])
    assert.not.ok(requiresModules(runtime), String(runtime));
});

test.run();
