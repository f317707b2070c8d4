import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { KeptPython } from "../io/kept-python.js";
import { interpreters } from "../io/testing/pythons.js";
import { projectOf } from "../io/testing/tried-project.js";
import { LeanRecorder } from "../record/testing/lean-recorder.js";
import { planRecorded } from "./optimize.js";
import { asRecorded } from "./recordings.js";
import { PLAN_OPTIONS } from "./testing/plan-options.js";

const test = suite("what a plan asks the interpreter");

const PARTS = 8;
/** What each part's load does: all but the last can be told, so that one after the other stays, and accepting them is tried in turn. */
const EFFECTS = [
  'import os\nHOME = os.environ.get("HOME")',
  "import sys\nsys.ignored = 1",
  "import time\nNOW = time.time()",
  'print("loaded")',
  "import random\nDRAWN = random.random()",
  "import os\nHERE = os.getcwd()",
  'import warnings\nwarnings.simplefilter("ignore")',
  "VALUE = 1",
];

function made(): string {
  const files: [string, string][] = [["app/__init__.py", ""]];
  const main = Array.from({ length: PARTS }, (_, at) => `from app.part${at} import work${at}`);
  // Who reads modules as attributes is asked about whatever goes.
  main.push("from app.reader import read");
  const reads = Array.from({ length: PARTS }, (_, at) => `app.part${at}.work${at}`);
  const imports = Array.from({ length: PARTS }, (_, at) => `import app.part${at}`).join("\n");
  files.push(["app/reader.py", `${imports}\n\n\ndef read():\n    return [${reads.join(", ")}]\n`]);
  main.push("import sys", "", "", "def main(word):");
  for (let at = 0; at < PARTS; at++) {
    main.push(`    if word == "${at}":`, `        return work${at}()`);
    const below = `from app.below${at} import base${at}\n`;
    files.push([`app/part${at}.py`, `${below}${EFFECTS[at]}\n\n\ndef work${at}():\n    return base${at}()\n`]);
    files.push([`app/below${at}.py`, `LIST${at} = []\n\n\ndef base${at}():\n    return len(LIST${at})\n`]);
  }
  main.push("    if word == 'all':", "        return read()");
  main.push("    return None", "", "", 'main(sys.argv[1] if sys.argv[1:] else "")');
  files.push(["app/__main__.py", `${main.join("\n")}\n`]);
  return projectOf(files);
}

test("no question twice, however often the search begins again", async () => {
  const exe = interpreters().find(({ minor }) => minor >= 8)?.path;
  assert.ok(exe);
  const root = made();
  const environment = { ...process.env, PYTHONPATH: root, PYTHONDONTWRITEBYTECODE: "1" };
  const recorder = new LeanRecorder(".");
  const python = new KeptPython(exe, join("dist", "python"), 2);
  try {
    const words = [exe, "-m", "app"];
    const graph = await recorder.record(words, root, environment);
    const command = { words, weight: 1 };
    const times = new Map<string, number>();
    const { plan } = await planRecorded(
      { ...PLAN_OPTIONS, project: root, folder: root, environment, commands: [command] },
      [asRecorded(command, graph, [])],
      (script, head, lines) => {
        for (const line of lines) {
          const question = [script, ...head, line].join("\n");
          times.set(question, (times.get(question) ?? 0) + 1);
        }
        return python.ask(script, head, lines);
      },
    );
    const codes = new Set(plan.refusals.map(({ reason }) => reason.code));
    assert.ok(codes.size >= 4, `refused for ${[...codes]}`);
    assert.ok(plan.accepting.length > 0, "accepting was tried");
    assert.ok(plan.proposals.length > 0);
    const again = [...times].filter(([, count]) => count > 1).map(([question, count]) => `${count} x ${question}`);
    assert.equal(again, []);
    const facts = [...times.keys()].filter((question) => question.startsWith("facts.py\n"));
    assert.ok(facts.length <= 2 * PARTS + 3, `${facts.length} files`);
  } finally {
    python.close();
    recorder.close();
  }
});

test.run();
