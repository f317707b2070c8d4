import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IMPORT_LOADED, IMPORT_RAN } from "../../graph/graph.js";
import { HEADER, loadsOf, read, row } from "./testing.js";

const test = suite("cached and lazy rows");

/** As CPython prints it: the name right-aligned in two columns a level. */
function cached(level: number, name: string, word = "cached"): string {
  return `import time: ${word.padEnd(9)} | ${word.padEnd(10)} | ${name.padStart(2 * level)}`;
}

function importersOf(lines: string[]): [string, string | null][] {
  const { graph } = read(`${lines.join("\n")}\n`);
  const { imports, modules } = graph;
  return [...imports.imported].map((imported, index) => {
    const importer = imports.importer[index] ?? -1;
    return [modules.name[imported] ?? "", importer < 0 ? null : (modules.name[importer] ?? "")];
  });
}

test("are imports that found their module loaded", () => {
  const reading = read(`${[HEADER, row(1, 1, 0, "sys"), cached(1, "sys"), row(2, 2, 0, "a")].join("\n")}\n`);
  assert.equal(
    loadsOf(reading).map(({ name }) => name),
    ["sys", "a"],
  );
  assert.equal(reading.dialect, { header: true, cachedRows: true, lazyRows: false, encoding: "utf-8" });
  assert.is(reading.graph.evidence, "cached-rows");
  const flags = reading.graph.imports.flags[0] ?? 0;
  assert.is(flags & IMPORT_RAN, IMPORT_RAN);
  assert.is(flags & IMPORT_LOADED, 0);
});

test("belong to the load whose level their field shows", () => {
  const lines = [
    row(1, 1, 2, "c"),
    cached(2, "os"),
    row(1, 2, 1, "b"),
    cached(2, "re"),
    row(1, 1, 1, "d"),
    cached(1, "x"),
    row(1, 4, 0, "a"),
  ];
  assert.equal(importersOf(lines), [
    ["os", "b"],
    ["re", "d"],
    ["x", "a"],
  ]);
});

test("belong to the only open load, however long their name", () => {
  // After row b (level 1) and before its importer's row a (level 0) only a was being loaded.
  assert.equal(importersOf([row(1, 1, 1, "b"), cached(1, "a.very.long.name"), row(1, 2, 0, "a")]), [
    ["a.very.long.name", "a"],
  ]);
});

test("have no importer where the log leaves more than one", () => {
  // Before the first row of a deep load its importers may or may not have begun.
  assert.equal(importersOf([cached(1, "long.name"), row(1, 1, 2, "c"), row(1, 2, 1, "b"), row(1, 3, 0, "a")]), [
    ["long.name", null],
  ]);
});

test("at level 0 have no importer", () => {
  assert.equal(importersOf([row(1, 1, 0, "a"), cached(0, "a")]), [["a", null]]);
});

test("of lazy imports are put off", () => {
  const reading = read(`${[cached(1, "json", "lazy"), row(1, 1, 0, "a")].join("\n")}\n`);
  assert.is(reading.dialect?.lazyRows, true);
  assert.is(reading.graph.imports.when[0], 1);
  assert.is(reading.graph.loads.count, 1);
});

test("alone are no start", () => {
  assert.throws(
    () => read(`${cached(0, "sys")}\n`),
    (error: Error) => error.name === "UserError" && /no module was loaded/.test(error.message),
  );
});

test.run();
