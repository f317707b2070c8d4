import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BundleBuilt } from "../bundle/bundler.js";
import { gatherPython } from "../bundle/gather-python.js";
import { laidOut } from "../bundle/kinds/laid-out.js";
import { PERF, Workshop } from "../cli/record-workshop.js";
import { bundled, folderWith } from "../io/testing/bundled.js";
import { someInterpreters } from "../io/testing/pythons.js";
import { LAUNCHER_SCRIPT, letIn } from "../languages/python/record/own-bundle.js";
import { startParts } from "./start-parts.js";

const FILES = {
  "app/__init__.py": "",
  "app/cli.py": `import json
import sys


def main():
    import app.later
    frame = sys._getframe()
    print(json.dumps(sys.argv[1:]), app.later.__name__, sys.argv[0].rpartition("/")[2], getattr(sys, "orig_argv", [])[1:3])
    return 3
`,
  "app/later.py": "",
};

const { signal } = new AbortController();
const shop = new Workshop();
const test = suite("recorded bundles of ours");

async function built(python: string, kind: "folder" | "zip"): Promise<BundleBuilt> {
  const folder = folderWith(FILES, "importperf it's a test-");
  const { program } = await gatherPython({
    entry: { module: "app.cli", function: "main" },
    python,
    name: "app",
    requirements: [],
    args: [["x"]],
    excludeUnreached: false,
    freeze: false,
    distribution: null,
    environment: process.env,
    folder,
    scratch: join(folder, "scratch"),
    packageRoot: process.cwd(),
    timeoutS: 60,
    stop: signal,
    say: () => {},
  });
  return bundled(laidOut(kind), program, join(folder, kind));
}

for (const { path, minor } of someInterpreters()) {
  for (const kind of minor < 8 ? (["folder"] as const) : (["folder", "zip"] as const)) {
    test(`${kind} of 3.${minor}: all imports are known, and the program is as ever`, async () => {
      const { command, path: place } = await built(path, kind);
      const [compiled = ""] = command;
      // Made where there is a compiler, beside the script that does the same.
      const script = join(place, LAUNCHER_SCRIPT);
      const launcher = kind === "zip" && existsSync(script) ? script : compiled;
      mkdirSync(join(place, "../bin"), { recursive: true });
      const link = join(place, "../bin/app");
      symlinkSync(launcher, link);
      const plain = spawnSync(link, ["a b", "'c'"], { encoding: "utf8" });
      assert.is(plain.status, 3, plain.stderr);
      for (const runs of [["-n", "1"], ["--once"]]) {
        const { status, stdout, stderr } = await shop.perf([...runs, "--", link, "a b", "'c'"]);
        assert.equal([status, stdout], [3, plain.stdout], stderr);
        const { evidence, anatomy, modules, imports, processes } = shop.profile();
        assert.is(evidence, "traced");
        assert.ok(anatomy?.importsUs);
        const file = (name: string) => modules.find((module) => module.name === name)?.file ?? "";
        assert.match(
          file("app.cli"),
          kind === "zip" ? /\/lib\/modules\.zip\/app\/cli\.py$/ : /site-packages\/app\/cli\.py$/,
        );
        assert.match(file("__main__"), /\/start\.py$/);
        const named = imports.map(({ importer, imported, line }) => [
          importer === null ? null : modules[importer]?.name,
          modules[imported]?.name,
          line,
        ]);
        assert.ok(
          named.some((row) => row.join() === "app.cli,app.later,6"),
          JSON.stringify(named),
        );
        assert.not.match(JSON.stringify([processes, modules, imports]), /importperf-record-/);
      }
      // The time of imports alone is asked of it in the same way.
      const bench = ["bench", "--imports", "--json", "--pairs", "2", "--ignore-failure", "--", link, "a b"];
      const timed = spawnSync(process.execPath, [PERF, ...bench], { encoding: "utf8" });
      const { sets } = JSON.parse(timed.stdout) as { sets?: { set: string; times: { modules: number }[] }[] };
      const loads = sets?.find(({ set }) => set === "app") ?? sets?.[0];
      assert.ok((loads?.times[0]?.modules ?? 0) > 1, timed.stdout + timed.stderr);
    });
  }
}

test("a launcher's own flags stay, and no other script is one", () => {
  const launcher = (flags: string) =>
    `#!/bin/sh\nhere=x\nexec "$here/bin/python" ${flags} "$here/start.py" "$0" "$@"\n`;
  for (const flags of ["-S", "-O -S", "-O -O -S"]) {
    const words = letIn(["app", "a b"], "/bin/app", launcher(flags), "/it's");
    const started = `#!/bin/sh\nhere=x\nexec "$here/bin/python" ${flags} '/it'\\''s/importperf_bundle.py' "$here/start.py" "$0" "$@"\n`;
    assert.equal(words, ["/bin/sh", "-c", started, "/bin/app", "a b"]);
  }
  for (const other of [launcher("-I -S"), `${launcher("-S")}echo\n`, launcher("-S").slice(2)])
    assert.is(letIn(["app"], "/bin/app", other, "/hooks"), null);
});

test("where its start goes is known without what recording takes", async () => {
  const { path } = someInterpreters().at(-1) ?? { path: "" };
  const { command } = await built(path, "folder");
  const options = {
    tool: "test",
    packageRoot: process.cwd(),
    environment: process.env,
    stop: signal,
    cwd: process.cwd(),
    timeoutS: 60,
  };
  const parts = await startParts({ ...options, words: [...command, "x"], entry: "app" });
  assert.ok(parts !== null);
  const { interpreterUs, unpackingUs, importsUs, mainUs, endUs } = parts;
  for (const us of [interpreterUs, importsUs, endUs]) assert.ok(us !== null && us > 0, JSON.stringify(parts));
  // A main that only prints may take less than its neighbours scatter.
  for (const us of [unpackingUs, mainUs]) assert.ok(us !== null && us >= 0, JSON.stringify(parts));
  const unknown = await startParts({ ...options, words: [...command, "x"], entry: null });
  assert.is(unknown?.unpackingUs, null);
  assert.is(await startParts({ ...options, words: [path, "-I", "-c", ""], entry: "app" }), null);
});

test.run();
