import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkBudgets, type Spent } from "./budgets.js";
import { start } from "./testing.js";

const test = suite("budgets");

const graph = start([
  ["app.__main__", "app.cli", 3, 900],
  ["app.cli", "ruamel_yaml", 9, 5000],
  ["ruamel_yaml", "ruamel_yaml.main", 1, 2500],
]);
const spent: Spent = { loaded: { graph, counted: [] }, ms: 40, ratio: 2.5 };

test("each budget that is given is held against what was spent; its limit may be reached", () => {
  const found = checkBudgets(
    { maxModules: 3, maxMs: 39.5, maxRatio: 3, maxSelfMs: { ruamel_yaml: 7.5, "app.cli": 0.5 }, forbid: [] },
    spent,
  );
  assert.equal(found, [
    { rule: "max-modules", limit: 3, value: 3, ok: true },
    { rule: "max-self-ms ruamel_yaml", limit: 7.5, value: 7.5, ok: true },
    { rule: "max-self-ms app.cli", limit: 0.5, value: 0.9, ok: false },
    { rule: "max-ms", limit: 39.5, value: 40, ok: false },
    { rule: "max-ratio", limit: 3, value: 2.5, ok: true },
  ]);
});

test("what is forbidden is found as a module, below it and as a distribution in any spelling, with its way", () => {
  const found = checkBudgets({ forbid: ["Ruamel-Yaml", "ruamel_yaml.main", "ruamel", "pandas"] }, spent);
  assert.equal(
    found.map(({ rule, value, ok }) => [rule, value, ok]),
    [
      ["forbid Ruamel-Yaml", 2, false],
      ["forbid ruamel_yaml.main", 1, false],
      ["forbid ruamel", 0, true],
      ["forbid pandas", 0, true],
    ],
  );
  assert.equal(
    found[1]?.chain?.map(({ module, file, line }) => [module, file, line]),
    [
      ["app.__main__", null, null],
      ["app.cli", "app/__main__.py", 3],
      ["ruamel_yaml", "app/cli.py", 9],
      ["ruamel_yaml.main", "/site/ruamel_yaml.py", 1],
    ],
  );
});

test("what was not measured is not checked", () => {
  assert.equal(
    checkBudgets({ maxModules: 1, maxMs: 1, maxRatio: 1, forbid: ["app"] }, { loaded: null, ms: null, ratio: null }),
    [],
  );
});

test.run();
