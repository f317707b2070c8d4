import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findPython, interpreterItself } from "./find-python.js";
import { madeFolder } from "./testing/hooked.js";
import { interpreters } from "./testing/pythons.js";

const python = interpreters().at(-1)?.path ?? "python3";

/** A folder with a version manager's `python3`. */
function shims(): string {
  const folder = madeFolder();
  writeFileSync(join(folder, "python3"), `#!/bin/sh\nexec '${python}' "$@"\n`);
  chmodSync(join(folder, "python3"), 0o755);
  return folder;
}

const test = suite("find python");

test("a shim leads to the interpreter", async () => {
  const folder = shims();
  const environment = { ...process.env, PATH: folder };
  const itself = await findPython(environment);
  assert.not(itself?.startsWith(folder));
  assert.is(await interpreterItself("python3", environment), itself);
  assert.is(await interpreterItself(join(folder, "python3"), environment), itself);
});

test("what is no script, or leads nowhere, stays as it is", async () => {
  const folder = shims();
  assert.is(await interpreterItself(python, process.env), python);
  writeFileSync(join(folder, "python3"), "#!/bin/sh\nexit 1\n");
  assert.is(await interpreterItself("python3", { PATH: folder }), "python3");
  assert.is(await interpreterItself("no-such-python", { PATH: folder }), "no-such-python");
});

test.run();
