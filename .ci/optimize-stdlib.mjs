// Modules of CPython's own library, as copies in which every import that can be proven safe to move has moved: their own tests
// must say the same of the copies as of the originals. The tests are first kept from who plans, who then moves the most; where
// they look into a module and say otherwise, they must be content once they are shown.
//
//   node .ci/optimize-stdlib.mjs [--python PATH] [--shown N] [MODULE…]
//
// Ends with `N passed, N failed`, a module each. Needs `npx tsc -p .` and `node .ci/build.mjs` before; no part of `.ci/run`.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ForkServer } from "../build/src/io/testing/fork-server.js";
import { interpreters } from "../build/src/io/testing/pythons.js";
import { StaticGround } from "../build/src/optimize/testing/static-ground.js";
import { run } from "./process.mjs";
import { standardLibrary } from "./python-sources.mjs";
import { temporaryFolder } from "./temporary.mjs";

const MODULES =
  "argparse logging json textwrap shlex configparser csv fractions statistics calendar difflib dis filecmp ftplib getopt gettext glob gzip html inspect ipaddress linecache mailbox mimetypes netrc optparse pathlib pickletools plistlib pprint random reprlib sched secrets shelve shutil smtplib socketserver string tabnanny tarfile tempfile timeit tokenize trace traceback uuid webbrowser zipapp zipfile".split(
    " ",
  );
/** Where a module's tests are not `test.test_MODULE`. */
const TESTS = { html: ["html", "htmlparser"] };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: "string" }, shown: { type: "string", default: "5" } },
});
const exe = values.python ?? interpreters().find(({ minor }) => minor === 11)?.path ?? interpreters().at(-1)?.path;
const library = standardLibrary(exe);
const folder = temporaryFolder("optimize-stdlib");
const server = new ForkServer(exe);
const ground = await StaticGround.of(exe, server);

/** A module, and what its tests are: a file or a folder each. */
function placeOf(name) {
  return [join(library, name), join(library, `${name}.py`)].find((path) => existsSync(path));
}

/** A project that imports the copy, with its tests beside it, which may look into it. */
function project(name, isSeen) {
  const root = join(folder, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, "app"), { recursive: true });
  writeFileSync(join(root, "app", "__init__.py"), "");
  writeFileSync(join(root, "app", "__main__.py"), `import ${name}\n`);
  const tests = isSeen ? testsOf(name).map((each) => placeOf(`test/test_${each}`)) : [];
  const sources = [placeOf(name), ...tests];
  for (const source of sources.filter((each) => each !== undefined)) {
    const filter = (path) => !path.includes("__pycache__");
    cpSync(source, join(root, source.slice(library.length + 1)), { recursive: true, filter });
  }
  return root;
}

function testsOf(name) {
  return TESTS[name] ?? [name];
}

/** Says each test's outcome on a line of its own: what tests print can't be told from unittest's own words. */
const RUNNER = `
import importlib.util, json, sys, unittest
class Result(unittest.TextTestResult):
    outcomes = {}
    def stopTest(self, test):
        super().stopTest(test)
        bad = [word for word, all in (("failure", self.failures), ("error", self.errors)) if all and all[-1][0] is test]
        Result.outcomes[test.id()] = (bad or ["skipped" if self.skipped and self.skipped[-1][0] is test else "ok"])[0]
suite = unittest.defaultTestLoader.loadTestsFromNames(sys.argv[2:])
unittest.TextTestRunner(resultclass=Result).run(suite)
# Some tests take their module out of sys.modules.
module = sys.modules.get(sys.argv[1])
file = importlib.util.find_spec(sys.argv[1]).origin if module is None else module.__file__
print("\\n" + json.dumps({"file": file, "outcomes": Result.outcomes}))
`;

/** Outcome of each test, by its name. */
async function outcomes(name, path) {
  const tests = testsOf(name).map((each) => `test.test_${each}`);
  const { output, stdout } = await run(exe, ["-c", RUNNER, name, ...tests], {
    cwd: folder,
    seconds: 300,
    env: { ...process.env, PYTHONPATH: path, PYTHONHASHSEED: "0" },
  });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  if (!last.startsWith("{")) return { found: new Map(), output };
  const { file, outcomes: said } = JSON.parse(last);
  if (!file?.startsWith(path)) throw new Error(`${name} was loaded from ${file}`);
  return { found: new Map(Object.entries(said)), output };
}

/** The copy with all that may move, and what its tests say otherwise then. */
async function tried(name, isSeen) {
  const root = project(name, isSeen);
  const { files, chosen, all } = await ground.rewritten(root, ({ file }) => !/^(?:app|test)\//.test(file));
  // The tests that run are the library's; the copies were there to be read.
  rmSync(join(root, "test"), { recursive: true, force: true });
  const before = await outcomes(name, root);
  const after = `${root}-after`;
  rmSync(after, { recursive: true, force: true });
  cpSync(root, after, { recursive: true });
  for (const [file, bytes] of files) writeFileSync(join(after, file), bytes);
  const { found, output } = await outcomes(name, after);
  const changed = [...before.found].filter(([test, outcome]) => found.get(test) !== outcome);
  const isSame = before.found.size > 0 && found.size === before.found.size && changed.length === 0;
  const own = all.filter(({ file }) => !/^(?:app|test)\//.test(file));
  const lines = changed.map(([test, outcome]) => `      ${test}: ${outcome}, then ${found.get(test) ?? "nothing"}`);
  if (!isSame && before.found.size === 0) lines.push(output.slice(-1500));
  return { isSame, moved: chosen.length, names: own.length, tests: before.found.size, lines };
}

const results = [];
for (const name of positionals.length > 0 ? positionals : MODULES) {
  if (placeOf(name) === undefined) continue;
  const hidden = await tried(name, false);
  const shown = hidden.isSame ? null : await tried(name, true);
  const { isSame, moved, names, tests, lines } = shown ?? hidden;
  results.push({ isSame, moved });
  const how =
    shown === null
      ? ""
      : `, once its tests are shown (before, ${hidden.moved} moved, ${hidden.lines.length} tests said otherwise)`;
  console.log(`${isSame ? "ok  " : "FAIL"}  ${name.padEnd(14)} ${moved} of ${names} names moved, ${tests} tests${how}`);
  for (const line of isSame ? [] : lines.slice(0, Number(values.shown))) console.log(line);
}
server.close();
const moved = results.filter((each) => each.moved > 0);
console.log(`${moved.reduce((sum, each) => sum + each.moved, 0)} names moved in ${moved.length} modules of ${exe}`);
const failed = results.filter(({ isSame }) => !isSame).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
