import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../io/testing/pythons.js";
import { optimized, projectOf } from "../io/testing/tried-project.js";

const python = interpreters().find(({ minor }) => minor >= 8)?.path ?? "python3";
const SLOW_PYTHON = "TABLE = [str(number) for number in range(200000)]\n";
const SLOW_NODE = "exports.table = Array.from({ length: 200000 }, (_, at) => String(at));\n";

/** What the settings forbid after the plan for these commands is written; null where there are none. */
async function forbidden(root: string, commands: readonly string[]): Promise<readonly string[] | null> {
  const flags = [
    "-n",
    "1",
    "--project",
    ".",
    "--write",
    "--guard",
    "--no-verify",
    "--allow-dirty",
    "--min-saving",
    "0",
  ];
  const { code, stderr } = await optimized([...flags, ...commands.flatMap((words) => ["--command", words])], root);
  assert.is(code, 0, stderr);
  const settings = join(root, "importperf.json");
  return existsSync(settings) ? JSON.parse(readFileSync(settings, "utf8")).forbid : null;
}

const test = suite("guarded");

test("Python: what is deferred for all commands is forbidden, not what one of them still loads", async () => {
  const project = (): string =>
    projectOf([
      ["slow.py", SLOW_PYTHON],
      ["other.py", SLOW_PYTHON],
      [
        "main.py",
        "import sys\nimport slow\nimport other\n\ndef show():\n    print(len(slow.TABLE))\n\ndef more():\n    print(len(other.TABLE))\n\nif 'show' in sys.argv:\n    show()\nelse:\n    print('hello')\n",
      ],
    ]);
  assert.equal(await forbidden(project(), [`${python} main.py`]), ["other", "slow"]);
  assert.equal(await forbidden(project(), [`${python} main.py`, `${python} main.py show`]), ["other"]);
});

test("Node: distributions of which nothing is loaded any more", async () => {
  const dependency = (name: string, main: string): [string, string][] => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0" })],
    [`node_modules/${name}/index.js`, main],
  ];
  const main =
    'const whole = require("whole");\nconst half = require("half");\nconst part = require("half/part.js");\nfunction show() { console.log(whole.table.length, half.table.length, part.one); }\nif (process.argv.includes("show")) show();\nelse console.log(part.one);\n';
  const project = (): string =>
    projectOf([
      ["package.json", '{"name": "tool", "version": "1.0.0"}'],
      ["main.js", main],
      ...dependency("whole", SLOW_NODE),
      ...dependency("half", SLOW_NODE),
      ["node_modules/half/part.js", "exports.one = 1;\n"],
    ]);
  assert.equal(await forbidden(project(), ["node main.js"]), ["whole"]);
});

test.run();
