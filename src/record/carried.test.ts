import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Workshop } from "../cli/record-workshop.js";
import { rootOfModule } from "../languages/python/environment.js";

const shop = new Workshop();
const INSTALLED = join(process.cwd(), "fixtures/bundle/installed");
const MAIN = "import till, till.handle, own\n";

/** A folder as shiv and zipapp take it, in one that may have a name before it. */
function program(name: string, within = ""): string {
  const folder = join(shop.folder, name);
  cpSync(INSTALLED, join(folder, within), { recursive: true });
  writeFileSync(join(folder, within, "own.py"), "");
  writeFileSync(join(folder, "__main__.py"), within === "" ? MAIN : `${NESTED.replace("WITHIN", within)}${MAIN}`);
  return folder;
}

/** As PEX puts each wheel of its archive on the path. */
const NESTED = 'import os, sys\nsys.path.insert(0, os.path.join(sys.path[0], "WITHIN"))\n';

async function recorded(words: readonly string[]) {
  const { status, stderr } = await shop.perf(["-n", "1", "--", "python3", ...words]);
  assert.is(status, 0, stderr);
  const { modules, warnings } = shop.profile();
  const of = (name: string) => {
    const found = modules.find((module) => module.name === name);
    return [found?.origin, found?.distribution, found?.distributionVersion];
  };
  return { of, lacks: warnings.find(({ code }) => code === "environment-lacks-modules")?.message ?? "" };
}

const test = suite("distributions that a program brings along");

for (const within of ["", ".deps/till-1.2-py3-none-any.whl"]) {
  test(`are read from a zipapp's metadata${within === "" ? "" : ", in a folder of it"}`, async () => {
    const archive = join(shop.folder, `app${within.length}.pyz`);
    const folder = program(`zipped${within.length}`, within);
    const { status, stderr } = spawnSync("python3", ["-m", "zipapp", folder, "-o", archive], { encoding: "utf8" });
    assert.is(status, 0, stderr);
    const { of, lacks } = await recorded([archive]);
    assert.equal(of("till"), ["dependency", "till", "1.2"]);
    assert.equal(of("till.handle"), ["dependency", "till", "1.2"]);
    assert.equal(of("own"), ["application", null, null]);
    assert.match(lacks, /: own$/);
  });
}

test("are read from the folder into which an archive unpacked itself", async () => {
  const unpacked = program("unpacked");
  const script = join(shop.folder, "bootstrap.py");
  writeFileSync(script, `import sys\nsys.path.insert(0, ${JSON.stringify(unpacked)})\n${MAIN}`);
  const { of } = await recorded([script]);
  assert.equal(of("till.handle"), ["dependency", "till", "1.2"]);
  assert.equal(of("own"), ["application", null, null]);
});

test("metadata without a list names the modules of its name", async () => {
  const folder = program("unlisted");
  mkdirSync(join(folder, "bare-2.dist-info"));
  writeFileSync(join(folder, "bare-2.dist-info/METADATA"), "Name: bare\nVersion: 2\n");
  writeFileSync(join(folder, "bare.py"), "");
  writeFileSync(join(folder, "__main__.py"), `${MAIN}import bare\n`);
  const archive = join(shop.folder, "unlisted.pyz");
  spawnSync("python3", ["-m", "zipapp", folder, "-o", archive]);
  assert.equal((await recorded([archive])).of("bare"), ["dependency", "bare", "2"]);
});

test("where a module's root is", () => {
  assert.is(rootOfModule("a.b", "/x/app.pyz/a/b.py"), "/x/app.pyz");
  assert.is(rootOfModule("a", "/x/a/__init__.py"), "/x");
  assert.is(rootOfModule("a", "/x/a.cpython-312-x86_64-linux-gnu.so"), "/x");
  assert.is(rootOfModule("a", "C:\\x\\a\\__init__.py"), "C:/x");
  assert.is(rootOfModule("a", "/x/ba.py"), null);
  assert.is(rootOfModule("__main__", "/x/start.py"), null);
});

test.run();
