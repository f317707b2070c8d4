import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileFacts } from "../languages/javascript/judge/load/file-facts.js";
import { KnownFiles } from "./known-files.js";

const test = suite<{ folder: string }>("what is known of JavaScript files");

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "importperf-known-"));
  mkdirSync(join(context.folder, "dist", "threads"), { recursive: true });
  mkdirSync(join(context.folder, "dist", "chunks"));
  writeFileSync(join(context.folder, "dist", "threads", "file-facts-thread.cjs"), "");
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const TEXT = 'exports.a = require("b").c;\nprocess.env.SET = "1";\nimport("d");\n';

function knownFiles(folder: string, texts: Readonly<Record<string, string>>, cache: string | null): KnownFiles {
  return new KnownFiles({
    folder: cache,
    project: "/p",
    dist: join(folder, "dist"),
    read: (file) => texts[file] ?? null,
  });
}

test("is kept for the next plan, as long as a text is the same", async ({ folder }) => {
  const cache = join(folder, "cache");
  const first = knownFiles(folder, { "/p/a.js": TEXT }, cache);
  await (await first.begin(["/p/a.js"])).finish();
  assert.equal(first.facts("/p/a.js"), fileFacts(TEXT, "/p/a.js"));
  const told = { question: { about: "foreign", path: "a" }, answer: [] } as const;
  first.keep([["/p/a.js", [told]]]);
  const again = knownFiles(folder, { "/p/a.js": TEXT }, cache);
  await again.begin(["/p/a.js"]);
  assert.equal(again.told("/p/a.js"), [told]);
  assert.equal(again.facts("/p/a.js"), fileFacts(TEXT, "/p/a.js"));
  const changed = knownFiles(folder, { "/p/a.js": `${TEXT}exports.b = 1;` }, cache);
  await changed.begin(["/p/a.js"]);
  assert.equal(changed.told("/p/a.js"), []);
  assert.equal(changed.facts("/p/a.js"), fileFacts(`${TEXT}exports.b = 1;`, "/p/a.js"));
});

test("another build knows nothing of it", async ({ folder }) => {
  const cache = join(folder, "cache");
  const first = knownFiles(folder, { "/p/a.js": TEXT }, cache);
  first.facts("/p/a.js");
  first.keep([["/p/a.js", [{ question: { about: "foreign", path: "a" }, answer: [] }]]]);
  writeFileSync(join(folder, "dist", "chunks", "other-abc.cjs"), "");
  const again = knownFiles(folder, { "/p/a.js": TEXT }, cache);
  await again.begin(["/p/a.js"]);
  assert.equal(again.told("/p/a.js"), []);
});

test("nothing is written without a folder, and what threads do not say is found here", async ({ folder }) => {
  const long = `${"// much\n".repeat(50_000)}${TEXT}`;
  const known = knownFiles(folder, { "/p/a.js": long, "/p/b.js": TEXT }, null);
  await (await known.begin(["/p/a.js", "/p/b.js", "/p/missing.js"])).finish();
  assert.equal(known.facts("/p/a.js"), fileFacts(long, "/p/a.js"));
  assert.is(known.facts("/p/missing.js"), null);
  known.keep([]);
  assert.equal(readdirSync(folder), ["dist"]);
});

test.run();
