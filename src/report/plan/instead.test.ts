import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { EntryGain, FilesLoaded, Proposal } from "../../optimize/plan.js";
import { insteadTexts } from "./instead.js";

const test = suite("report/plan: what helps instead");

const LOAD: FilesLoaded = {
  ...{ files: 1053, us: 860_000, share: 0.78, foundUs: 120_000, bundle: "may-help" },
  largest: { file: "lib/index.js", us: 12_000 },
};
const CACHE: EntryGain = { edit: "compile-cache", savingUs: null, atMostUs: 98_000, setting: null, reason: null };

const said = (entry: EntryGain | null, load: FilesLoaded = LOAD, proposals: Proposal[] = []): string[] =>
  insteadTexts({ instead: { load, entry, collectorUs: null }, proposals });

test("nothing where imports help", () => {
  assert.equal(insteadTexts({ instead: null, proposals: [] }), []);
});

test("a compile cache: what was measured, with what; else what is most", () => {
  const reason = { code: "entry-not-own", message: "node x begins in /opt/x, which is not the project's" };
  assert.is(
    said({ ...CACHE, savingUs: 97_900, setting: "NODE_COMPILE_CACHE", reason })[0],
    "a compile cache would save 97.9 ms (measured, by NODE_COMPILE_CACHE=FOLDER in the environment); node x begins in /opt/x, which is not the project's",
  );
  assert.is(
    said({ ...CACHE, reason: { code: "no-compile-cache", message: "Node.js 20.20.2 can't keep compiled code" } })[0],
    "a compile cache would save at most 98.0 ms, what compiling takes; Node.js 20.20.2 can't keep compiled code",
  );
  assert.is(
    said({ ...CACHE, savingUs: 0, setting: "NODE_COMPILE_CACHE", reason })[0],
    "a compile cache would save nothing that could be measured",
  );
  assert.is(
    said({ ...CACHE, savingUs: 400, reason: { code: "no-gain", message: "it saves 400 µs" } })[0],
    "a compile cache would save no more than 0.4 ms (measured)",
  );
  assert.is(
    said({ ...CACHE, reason: { code: "has-compile-cache", message: "a compile cache is on already" } })[0],
    "a compile cache is no further help: it is on already",
  );
});

test("a compile cache that is proposed is told by its proposal", () => {
  const proposal: Proposal = {
    ...{ id: "p1", file: "bin/app.js", line: 2, importer: "bin/app.js", imported: [], names: [] },
    ...{
      edit: "compile-cache",
      savingUs: 160_000,
      savingAloneUs: 160_000,
      with: [],
      proof: [],
      places: [],
      chosen: true,
    },
  };
  assert.is(
    said({ ...CACHE, savingUs: 170_000 }, LOAD, [proposal])[0],
    "a compile cache saves 160.0 ms (measured): p1",
  );
});

test("a bundle by the files, unless one file is all or loading is nothing", () => {
  assert.equal(said(null), [
    "perf bundle may help: loading 1,053 files takes 860.0 ms, 78.0 % of the start, 120.0 ms of that finding and reading them",
  ]);
  assert.equal(said(null, { ...LOAD, share: null, foundUs: null }), [
    "perf bundle may help: loading 1,053 files takes 860.0 ms",
  ]);
  assert.equal(said(null, { ...LOAD, foundUs: null }), [
    "perf bundle may help: loading 1,053 files takes 860.0 ms, 78.0 % of the start",
  ]);
  assert.equal(said(null, { ...LOAD, files: 4, bundle: "one-file", largest: { file: "lib/index.js", us: 847_960 } }), [
    "a bundle would be no help, the program is one already: loading 4 files takes 860.0 ms, 78.0 % of the start, 98.6 % of that lib/index.js",
  ]);
  assert.equal(said(null, { ...LOAD, files: 1, us: 200, share: 0.01, foundUs: 90, bundle: "little" }), [
    "a bundle would be no help: loading 1 file takes 0.2 ms, 1.0 % of the start, 0.09 ms of that finding and reading them",
  ]);
});

test("the collector, where its time is told", () => {
  const texts = insteadTexts({ instead: { load: LOAD, entry: null, collectorUs: 24_700 }, proposals: [] });
  assert.is(texts[1], "perf optimize --collector may help: the garbage collector takes 24.7 ms");
});

test.run();
