import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../cli/testing.js";
import { KeptAnswers } from "./kept-answers.js";
import { askPythonPath } from "./python.js";
import { interpreters } from "./testing/pythons.js";
import { pythonVariables, witnessPython } from "./witness-python.js";
import { noWitnesses, startWitnessing, type Witnesses } from "./witnesses.js";

const test = suite("io/witness-python");
const [python] = interpreters();

async function witnesses(exe: string, environment: NodeJS.ProcessEnv = process.env): Promise<Witnesses> {
  const found = noWitnesses();
  const finish = startWitnessing(found);
  witnessPython(exe, await askPythonPath(exe), environment);
  finish();
  return found;
}

/** An environment as `python -m venv` makes it, without pip. */
function environment(): { exe: string; site: string } {
  const folder = temporaryFolder();
  execFileSync(python?.path ?? "", ["-m", "venv", "--without-pip", folder]);
  const exe = join(folder, "bin", "python");
  const asked = "import sysconfig; print(sysconfig.get_path('purelib'))";
  return { exe, site: execFileSync(exe, ["-c", asked], { encoding: "utf8" }).trim() };
}

/** Whether an answer that rests on this interpreter is given again; nobody starts it for that. */
async function keeps(exe: string): Promise<() => Promise<boolean>> {
  const kept = new KeptAnswers(join(temporaryFolder(), "kept"));
  kept.keeper("key", await witnesses(exe), Date.now() + 60_000)({ text: Buffer.from("x"), isFinding: false });
  const started = async (): Promise<string> => assert.unreachable("an interpreter was asked again") as never;
  return async () => (await kept.find("key", started)) !== null;
}

test("an interpreter's answer holds without asking it again until something that it looked at changes", async () => {
  for (const change of [
    ({ site }: { site: string }) => writeFileSync(join(site, "more.pth"), "/somewhere\n"),
    ({ exe }: { exe: string }) => writeFileSync(join(exe, "..", "pyvenv.cfg"), "home = /nowhere\n"),
    ({ exe }: { exe: string }) => {
      unlinkSync(exe);
      symlinkSync("/bin/true", exe);
    },
  ]) {
    const made = environment();
    const isKept = await keeps(made.exe);
    assert.ok(await isKept());
    change(made);
    assert.not(await isKept());
  }
});

test("a folder that a .pth file names and that is not there yet is looked for", async () => {
  const made = environment();
  const named = join(temporaryFolder(), "later");
  writeFileSync(join(made.site, "a.pth"), `${named}\n`);
  const isKept = await keeps(made.exe);
  assert.ok(await isKept());
  mkdirSync(named);
  assert.not(await isKept());
});

test("a script that starts an interpreter is asked again, and so is a name that PATH does not have", async () => {
  const made = environment();
  const folder = temporaryFolder();
  const shim = join(folder, "python3");
  writeFileSync(shim, `#!/bin/sh\nexec '${made.exe}' "$@"\n`);
  chmodSync(shim, 0o755);
  assert.equal([...(await witnesses(shim)).interpreters.keys()], [shim]);
  assert.equal([...(await witnesses(made.exe)).interpreters.keys()], []);
  const found = noWitnesses();
  const finish = startWitnessing(found);
  witnessPython("python3", await askPythonPath(made.exe), { PATH: temporaryFolder() });
  finish();
  assert.equal([...found.interpreters.keys()], ["python3"]);
});

test("folders of PATH before the one that has the interpreter are watched", async () => {
  const made = environment();
  const before = temporaryFolder();
  const found = noWitnesses();
  const finish = startWitnessing(found);
  witnessPython("python", await askPythonPath(made.exe), { PATH: `${before}:${join(made.exe, "..")}` });
  finish();
  assert.equal([...found.interpreters.keys()], []);
  assert.ok(found.paths.has(join(before, "python")));
});

test("only variables that Python reads belong to the question", () => {
  assert.is(pythonVariables({ A: "1", HOME: "/h", PYTHONPATH: "x" }), '[["HOME","/h"],["PYTHONPATH","x"]]');
});

test.run();
