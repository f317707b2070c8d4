import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkText } from "../analyze/testing.js";
import { inTerminal, perf } from "../cli/spawning.js";
import { temporaryFolder } from "../cli/testing.js";

const test = suite("perf diff");

const BOTH = ["fixtures/diff/gefyra-0.6.0.log", "fixtures/diff/gefyra-0.6.7.log"];
const PAGE = /^<!doctype html>[\s\S]*gefyra\.api\.bridge[\s\S]*<\/html>\s*$/;

test("writes each format, by --format and by the file's name", async () => {
  const folder = temporaryFolder();
  const starts = {
    html: /^<!doctype html>/,
    json: /^\{\s*"kind": "diff"/,
    md: /^\*\*Startup: /,
    txt: /^fixtures\/diff/,
  };
  for (const [extension, start] of Object.entries(starts)) {
    const file = join(folder, `out.${extension}`);
    const { code, stdout } = await perf(["diff", ...BOTH, "--output", file]);
    assert.equal([code, stdout], [0, ""]);
    assert.match(readFileSync(file, "utf8"), start);
  }
  assert.match((await perf(["diff", ...BOTH, "--format", "html"])).stdout, PAGE);
});

test("in a terminal: the summary, and the view beside it", async () => {
  const folder = temporaryFolder();
  const text = await inTerminal({ TMPDIR: folder, NO_COLOR: "1" }, "diff", ...BOTH);
  const [summary = "", said = ""] = text.split(/(?<=\n)(?=The view is in )/);
  checkText(summary, 80);
  const place = /^The view is in (\S+)\n {2}\(not opened: no display; --serve gives an address\)\n$/.exec(said)?.[1];
  assert.ok(place?.startsWith(folder), said);
  assert.match(readFileSync(place ?? "", "utf8"), PAGE);
});

test("nothing is opened in a pipe, in CI, and where something else is asked for", async () => {
  const folder = temporaryFolder();
  await perf(["diff", ...BOTH], { env: { TMPDIR: folder, DISPLAY: ":99" } });
  await inTerminal({ TMPDIR: folder, CI: "true" }, "diff", ...BOTH);
  for (const flags of [["--no-open"], ["--json"], ["--format", "markdown"]])
    await inTerminal({ TMPDIR: folder }, "diff", ...BOTH, ...flags);
  assert.equal(readdirSync(folder), []);
});

test.run();
