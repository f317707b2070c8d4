import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { parseSettings } from "./settings.js";

const test = suite("gate settings");
const PLACE = { file: "/project/pyproject.toml", table: "[tool.importperf]" };

test("what a gate may be told is kept as it is", () => {
  const gate = {
    "max-growth": 5,
    "max-wall-growth": 20,
    "max-modules": 300,
    "max-ms": 80.5,
    "max-ratio": 2,
    "max-self-ms": { kubernetes: 50 },
    yardstick: "kubectl version --client",
    setup: ["pip install -e ."],
    commands: { "app --help": { "max-modules": 100, "max-self-ms": { rich: 0 } } },
  };
  assert.equal(parseSettings({ forbid: ["pandas"], gate }, PLACE).gate, gate);
  assert.equal(parseSettings({}, PLACE).gate, {});
});

test("what it can't be told is an error that names the place and a way out", () => {
  const cases: [unknown, RegExp, RegExp][] = [
    [{ "max-module": 3 }, /no setting max-module in \[tool\.importperf\.gate\]/, /did you mean max-modules\?/],
    [{ "max-modules": "3" }, /max-modules in .* is no number/, /write max-modules = 50/],
    [{ "max-ms": -1 }, /max-ms in .* is no number/, /max-ms = /],
    [{ "max-self-ms": 5 }, /max-self-ms is no table/, /KEY = VALUE/],
    [{ "max-self-ms": { rich: "x" } }, /rich in .*max-self-ms is no number/, /rich = 50/],
    [{ setup: "pip" }, /setup in .* is no list of texts/, /setup = \[/],
    [{ yardstick: 3 }, /yardstick in .* is no text/, /yardstick = "/],
    [
      { commands: { app: { "max-growth": 3 } } },
      /no setting max-growth in .*commands "app"/,
      /known settings are max-modules/,
    ],
    [[], /\[tool\.importperf\.gate\] is no table/, /KEY = VALUE/],
  ];
  for (const [gate, message, hint] of cases) {
    try {
      parseSettings({ gate }, PLACE);
      assert.unreachable(JSON.stringify(gate));
    } catch (error) {
      assert.instance(error, UserError);
      assert.match((error as UserError).message, message);
      assert.match((error as UserError).hint, hint);
      assert.is((error as UserError).file, PLACE.file);
    }
  }
});

test.run();
