import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import { GraphBuilder } from "../../graph/builder.js";
import type { ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import { classifyPython } from "./classify.js";
import { topLevel } from "./dotted.js";
import { stdlibNames } from "./stdlib/table.js";
import { possibleVersions, standardIn } from "./versions.js";

const test = suite("recorded logs");

interface SecondReading {
  file: string;
  encoding: string;
  headers: number[];
  processes: number;
  rows: { line: number; name: string; selfUs: number; depth: number; importerRow: number | null; lost: boolean }[];
  cached: { name: string; depth: number | null; importerRow: number | null }[];
  ignored: number[];
  totalUs: number;
  unbalanced: number[];
}

function secondReading(files: readonly string[]): SecondReading[] {
  const options = { encoding: "utf8", maxBuffer: 1 << 28 } as const;
  const done = spawnSync("python3", ["fixtures/second_reader.py", ...files], options);
  assert.equal(done.status, 0, `python3: ${done.error ?? done.stderr}`);
  return done.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const folders = ["fixtures/logs", "fixtures/logs/given"];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".log"))
    .map((name) => join(folder, name)),
);
const readings = secondReading(files);

/** Loads in the order of beginning; rows whose importer is unknown stand at the root. */
function graphOf(reading: SecondReading, runtime: string | null): ImportGraph {
  const below: number[][] = reading.rows.map(() => []);
  const roots: number[] = [];
  reading.rows.forEach((row, index) => {
    (row.importerRow === null ? roots : (below[row.importerRow] ?? roots)).push(index);
  });
  const builder = new GraphBuilder({ language: "python", evidence: "tree", runtime });
  builder.addProcess();
  const open: [row: number, importer: number][] = roots.reverse().map((row) => [row, -1]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const row = reading.rows[next[0]];
    if (row === undefined) continue;
    const load = builder.addLoad(builder.addModule(row.name), 0, next[1], row.selfUs);
    for (const loaded of (below[next[0]] ?? []).reverse()) open.push([loaded, load]);
  }
  return builder.finish();
}

/** The minor version in a file's name. */
function minorOf(file: string): number | null {
  const minor = /3\.(\d+)/.exec(file)?.[1];
  return minor === undefined ? null : Number(minor);
}

const THREADS_OR_FORKS = /threads|fork-at-once/;

for (const reading of readings) {
  test(`${reading.file}: rows, sums and versions are sound`, () => {
    assert.ok(reading.rows.length > 0);
    assert.equal(
      reading.totalUs,
      reading.rows.reduce((sum, row) => sum + row.selfUs, 0),
    );
    if (reading.processes === 1 && !THREADS_OR_FORKS.test(reading.file)) assert.deepEqual(reading.unbalanced, []);
    const lost = reading.rows.filter((row) => row.lost).length;
    assert.equal(lost > 0, /killed|cut-inside|fork-at-once/.test(reading.file), `${lost} rows without importer`);

    const minor = minorOf(reading.file);
    const { first, last } = possibleVersions(graphOf(reading, null));
    if (minor !== null) assert.ok(first <= minor && minor <= last, `3.${minor} is not in 3.${first} to 3.${last}`);
  });

  test(`${reading.file}: a guessed version is never sure of what a known one denies`, () => {
    const minor = minorOf(reading.file);
    const unknown = classifyPython(graphOf(reading, null), null);
    const doubtful = unknown.warnings.find((warning) => warning.code === "stdlib-in-some-versions")?.message ?? "";
    unknown.graph.modules.name.forEach((name, module) => {
      const origin = ORIGINS[unknown.graph.modules.origin[module] ?? -1];
      const standard = stdlibNames().get(topLevel(name));
      if (standard === undefined) {
        assert.ok(origin === "dependency" || name.startsWith("_sysconfigdata_"), name);
        return;
      }
      assert.ok(origin === "stdlib" || origin === "builtin" || origin === "dependency", name);
      if (minor === null || doubtful.includes(topLevel(name))) return;
      const sure =
        standardIn(standard, { first: minor, last: minor }) === "all" ? ["stdlib", "builtin"] : ["dependency"];
      assert.ok(sure.includes(origin ?? ""), `${name} is ${origin}`);
    });
  });
}

function distributionOf(file: string, module: string): string | null {
  const reading = readings.find((candidate) => candidate.file.endsWith(file));
  assert.ok(reading !== undefined, file);
  const { graph } = classifyPython(graphOf(reading, null), null);
  const index = graph.modules.name.indexOf(module);
  assert.ok(index >= 0, module);
  return graph.distributions[graph.modules.distribution[index] ?? -1]?.name ?? null;
}

const owners: [file: string, module: string, distribution: string | null][] = [
  ["gefyra-3.11.log", "gefyra.cli.main", "gefyra"],
  ["gefyra-3.11.log", "alive_progress.core.progress", "alive-progress"],
  ["gefyra-3.11.log", "kubernetes.client", "kubernetes"],
  ["gefyra-3.11.log", "dateutil.parser", "python-dateutil"],
  ["gefyra-3.11.log", "google", null],
  ["gcloud-cpython3.log", "google.oauth2", "google-auth"],
  ["gcloud-cpython3.log", "ruamel.yaml.error", "ruamel.yaml"],
  ["awscli-3.10.log", "yaml.loader", "PyYAML"],
  ["cfn-lint-cpython3.11.log", "samtranslator", "aws-sam-translator"],
  ["cfn-lint-cpython3.11.log", "attr._make", "attrs"],
  ["given/pytest.log", "_pytest.config", "pytest"],
  ["pip-3.7.log", "pip._vendor.urllib3", "pip"],
  ["pip-3.7.log", "distutils", null],
];

for (const [file, module, distribution] of owners) {
  test(`${file}: ${module} is of ${distribution ?? "no distribution"}`, () => {
    assert.equal(distributionOf(file, module), distribution);
  });
}

test("no log tells where it was recorded", () => {
  for (const file of files) assert.doesNotMatch(readFileSync(file, "latin1"), /\/(root|work|tmp|Users)\//, file);
});

test("each log is in the table of the README", () => {
  const table = readFileSync("fixtures/logs/README.md", "utf8");
  for (const file of files) assert.ok(table.includes(`\`${file.replace("fixtures/logs/", "")}\``), file);
});

test("the second reader agrees with what really happened", () => {
  const folder = mkdtempSync(join(tmpdir(), "importperf-truth-"));
  try {
    const truth = join(folder, "truth.json");
    const log = join(folder, "import.log");
    const modules = ["asyncio", "nowhere.inside", "xml.dom.minidom", "unittest.mock", "http.client", "email.mime.text"];
    const run = spawnSync("python3", ["-X", "importtime", "fixtures/import_recorder.py", truth, ...modules]);
    assert.equal(run.status, 0, String(run.stderr));
    writeFileSync(log, run.stderr);
    const happened: [string, number, number | null][] = JSON.parse(readFileSync(truth, "utf8"));
    const rows = secondReading([log])[0]?.rows ?? [];
    const before = rows.length - happened.length;
    assert.ok(happened.length > 100 && before > 0);
    const read = rows
      .slice(before)
      .map((row) => [row.name, row.depth, row.importerRow === null ? null : row.importerRow - before]);
    assert.deepEqual(read, happened);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
