import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BundlesDocument } from "../bundle/document.js";
import { perf, ran } from "../cli/spawning.js";

const test = suite("commands/bundle");

const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync("schemas/bundles.schema.json", "utf8")),
);

/** A project in a folder of its own, whose path has a blank and a letter beyond ASCII. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const place = join(folder, `${name} é`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(place, file, ".."), { recursive: true });
    writeFileSync(join(place, file), text);
  }
  return place;
}

const APP = `import argparse, os, sys
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fail", action="store_true")
    if parser.parse_args().fail:
        print("no", file=sys.stderr)
        return 3
    return print("hello from", os.path.basename(__file__))
`;
const env = { XDG_CACHE_HOME: join(folder, "cache") };
const fast = ["--no-cold", "--pairs", "2", "--yardstick", "sh -c :"];

async function bundled(cwd: string, code: number, ...args: string[]): Promise<BundlesDocument> {
  const ended = await perf(["bundle", "--json", ...args], { cwd, env });
  assert.is(ended.code, code, ended.stdout + ended.stderr);
  assert.ok(validate(JSON.parse(ended.stdout)), JSON.stringify(validate.errors));
  return JSON.parse(ended.stdout);
}

async function failing(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout } = await perf(["bundle", "--json", "--no-time", ...args], { cwd, env });
  assert.is(code, 2, stdout);
  return JSON.parse(stdout).code;
}

const python = project("python", {
  "app/__init__.py": "",
  "app/cli.py": APP,
  "pyproject.toml": '[project]\nname = "app"\nversion = "1"\n[project.scripts]\nhello = "app.cli:main"\n',
});

test("our own bundles of a project's only script do what it does, and are timed beside it", async () => {
  const document = await bundled(python, 0, ...fast, "--args=--help", "--args=--fail", "--args=", "--export", "b.md");
  assert.equal([document.program, document.language, document.yardstick?.name], ["hello", "python", "sh"]);
  assert.equal(document.checked, [["--help"], ["--fail"], []]);
  assert.equal(
    document.bundles.map(({ works, fault, fromCache }) => [works, fault, fromCache]),
    [
      [true, null, false],
      [true, null, false],
    ],
  );
  assert.equal(document.bundles.map(({ with: kind }) => kind).sort(), ["folder", "zip"]);
  for (const { wall, firstStartUs, path, command } of document.bundles) {
    assert.ok((wall?.medianUs ?? 0) > 0 && (firstStartUs ?? 0) > 0 && existsSync(path ?? ""));
    assert.is((await ran(command[0] ?? "", [])).stdout, "hello from cli.py\n");
  }
  assert.equal(
    document.warnings.filter(({ code }) => code === "fails").map(({ message }) => message),
    ["hello --fail ends with exit code 3 without a bundle too (no)"],
  );
  assert.match(readFileSync(join(python, "b.md"), "utf8"), "| `folder` |");
  const again = await bundled(python, 0, "--no-time", "--with", "folder", "--args=--help", "--args=--fail", "--args=");
  assert.equal(
    again.bundles.map(({ fromCache, wall }) => [fromCache, wall]),
    [[true, null]],
  );
});

test("what can't be bundled is one clear error, and leaves no bundle", async () => {
  mkdirSync(join(python, "taken", "folder"), { recursive: true });
  const codes = [
    await failing(python, "--entry", "none.py", "--out", "x"),
    await failing(python, "--entry", "app.none:main", "--out", "x"),
    await failing(python, "--entry", "app.cli:none", "--out", "x"),
    await failing(python, "--with", "foldr", "--out", "x"),
    await failing(python, "--with", "folder", "--out", "taken"),
    await failing(python, "--out", "app/cli.py"),
    await failing(python, "--distribution", "none.whl"),
    await failing(python, "--requirements", "none.txt", "--out", "x"),
    await failing(python, "--name", "a/b"),
    await failing(python, "--python", "/none/python", "--out", "x"),
    await failing(folder, "--out", "x"),
  ];
  assert.equal(codes, [
    "entry-missing",
    "entry-missing",
    "no-such-entry",
    "usage",
    "output-not-ours",
    "output-not-writable",
    "distribution-missing",
    "requirements-missing",
    "usage",
    "python-missing",
    "entry-missing",
  ]);
  assert.equal(existsSync(join(python, "x")) ? readdirSync(join(python, "x")) : [], []);
});

test("a kind that is not installed is skipped with what installs it, and nothing else to show is exit code 2", async () => {
  const { bundles, recommendation } = await bundled(python, 2, "--no-time", "--with", "pyoxidizer", "--out", "y");
  assert.match(bundles[0]?.skipped ?? "", "pyoxidizer");
  assert.is(recommendation, null);
});

test("Ctrl-C leaves no half of a bundle and no process", async () => {
  const slow = project("slow", { "app.py": "import time\ntime.sleep(60)\n" });
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const script = `"$0" bin/run.js bundle --no-time --entry "${slow}/app.py" --args= --out "${slow}/out" & perf=$!
    sleep 3; kill -INT $perf; wait $perf; echo "exit $?"`;
  const { stdout } = await ran("sh", ["-c", script, process.execPath], { env: { ...env, TMPDIR: temporary } });
  assert.match(stdout, "exit 130");
  assert.equal(readdirSync(temporary), []);
  assert.equal(
    readdirSync(join(slow, "out")).filter((name) => !name.endsWith(".log")),
    [],
  );
});

test.run();
