import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fakeBundle, fakeDocument } from "../../bundle/testing.js";
import { columns } from "../terminal/cells.js";
import { sizeText } from "./amounts.js";
import { BUNDLES_FORMATS, type BundlesFormatName, bundlesFormatForFile } from "./formats.js";

const test = suite("report/bundles");

const UNTIMED = { wall: null, coldUs: null, ratioToYardstick: null, lo: null, hi: null, firstStartUs: null };
const NOT_BUILT = {
  ...UNTIMED,
  works: null,
  path: null,
  bytes: null,
  files: null,
  buildMs: null,
  needs: null,
  checks: [],
  command: [],
};
const document = fakeDocument({
  bundles: [
    fakeBundle(),
    fakeBundle({
      with: "pyinstaller-onefile",
      needs: "nothing",
      files: 1,
      wall: { medianUs: 12_685_000, loUs: 11_670_000, hiUs: 12_900_000 },
      checks: [{ name: "read-only", ok: null, detail: "it takes Linux" }],
    }),
    fakeBundle({ with: "shiv", works: false, fault: 'without HOME: stdout, line 3 was "a|b", is "=c"', ...UNTIMED }),
    fakeBundle({
      with: "nuitka",
      ...NOT_BUILT,
      fault: "nuitka ended with exit code 1",
      said: ["gcc: error", "\u001b[31mFATAL\u001b[0m: it is over"],
      log: "/a/very/long/path/that/does/not/fit/into/eighty/columns/of/a/terminal/out/nuitka.log",
    }),
    fakeBundle({ with: "pex", ...NOT_BUILT, log: null, skipped: "pex is not installed: pip install pex" }),
  ],
  warnings: [{ code: "other-load", message: "other programs used 1.7 processors meanwhile" }],
});

async function rendered(name: BundlesFormatName, width = 80, made = document): Promise<string> {
  return [...(await BUNDLES_FORMATS[name]()).render(made, { width, colour: false, top: 0 })].join("");
}

test("the table fits a terminal of 80 columns, and each bundle stands with its price", async () => {
  const text = await rendered("text");
  for (const line of text.split("\n")) assert.ok(columns(line) <= 80, `${columns(line)}: ${line}`);
  assert.is(
    text,
    `app --help               start    95 % interval  x kubectl      first       cold
folder                 35.1 ms     34.8 to 35.5       0.79    52.0 ms   310.0 ms
  works, 4.2 MB in 210 files, built in 1200 ms, needs CPython 3.12
pyinstaller-onefile     12.7 s 11.7 s to 12.9 s       0.79    52.0 ms   310.0 ms
  works (1 of 1 conditions not checked), 4.2 MB in 1 file, built in 1200 ms,
    needs nothing
shiv
  does not work, 4.2 MB in 210 files, built in 1200 ms, needs CPython 3.12
  without HOME: stdout, line 3 was "a|b", is "=c"
without a bundle       92.0 ms     91.0 to 93.0       2.08              900.0 ms
kubectl                44.3 ms     44.0 to 44.7

nuitka failed: nuitka ended with exit code 1
    gcc: error
    \ufffd[31mFATAL\ufffd[0m: it is over
    log: /a/very/long/path/that/does/not/fit…olumns/of/a/terminal/out/nuitka.log

pex skipped: pex is not installed: pip install pex

folder starts fastest of those that work, in 35.1 ms.

· other programs used 1.7 processors meanwhile
`,
  );
});

test("without times there are no columns for them", async () => {
  const unbundled = { ...document.unbundled, wall: null, coldUs: null, ratioToYardstick: null };
  const text = await rendered("text", 80, fakeDocument({ unbundled, yardstick: null, bundles: [fakeBundle(UNTIMED)] }));
  assert.equal(text.split("\n").slice(0, 3), [
    "app --help",
    "folder",
    "  works, 4.2 MB in 210 files, built in 1200 ms, needs CPython 3.12",
  ]);
});

test("where nothing was started cold there is no column for it", async () => {
  const warm = fakeDocument({
    unbundled: { ...document.unbundled, coldUs: null },
    bundles: [fakeBundle({ coldUs: null })],
  });
  assert.is((await rendered("text", 80, warm)).split("\n")[0]?.trimEnd().slice(-20), "x kubectl      first");
  const text = await rendered("markdown", 80, warm);
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  assert.not.match(text, "Cold");
  assert.equal(new Set(rows.map((row) => row.split(" | ").length)), new Set([10]));
  assert.match(text, "| `folder` | 35.1 ms | 34.8 to 35.5 | 0.79 (0.78 to 0.80) | 52.0 ms | 4.2 MB | 210 |");
});

test("where none works, that is the last word", async () => {
  const none = fakeDocument({ bundles: [], recommendation: null, yardstick: null });
  assert.ok((await rendered("text", 80, none)).endsWith("\nNo bundle was built.\n"));
  const broken = fakeDocument({ bundles: [fakeBundle({ works: false })], recommendation: null });
  assert.ok((await rendered("text", 80, broken)).endsWith("\nNo bundle works.\n"));
});

test("JSON is as its schema says", async () => {
  const schema = JSON.parse(readFileSync("schemas/bundles.schema.json", "utf8"));
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  assert.ok(validate(JSON.parse(await rendered("json"))), JSON.stringify(validate.errors));
});

test("Markdown is one table, and names in it are names alone", async () => {
  const text = await rendered("markdown");
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  assert.is(rows.length, 7);
  assert.equal(new Set(rows.map((row) => row.split(" | ").length)), new Set([11]));
  assert.match(text, "| `folder` | 35.1 ms | 34.8 to 35.5 | 0.79 (0.78 to 0.80) | 52.0 ms | 310.0 ms | 4.2 MB | 210 |");
  assert.match(
    text,
    "- `shiv` does not work: without HOME: stdout, line 3 was &#34;a&#124;b&#34;, is &#34;&#61;c&#34;",
  );
  assert.match(text, "- `pex` skipped: pex is not installed: pip install pex");
});

test("CSV has a row for each, and none is run as a formula", async () => {
  const rows = (await rendered("csv", 80, fakeDocument({ bundles: [fakeBundle({ needs: '=a,"b"' })] }))).split("\r\n");
  assert.equal(rows.slice(1), [
    ",,,92000,91000,93000,2.08,2,2.1,,900000,,,,,,,",
    `folder,1,yes,35100,34800,35500,0.792,0.781,0.803,52000,310000,4200000,210,1200,"'=a,""b""",/out/folder/app,,`,
    "",
  ]);
});

test("sizes have three digits at most of their unit, and a file's name tells its format", () => {
  assert.equal([0, 999, 1000, 9994, 99_999, 999_499, 999_500, 99_949_999, 146e6].map(sizeText), [
    "0 B",
    "999 B",
    "1.0 kB",
    "10.0 kB",
    "100 kB",
    "999 kB",
    "1.0 MB",
    "99.9 MB",
    "146 MB",
  ]);
  assert.equal(["a.md", "a.JSON", "a.csv", "a"].map(bundlesFormatForFile), ["markdown", "json", "csv", "text"]);
});

test.run();
