import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkDocument, checkText } from "../analyze/testing.js";
import { inTerminal, perf, RUN_JS, ran } from "../cli/spawning.js";
import { temporaryFolder } from "../cli/testing.js";
import type { Profile } from "../graph/profile.js";
import type { AnalysisDocument, ErrorDocument } from "../report/analysis.js";
import { REPORT_FORMATS } from "../report/formats.js";

const test = suite("perf analyze");

const GEFYRA = "fixtures/logs/gefyra-3.11.log";
const SMALL = "fixtures/logs/boot-3.12.log";
const SCHEMAS = {
  json: "schemas/analysis.schema.json",
  profile: "schemas/profile.schema.json",
  error: "schemas/error.schema.json",
  speedscope: "fixtures/schemas/speedscope/file-format-schema.json",
};

interface Documents {
  json: AnalysisDocument;
  profile: Profile;
  error: ErrorDocument;
  speedscope: { profiles: unknown[] };
}

function valid<Kind extends keyof Documents>(kind: Kind, text: string): Documents[Kind] {
  const schema = JSON.parse(readFileSync(SCHEMAS[kind], "utf8"));
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const document: unknown = JSON.parse(text);
  assert.ok(validate(document), JSON.stringify(validate.errors));
  return document as Documents[Kind];
}

/** Standard output of a call that must succeed and say nothing else. */
async function printed(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await perf(["analyze", ...argv]);
  assert.is(stderr, "");
  assert.is(code, 0);
  return stdout;
}

test("a summary within 80 columns, without colours, in a pipe", async () => {
  const text = await printed(GEFYRA);
  checkText(text, 80);
  assert.match(text, /^1042 ms of imports in 1,502 modules$|ms of imports in 1,502 modules/m);
  for (const part of ["Origin", "Heaviest distributions", "self time", "cumulative time", "kubernetes"])
    assert.ok(text.includes(part), part);
});

test("--json: the documented fields, valid, sums hold", async () => {
  const text = await printed(GEFYRA, "--json", "--top", "3");
  assert.is(text, await printed(GEFYRA, "--format", "json", "--top=3"));
  const document = valid("json", text);
  checkDocument(document);
  assert.match(document.tool, /^importperf \d+\.\d+\.\d+/);
  assert.is(document.version, 1);
  assert.is(document.root, null);
  assert.is(document.language, "python");
  assert.is(document.runtime, null);
  assert.is(document.evidence, "tree");
  assert.equal(document.inputs, [GEFYRA]);
  assert.equal(document.dialect, { header: true, cachedRows: false, lazyRows: false, encoding: "utf-8" });
  assert.is(document.total.modules, 1502);
  assert.is(document.total.processes, 1);
  assert.is(document.top.length, 3);
  assert.equal(Object.keys(document.top[0] ?? {}).sort(), ["cumulativeUs", "importer", "module", "process", "selfUs"]);
});

test("every format is what it says it is", async () => {
  const shape: Record<keyof typeof REPORT_FORMATS, (text: string) => void> = {
    text: (text) => checkText(text, 80),
    html: (text) => assert.match(text, /^<!doctype html>[\s\S]*kubernetes\.client[\s\S]*<\/html>\s*$/i),
    json: (text) => valid("json", text),
    profile: (text) => assert.is(valid("profile", text).loads.length, 1502),
    speedscope: (text) => assert.is(valid("speedscope", text).profiles.length, 1),
    collapsed: (text) => assert.ok(text.split("\n").every((line) => line === "" || / \d+$/.test(line))),
    chrome: (text) => assert.ok(JSON.parse(text).traceEvents.length >= 1502),
    csv: (text) => assert.is(text.split("\r\n").length, 1 + 1502 + 1),
    markdown: (text) => assert.match(text, /^\|.*\|$/m),
  };
  for (const format of Object.keys(REPORT_FORMATS) as (keyof typeof REPORT_FORMATS)[])
    shape[format](await printed(GEFYRA, "--format", format));
});

test("a profile says the same as the log that it was made from", async () => {
  const file = join(temporaryFolder(), "gefyra.profile.json");
  await printed(GEFYRA, "-o", file);
  const log = JSON.parse(await printed(GEFYRA, "--json"));
  const profile = JSON.parse(await printed(file, "--json"));
  for (const field of ["total", "origins", "distributions", "top"]) assert.equal(profile[field], log[field]);
});

test("--output: the file's name decides on the format, --format overrides it, - is standard output", async () => {
  const folder = temporaryFolder();
  const written = async (name: string, ...argv: string[]): Promise<string> => {
    assert.is(await printed(SMALL, "-o", join(folder, name), ...argv), "");
    return readFileSync(join(folder, name), "utf8");
  };
  valid("json", await written("a.json"));
  valid("profile", await written("a.profile.json"));
  valid("speedscope", await written("a.speedscope.json"));
  assert.ok("traceEvents" in JSON.parse(await written("a.trace.json")));
  assert.match(await written("a.HTML"), /^<!doctype html>/i);
  assert.match(await written("a.csv"), /^load,module,/);
  assert.match(await written("a.md"), /\|/);
  assert.match(await written("a.folded"), / \d+\n/);
  checkText(await written("a.txt"), 80);
  checkText(await written("no-extension"), 80);
  valid("json", await written("b.txt", "--format", "json"));
  valid("json", await written("b.html", "--json"));
  valid("json", await printed(SMALL, "--json", "--output", "-"));
  assert.not(
    readdirSync(folder).some((name) => name.includes("tmp")),
    "no temporary file stays",
  );
});

test("--output: what can't be written leaves what was there as it was", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "old.json"), "old");
  for (const [place, message] of [
    [join(folder, "old.json", "x.json"), "no such file or folder"],
    [join(folder, "missing", "x.json"), "no such file or folder"],
    [join(folder, "taken"), "this is a folder, not a file"],
  ] as const) {
    const { code, stdout, stderr } = await perf(["analyze", SMALL, "-o", place]);
    assert.is(code, 2);
    assert.is(stdout, "");
    assert.match(stderr, `perf: ${place}: ${message}\n  `);
  }
  const { code } = await perf(["analyze", "package.json", "-o", join(folder, "old.json")]);
  assert.is(code, 2);
  assert.is(readFileSync(join(folder, "old.json"), "utf8"), "old");
  assert.equal(readdirSync(folder).sort(), ["old.json", "taken"]);
  assert.equal(readdirSync(join(folder, "taken")), []);
});

test("standard input and named pipes", async () => {
  const { total } = JSON.parse(await printed(SMALL, "--json"));
  const piped = await perf(["analyze", "-", "--json"], { stdin: readFileSync(SMALL) });
  assert.equal(JSON.parse(piped.stdout).total, total);
  const fifo = join(temporaryFolder(), "fifo");
  execFileSync("mkfifo", [fifo]);
  const [read] = await Promise.all([perf(["analyze", fifo, "--json"]), ran("cp", [SMALL, fifo])]);
  assert.equal(JSON.parse(read.stdout).total, total);
});

test("several inputs: runs of one program give medians", async () => {
  const folder = temporaryFolder();
  const runs = [10, 30, 20].map((us, nth) => {
    const file = join(folder, `${nth}.log`);
    writeFileSync(file, `import time: ${us} | ${us} |   json\nimport time: 5 | ${us + 5} | app\n`);
    return file;
  });
  const document = valid("json", await printed(...runs, "--json"));
  assert.is(document.runs, 3);
  assert.equal(document.total, { us: 25, modules: 2, processes: 1 });
  assert.is(document.top[0]?.selfUs, 20);
  const { loads } = valid("profile", await printed(...runs, "--format", "profile"));
  assert.is(loads[1]?.spreadUs, 10);
});

test("several inputs: different programs stand side by side", async () => {
  const one = JSON.parse(await printed(SMALL, "--json")).total;
  const other = JSON.parse(await printed("fixtures/logs/httpie-3.8.log", "--json")).total;
  const both = valid("json", await printed(SMALL, "fixtures/logs/httpie-3.8.log", "--json"));
  assert.is(both.runs, 1);
  assert.equal(both.total, { us: one.us + other.us, modules: one.modules + other.modules, processes: 2 });
});

test("--python names the distributions of that environment with their versions", async () => {
  const folder = temporaryFolder();
  const venv = join(folder, "venv");
  execFileSync("python3", ["-m", "venv", "--without-pip", venv]);
  const python = join(venv, "bin", "python");
  const site = execFileSync(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).toString().trim();
  mkdirSync(join(site, "yaml"));
  writeFileSync(join(site, "yaml", "__init__.py"), "");
  mkdirSync(join(site, "PyYAML-6.0.2.dist-info"));
  writeFileSync(
    join(site, "PyYAML-6.0.2.dist-info", "METADATA"),
    "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0.2\n",
  );
  writeFileSync(join(site, "PyYAML-6.0.2.dist-info", "RECORD"), "yaml/__init__.py,,\n");
  const log = join(folder, "app.log");
  writeFileSync(log, "import time: 10 | 10 |   json\nimport time: 20 | 30 | yaml\n");
  const document = valid("json", await printed(log, "--json", "--python", python));
  const [first] = document.distributions;
  assert.equal([first?.distribution, first?.version, first?.us], ["PyYAML", "6.0.2", 20]);
  assert.equal(
    document.origins.map(({ origin }) => origin),
    ["dependency", "stdlib"],
  );
});

interface Bad {
  readonly argv: string[];
  readonly code: string;
  readonly says: RegExp;
}

function badInputs(): Record<string, Bad> {
  const folder = temporaryFolder();
  const file = (name: string, content: string | Uint8Array): string[] => {
    writeFileSync(join(folder, name), content);
    return ["analyze", join(folder, name)];
  };
  const TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nImportError: no x\n';
  const analyze = ["analyze", SMALL];
  return {
    "missing file": { argv: ["analyze", "no.log"], code: "no-such-file", says: /no\.log: no such file/ },
    "missing second file": { argv: [...analyze, "no.log"], code: "no-such-file", says: /no\.log: no such file/ },
    folder: { argv: ["analyze", "src"], code: "is-a-folder", says: /src: this is a folder/ },
    empty: { argv: file("empty.log", ""), code: "no-rows", says: /empty\.log: .*an empty file/ },
    "empty standard input": { argv: ["analyze", "-"], code: "no-rows", says: /standard input: .*an empty file/ },
    speedscope: {
      argv: file("s.json", '{"$schema":"https://www.speedscope.app/file-format-schema.json"}'),
      code: "no-rows",
      says: /a speedscope file/,
    },
    traceback: { argv: file("t.log", TRACEBACK), code: "no-rows", says: /a Python traceback/ },
    "traceback in UTF-16": {
      argv: file("t16.log", Buffer.from(`\ufeff${TRACEBACK}`, "utf16le")),
      code: "no-rows",
      says: /a Python traceback/,
    },
    cpuprofile: {
      argv: file("x.cpuprofile", '{"nodes":[{"id":1,"callFrame":{"functionName":"(root)"}}]}'),
      code: "no-rows",
      says: /a V8 CPU profile/,
    },
    binary: { argv: file("x.bin", Buffer.from([1, 2, 0, 3, 255, 0])), code: "no-rows", says: /a binary file/ },
    "profile cut in half": {
      argv: file("p.json", '{"kind": "profile",\n "version": 1,\n "loa'),
      code: "invalid-json",
      says: /p\.json:3: /,
    },
    "no input": { argv: ["analyze"], code: "usage", says: /Missing 1 required arg: input/ },
    "unknown flag": { argv: [...analyze, "--formt", "json"], code: "usage", says: /--formt/ },
    "unknown format": { argv: [...analyze, "--format", "xml"], code: "usage", says: /text, html, json/ },
    "format and json": {
      argv: [...analyze, "--format", "csv", "--json"],
      code: "usage",
      says: /--format=csv.*--json|--json.*--format/,
    },
    "negative top": { argv: [...analyze, "--top", "-1"], code: "usage", says: /--top.* -1/ },
    "top without number": { argv: [...analyze, "--top", "many"], code: "usage", says: /--top.* many/ },
    "top without value": { argv: [...analyze, "--top"], code: "usage", says: /--top expects a value/ },
    "unknown command": { argv: ["analyse", SMALL], code: "usage", says: /command analyse.* not found/ },
    "no such interpreter": {
      argv: [...analyze, "--python", "no-python-here"],
      code: "python-missing",
      says: /no-python-here/,
    },
    "an interpreter that is none": { argv: [...analyze, "--python", "cat"], code: "python-failed", says: /cat failed/ },
  };
}

function place({ file, line }: ErrorDocument): string {
  return `${file}:${line === undefined ? "" : `${line}:`} `;
}

for (const [name, { argv, code, says }] of Object.entries(badInputs())) {
  test(`${name}: exit code 2, what is wrong and the next step`, async () => {
    if (!argv.includes("--json")) {
      const shown = await perf(argv);
      assert.is(shown.code, 2);
      assert.is(shown.stdout, "");
      assert.match(shown.stderr, /^perf: [^\n]{3,}\n {2}[^\n]{3,}\n$/);
      assert.match(shown.stderr, says);
    }
    const asJson = await perf([...argv, ...(argv.includes("--json") ? [] : ["--json"])]);
    assert.is(asJson.code, 2);
    assert.is(asJson.stderr, "");
    const document = valid("error", asJson.stdout);
    assert.is(document.code, code);
    assert.match(document.file === undefined ? document.message : `${place(document)}${document.message}`, says);
  });
}

test("an error shows its stack with DEBUG=importperf and only then", async () => {
  const { code, stderr } = await perf(["analyze", "no.log"], { env: { DEBUG: "importperf" } });
  assert.is(code, 2);
  assert.match(stderr, /^perf: no\.log: [^\n]+\n {2}[^\n]+\nUserError: [^\n]+\n {4}at /);
});

test("an error of a hostile file name can't steer the terminal", async () => {
  const { stderr } = await perf(["analyze", "\u001b[2Jx\nperf: fine"]);
  assert.is(stderr.split("\n").length, 3);
  assert.not(stderr.includes("\u001b"));
});

test("a huge --top shows everything, none shows no list", async () => {
  const all = JSON.parse(await printed(SMALL, "--json", "--top", "9007199254740991"));
  assert.is(all.top.length, all.total.modules);
  assert.equal(JSON.parse(await printed(SMALL, "--json", "--top", "0")).top, []);
  assert.not((await printed(SMALL, "--top", "0")).includes("Heaviest"));
  checkText(await printed(SMALL, "--top", "1000000"), 80);
});

test("a reader that goes away ends it silently", async () => {
  for (const flags of ["", "--json", "--format csv"]) {
    const command = `{ "$0" "$@" ${flags}; echo "exit $?" >&2; } | head -n 1`;
    const big = "fixtures/logs/given/aws-cli-cpython3.14-importtime2.log";
    const { stderr } = await ran("sh", ["-c", command, process.execPath, RUN_JS, "analyze", big, "--top", "5000"]);
    assert.is(stderr, "exit 0\n");
  }
});

test("colour follows FORCE_COLOR and NO_COLOR, also in a pipe", async () => {
  const coloured = async (env: Record<string, string>): Promise<boolean> =>
    (await perf(["analyze", SMALL], { env })).stdout.includes("\u001b[");
  assert.is(await coloured({}), false);
  assert.is(await coloured({ FORCE_COLOR: "1" }), true);
  assert.is(await coloured({ FORCE_COLOR: "0" }), false);
  assert.is(await coloured({ NO_COLOR: "1" }), false);
});

test("COLUMNS decides on the width in a pipe, within 60 and 120", async () => {
  for (const [columns, width] of [
    ["100", 100],
    ["20", 60],
    ["1000", 120],
    ["nonsense", 80],
  ] as const) {
    const { stdout } = await perf(["analyze", GEFYRA], { env: { COLUMNS: columns } });
    checkText(stdout, width);
  }
});

test("where standard output is no terminal nothing is opened or written", async () => {
  const folder = temporaryFolder();
  await perf(["analyze", SMALL], { env: { TMPDIR: folder, DISPLAY: ":99" } });
  assert.equal(readdirSync(folder), []);
});

test("--open without a display writes the view and says where it lies", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await perf(["analyze", SMALL, "--open"], { env: { TMPDIR: folder } });
  assert.is(code, 0);
  const place = /^The view is in (\S+)\n {2}\(not opened: no display/.exec(stderr)?.[1] ?? "";
  assert.ok(place.startsWith(folder), stderr);
  assert.match(readFileSync(place, "utf8"), /^<!doctype html>/i);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
const COLOURS = /\u001b\[\d+m/g;

test("in a terminal: colours, no line wider than it, the view beside it", async () => {
  const folder = temporaryFolder();
  const text = await inTerminal({ TMPDIR: folder }, "analyze", GEFYRA);
  assert.match(text, COLOURS);
  const [summary = "", said = ""] = text.replace(COLOURS, "").split(/(?<=\n)(?=The view is in )/);
  checkText(summary, 80);
  const place = /^The view is in (\S+)\n {2}\(not opened: no display; --serve gives an address\)\n$/.exec(said)?.[1];
  assert.ok(place?.startsWith(folder), said);
  assert.match(readFileSync(place ?? "", "utf8"), /kubernetes\.client/);
});

test("in a terminal: CI, --no-open, --json and --output keep the view away, NO_COLOR the colours", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "out.csv");
  for (const [env, ...flags] of [
    [{ CI: "true" }],
    [{}, "--no-open"],
    [{}, "--json"],
    [{}, "--format", "csv"],
    [{}, "-o", out],
    [{ NO_COLOR: "1", CI: "1" }],
  ] as [Record<string, string>, ...string[]][]) {
    const temporary = temporaryFolder();
    const text = await inTerminal({ ...env, TMPDIR: temporary }, "analyze", SMALL, ...flags);
    assert.not(text.includes("The view"), flags.join(" "));
    assert.equal(readdirSync(temporary), []);
    if (env.NO_COLOR !== undefined) assert.not(text.includes("\u001b"));
  }
});

test.run();
