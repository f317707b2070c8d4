import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Sandbox } from "./sandbox.js";
import { madeFolder } from "./testing/hooked.js";
import { interpreters } from "./testing/pythons.js";

const python = interpreters().at(-1)?.path ?? "python3";

/** A package of which only one module was compiled before. */
function project(): string {
  const root = madeFolder();
  mkdirSync(join(root, "tool"));
  for (const name of ["__init__", "compiled", "other"]) writeFileSync(join(root, "tool", `${name}.py`), "");
  execFileSync(python, ["-m", "py_compile", "tool/compiled.py"], { cwd: root });
  return root;
}

async function compiledInCopy(environment: Record<string, string>): Promise<string[]> {
  const root = project();
  const sandbox = new Sandbox({
    root,
    cwd: root,
    environment: { ...process.env, PYTHONDONTWRITEBYTECODE: "", ...environment },
    packageRoot: process.cwd(),
    editable: [],
    sourceRoots: [],
    isInstalled: false,
    stop: new AbortController().signal,
  });
  try {
    await sandbox.timed("old", [python, "-c", "import tool.compiled, tool.other"], undefined, true);
    sandbox.leaveCompiledAsOriginal("old");
    const folder = sandbox.pathIn("old", join(root, "tool", "__pycache__"));
    return readdirSync(folder).map((name) => name.slice(0, name.indexOf(".")));
  } finally {
    sandbox.remove();
  }
}

const test = suite("sandbox");

test("the copies' starts find compiled what the original's do", async () => {
  assert.equal(await compiledInCopy({ PYTHONDONTWRITEBYTECODE: "1" }), ["compiled"]);
  assert.equal((await compiledInCopy({})).sort(), ["__init__", "compiled", "other"]);
});

test.run();
