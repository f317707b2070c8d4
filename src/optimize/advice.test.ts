import { writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** An installed program with the script that starts it. */
function installed(): { readonly root: string; readonly script: string; readonly project: string } {
  const root = projectOf(
    Object.entries({
      "bin/app": `import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lib", "site-packages"))
from app.__main__ import main
if __name__ == "__main__":
    sys.exit(main())
`,
      "lib/site-packages/app/__init__.py": "",
      "lib/site-packages/app/heavy.py": HEAVY,
      "lib/site-packages/app/other.py": HEAVY,
      "lib/site-packages/app/__main__.py": "from app.cli import main\n\nif __name__ == '__main__':\n    main()\n",
      "lib/site-packages/app/cli.py": `import sys
from app import heavy
from app import other

def main():
    heavy.Client()
    if sys.argv[1:]:
        other.Client()
`,
    }),
  );
  return { root, script: join(root, "bin", "app"), project: join(root, "lib", "site-packages", "app") };
}

test("what every start calls stays in no one's way, also where the project is an installed package", async () => {
  if (python === undefined) throw new Error("no Python");
  const { root, script, project } = installed();
  const further = ["--project", project, "--allow-site-packages"];
  const { advice, proposals, refusals } = await planned([python.path, script], root, true, further);
  assert.equal(
    proposals.map(({ file, line }) => `${file}:${line}`),
    ["cli.py:3"],
  );
  assert.equal(
    advice.map(({ message }) => message),
    [],
  );
  const main = refusals.find(({ names }) => names.includes("main"));
  assert.is(main?.reason.code, "used-in-main");
  assert.is(main?.savingUs, 0);
});

test("of what others' code does the import that leads there is named, with its code", async () => {
  if (python === undefined) throw new Error("no Python");
  const { root, script, project } = installed();
  const library = join(root, "lib", "site-packages", "library.py");
  writeFileSync(library, `${HEAVY}import os\nWHERE = os.environ["HOME"] = os.environ["HOME"] + "/"\n`);
  const text = "import sys\nimport library\n\ndef main():\n    if sys.argv[1:]:\n        library.Client()\n";
  writeFileSync(join(project, "cli.py"), text);
  const further = ["--project", project, "--allow-site-packages"];
  const { advice } = await planned([python.path, script], root, true, further);
  assert.match(
    advice.map(({ message }) => message).join("\n"),
    /^cli\.py:2 imports library, and library\.py:5 sets HOME in the environment while library loads: [\d.]+ ms stay unless that is known to be harmless here \(--accept changes-environment\)$/,
  );
});

for (const [what, entry] of [
  ["calls", "const cli = require('../lib/cli');\ncli.run();\n"],
  ["calls and waits for", "const cli = require('../lib/cli');\n(async () => {\n  await cli.run();\n})();\n"],
  ["asks for without a name", "require('../lib/start');\n"],
] as const) {
  test(`what a program's file ${what} is what it is for: advice is about what that loads`, async () => {
    const root = projectOf([
      ["package.json", '{ "name": "app" }'],
      ["bin/app.js", entry],
      ["lib/start.js", "const cli = require('./cli');\nif (cli.run() === 1) fail();\n"],
      ["lib/cli.js", "const heavy = require('./heavy');\nconst made = heavy.make();\nexports.run = () => made.a;\n"],
      ["lib/heavy.js", "for (let i = 0; i < 3e7; i++);\nexports.make = () => ({ a: process.hrtime() });\n"],
    ]);
    const { advice } = await planned([process.execPath, "bin/app.js"], root, false);
    assert.not.ok(advice.some(({ file }) => file.startsWith("bin/")));
    assert.ok(
      advice.some(({ message }) => /^heavy is used while the module loads: [\d.]+ ms stay until/.test(message)),
      JSON.stringify(advice),
    );
  });
}

test.run();
