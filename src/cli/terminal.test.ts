import { suite } from "uvu";
import * as assert from "uvu/assert";
import { inCI, terminal } from "./terminal.js";

const test = suite("cli/terminal");

const NAMES = ["CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"] as const;

/** What an action says with only these variables set; standard output of tests is a pipe. */
function within<Value>(variables: Partial<Record<(typeof NAMES)[number], string>>, action: () => Value): Value {
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return action();
  } finally {
    for (const [name, value] of before) {
      delete process.env[name];
      if (value !== undefined) process.env[name] = value;
    }
  }
}

test("CI counts unless it is empty, 0 or false", () => {
  for (const [CI, expected] of [
    ["", false],
    ["0", false],
    ["false", false],
    ["FALSE", false],
    ["1", true],
    ["true", true],
    ["woodpecker", true],
  ] as const)
    assert.is(within({ CI }, inCI), expected, CI);
  assert.is(within({}, inCI), false);
});

test("a pipe has no colours unless FORCE_COLOR says so", () => {
  const colour = (variables: Parameters<typeof within>[0]): boolean => within(variables, () => terminal().colour);
  assert.is(colour({}), false);
  assert.is(colour({ TERM: "xterm-256color" }), false);
  assert.is(colour({ FORCE_COLOR: "1" }), true);
  assert.is(colour({ FORCE_COLOR: "" }), true);
  assert.is(colour({ FORCE_COLOR: "0" }), false);
  assert.is(colour({ FORCE_COLOR: "false" }), false);
  assert.is(colour({ FORCE_COLOR: "1", NO_COLOR: "1" }), true);
});

test("a pipe is 80 columns wide unless COLUMNS says otherwise", () => {
  const width = (variables: Parameters<typeof within>[0]): number => within(variables, () => terminal().width);
  assert.is(width({}), 80);
  assert.is(width({ COLUMNS: "132" }), 132);
  assert.is(width({ COLUMNS: "wide" }), 80);
  assert.is(width({ COLUMNS: "0" }), 80);
});

test.run();
