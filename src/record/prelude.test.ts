import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Profile } from "../graph/profile.js";
import { madeFolder } from "../io/testing/hooked.js";
import { interpreters } from "../io/testing/pythons.js";

const test = suite("what loads before the hooks");
const folder = madeFolder();
const SLEEPS_MS = 40;

for (const python of interpreters()) {
  test(`.pth files and their modules have times, on 3.${python.minor}`, () => {
    const home = join(folder, `venv${python.minor}`);
    const made = spawnSync(python.path, ["-m", "venv", "--without-pip", home], { encoding: "utf8", timeout: 60_000 });
    // Debian's Python comes without venv's own parts now and then; what it makes is a venv all the same.
    const inVenv = join(home, "bin", "python");
    const where = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
    const asked = spawnSync(inVenv, ["-c", where], { encoding: "utf8", timeout: 60_000 });
    assert.is(asked.status, 0, made.stderr);
    const installed = asked.stdout.trim();
    writeFileSync(
      join(installed, "sleeps.pth"),
      `import time; time.sleep(${SLEEPS_MS / 1000})\nimport loaded_by_pth\n`,
    );
    writeFileSync(join(installed, "path.pth"), "# only a folder\n.\n");
    writeFileSync(join(installed, "loaded_by_pth.py"), `import calendar, time\ntime.sleep(${SLEEPS_MS / 1000})\n`);
    const file = join(home, "x.json");
    const words = ["record", "-n", "1", "-o", file, "--", inVenv, "-c", "import json"];
    const { status, stderr } = spawnSync(process.execPath, [resolve("bin", "run.js"), ...words], {
      encoding: "utf8",
      timeout: 120_000,
    });
    assert.is(status, 0, stderr);
    const { anatomy, loads, modules, imports } = JSON.parse(readFileSync(file, "utf8")) as Profile;
    const pth = new Map(anatomy?.pth?.map((entry) => [entry.file.split("/").at(-1), entry.us]));
    assert.ok((pth.get("sleeps.pth") ?? 0) >= 2 * SLEEPS_MS * 1000, JSON.stringify(anatomy?.pth));
    assert.ok((pth.get("path.pth") ?? Number.NaN) < SLEEPS_MS * 1000);
    const loadOf = (name: string) => loads.find(({ module }) => modules[module]?.name === name);
    const own = loadOf("loaded_by_pth");
    assert.ok((own?.selfUs ?? 0) >= SLEEPS_MS * 1000 && (own?.selfUs ?? 0) < (own?.cumulativeUs ?? 0));
    const calendar = loadOf("calendar");
    assert.is(loads[calendar?.importer ?? -1], own);
    const names = loads.map(({ module }) => modules[module]?.name);
    assert.ok(names.indexOf("loaded_by_pth") < names.indexOf("json"));
    const nameOf = (module: number | null): string | undefined => (module === null ? undefined : modules[module]?.name);
    const edge = imports.find(({ imported }) => nameOf(imported) === "calendar");
    assert.equal([nameOf(edge?.importer ?? null), edge?.line, edge?.loaded], ["loaded_by_pth", 1, true]);
    assert.ok((anatomy?.siteUs ?? 0) > 2 * SLEEPS_MS * 900);
  });
}

test.run();
