import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../io/testing/pythons.js";
import { projectOf } from "../io/testing/tried-project.js";
import { planned } from "./testing/planned.js";

const test = suite("advice");
const python = interpreters().find(({ minor }) => minor >= 8);

const HEAVY = "for _ in range(400000): pass\nclass Client: pass\nA, B, C = 1, 2, 3\n";
const FILES: Readonly<Record<string, string>> = {
  "app/__init__.py": "",
  "app/heavy.py": HEAVY,
  "app/__main__.py": "from app import cli\n\nNAME = cli.__name__\nprint('help')\n",
};

async function adviceOf(cli: string): Promise<string[]> {
  if (python === undefined) throw new Error("no Python");
  const root = projectOf(Object.entries({ ...FILES, "app/cli.py": cli }));
  const { advice } = await planned([python.path, "-m", "app"], root, false);
  return advice.map(({ file, line, message }) => `${file}:${line} ${message.replace(/[\d.]+ ms/, "# ms")}`);
}

test("constants for option defaults: the line that takes them, and the others", async () => {
  const lines = [
    "from app import heavy",
    "",
    "def option(name, default=None): return lambda function: function",
    "",
    "@option('--a', default=heavy.A)",
    "@option('--b', default=heavy.B)",
    "@option('--c', default=heavy.C)",
    "def run(): return heavy.Client()",
    "",
  ];
  const advice = await adviceOf(lines.join("\n"));
  assert.ok(
    advice.includes(
      "app/cli.py:5 heavy.A is used while the module loads, by a decorator (as in lines 6, 7): # ms stay until the decorator does without it",
    ),
    advice.join("\n"),
  );
});

test("names that a from-import brings for option defaults: one piece of advice for all of them", async () => {
  const lines = ["from app.heavy import A, B", "", "def run(a=A,", "        b=B): return a, b", ""];
  const advice = await adviceOf(lines.join("\n"));
  assert.ok(
    advice.includes(
      "app/cli.py:3 A is used while the module loads, by a default value (and app/cli.py:4): # ms stay until the default is asked for in the function",
    ),
    advice.join("\n"),
  );
});

test("a call that makes a value", async () => {
  const advice = await adviceOf("from app import heavy\n\nclient = heavy.Client()\n\ndef run(): return client\n");
  assert.ok(
    advice.includes(
      "app/cli.py:3 heavy.Client() is called while the module loads: # ms stay until this call moves into a function",
    ),
    advice.join("\n"),
  );
});

test.run();
