import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { failing } from "../../gate/testing.js";
import type { Verdict } from "../../gate/verdict.js";
import { columns } from "../terminal/cells.js";
import { VERDICT_FORMATS, type VerdictFormatName, verdictFormatForFile } from "./formats.js";

const test = suite("verdict");

async function rendered(name: VerdictFormatName, verdict: Verdict): Promise<string> {
  const format = await VERDICT_FORMATS[name]();
  return [...format.render([verdict], { width: 80, colour: false, top: 10, base: "/home/user" })].join("");
}

const passing = (): Verdict => ({ ...failing({ budgets: [] }), verdict: "pass", reasons: ["within limits"] });
const open = (): Verdict => ({ ...failing({ budgets: [] }), verdict: "inconclusive", reasons: ["can't tell"] });

test("what failed and what came in is said, with the import to defer", () => {
  const { verdict, reasons, ratio, lo, hi, introducedBy, removed } = failing();
  assert.is(verdict, "fail");
  assert.ok(ratio !== null && lo !== null && hi !== null && lo <= ratio && ratio <= hi && Math.abs(ratio - 2.25) < 0.1);
  assert.is(reasons[0], "max-modules is 4, and it is 6");
  assert.match(reasons[1] ?? "", /^processor time is 2\.2\d\d × .* in 15 pairs$/);
  assert.match(
    reasons[2] ?? "",
    /^pandas \(\+2 modules, ≈ 410 ms\) comes by app\/cli\.py:9 → app\.table, and by 1 more import;/,
  );
  assert.equal(introducedBy[0]?.defer, { importer: "app.cli", imported: "app.table", file: "app/cli.py", line: 9 });
  assert.equal(removed, { modules: 0, selfUs: 0 });
});

test("growth without new modules is computing, and said to be", () => {
  const same = failing({ budgets: [], head: { command: ["app"], revision: null, loaded: null } });
  assert.match(same.reasons.at(-1) ?? "", /computing/);
});

test("JSON is what the schema says", async () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(
    JSON.parse(readFileSync("schemas/verdict.schema.json", "utf8")),
  );
  for (const verdict of [failing(), passing(), failing({ base: null, compared: null, budgets: [] })]) {
    const document: unknown = JSON.parse(await rendered("json", verdict));
    assert.ok(validate(document), JSON.stringify(validate.errors));
    assert.equal(document, JSON.parse(JSON.stringify(verdict)));
  }
});

test("text fits 80 columns, also with long names", async () => {
  const long = failing();
  long.head.command = ["x".repeat(200), "\u001b[31m"];
  for (const group of long.introducedBy) group.name = "n".repeat(100);
  for (const verdict of [failing(), passing(), open(), long]) {
    const text = await rendered("text", verdict);
    assert.ok(
      text.split("\n").every((line) => columns(line) <= 80),
      text,
    );
    assert.ok(!text.includes("\u001b"));
  }
  assert.match(await rendered("text", failing()), /^fail {2}app --help\n/);
});

test("GitHub shows each finding at its line, and what can't be told as a warning", async () => {
  assert.match(
    await rendered("github", failing()),
    /^::error file=app\/cli\.py,line=9,title=perf gate%3A max-modules::max-modules is 4/,
  );
  const time = await rendered("github", failing({ budgets: [] }));
  assert.match(time, /^::error file=app\/cli\.py,line=9,title=perf gate%3A startup-time::processor time/);
  assert.match(await rendered("github", open()), /^::warning title=perf gate%3A inconclusive::can't tell\n$/);
  assert.match(await rendered("github", passing()), /^::notice /);
});

test("JUnit counts a failure for what fails, and is well-formed with any name", async () => {
  const hostile = failing();
  hostile.head.command = ['"<&>\n\u0001', "\ud800"];
  const xml = await rendered("junit", hostile);
  assert.match(xml, /<testsuite name="perf gate" tests="2" failures="1" errors="0" skipped="0">/);
  assert.match(xml, /classname="&#34;&#60;&#38;&#62;&#10;\? \?"/);
  assert.match(await rendered("junit", open()), /tests="1" failures="0" errors="0" skipped="1"/);
});

test("SARIF names the place, and is empty for a pass", async () => {
  const sarif = JSON.parse(await rendered("sarif", failing({ budgets: [] })));
  const [result] = sarif.runs[0].results;
  assert.is(result.ruleId, "startup-time");
  assert.equal(result.locations[0].physicalLocation, {
    artifactLocation: { uri: "app/cli.py", uriBaseId: "ROOT" },
    region: { startLine: 9 },
  });
  assert.equal(JSON.parse(await rendered("sarif", passing())).runs[0].results, []);
});

test("Markdown shows names as names, and begins with what it is found again by", async () => {
  const hostile = failing();
  hostile.head.command = ["@someone", "<img src=x>", "|"];
  const text = await rendered("markdown", hostile);
  assert.ok(text.startsWith("<!-- importperf gate -->\n"));
  assert.not.match(text, /<img|(?<!&#)@someone/);
  assert.match(text, /`app\/cli.py:9` → `app.table`/);
});

test("a file's name asks for its format", () => {
  const names = ["a.json", "a.sarif", "b.sarif.json", "a.MD", "r.xml", "x.txt"];
  assert.equal(names.map(verdictFormatForFile), ["json", "sarif", "sarif", "markdown", "junit", "text"]);
});

test.run();
