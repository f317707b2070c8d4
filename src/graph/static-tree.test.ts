import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { checkGraph } from "./check.js";
import { foundEntries } from "./entries.js";
import { IMPORT_LOADED, type ImportGraph } from "./graph.js";
import { staticFacts } from "./static-facts.js";
import { staticTree } from "./static-tree.js";
import type { When } from "./vocabulary.js";

const test = suite("graph/static-tree");

type Row = readonly [importer: string, imported: string, line?: number, when?: When, inEntry?: boolean];

function graphOf(rows: readonly Row[], language: "python" | "javascript" = "python"): ImportGraph {
  const builder = new GraphBuilder({ language, evidence: "static" });
  builder.addProcess();
  for (const [importer, imported, line = null, when = "eager", inEntry = false] of rows)
    builder.addImport({
      importer: builder.addModule(importer),
      imported: builder.addModule(imported),
      line,
      when,
      inEntry,
    });
  return builder.finish();
}

function drawn(graph: ImportGraph, entry: string): string[] {
  const ones = new Float64Array(graph.modules.count).fill(1);
  const tree = staticTree(graph, [graph.modules.name.indexOf(entry)], ones);
  checkGraph(tree);
  const depth = new Int32Array(tree.loads.count);
  return Array.from(tree.loads.module, (module, load) => {
    const above = tree.loads.importer[load] ?? -1;
    depth[load] = above < 0 ? 0 : (depth[above] ?? 0) + 1;
    return `${" ".repeat(depth[load] ?? 0)}${graph.modules.name[module]}`;
  });
}

test("each module stands under its first importer, in the order of lines, not of rows", () => {
  const graph = graphOf([
    ["app", "late", 9],
    ["app", "early", 2],
    ["early", "late", 1],
    ["late", "app", 1],
  ]);
  assert.equal(drawn(graph, "app"), ["app", " early", "  late"]);
});

test("deferred and type-only imports load nothing; those under a main guard load in the entry alone", () => {
  const graph = graphOf([
    ["app", "x", 1, "deferred"],
    ["app", "y", 2, "type-only"],
    ["app", "z", 3, "eager", true],
    ["app", "lib", 4],
    ["lib", "never", 5, "eager", true],
  ]);
  assert.equal(drawn(graph, "app"), ["app", " z", " lib"]);
});

test("the packages around a Python entry load before it", () => {
  const graph = graphOf([
    ["a", "json", 1],
    ["a.b.c", "sys", 1],
    ["a.b", "os", 1],
  ]);
  assert.equal(drawn(graph, "a.b.c"), ["a", " json", "a.b", " os", "a.b.c", " sys"]);
});

test("a tree is that of a plain recursive walk, and marks the imports that load", () => {
  const name = fc.integer({ min: 0, max: 12 }).map((number) => `m${number}`);
  const when = fc.constantFrom<When>("eager", "eager", "deferred", "type-only");
  const rows = fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 9 }), when), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rows, (list) => {
      const graph = graphOf(list);
      const ones = new Float64Array(graph.modules.count).fill(1);
      const entries = foundEntries(graph, ones);
      const tree = staticTree(graph, entries, ones);
      checkGraph(tree);
      const expected: string[] = [];
      const met = new Set<string>();
      const walk = (module: string, above: string): void => {
        if (met.has(module)) return;
        met.add(module);
        expected.push(`${above}>${module}`);
        const own = list.filter((row) => row[0] === module && row[3] === "eager");
        for (const [, imported] of own.sort((a, b) => (a[2] ?? 0) - (b[2] ?? 0))) walk(imported, module);
      };
      for (const entry of entries) walk(graph.modules.name[entry] ?? "", "");
      const nameOf = (load: number) => graph.modules.name[tree.loads.module[load] ?? -1] ?? "";
      const found = Array.from(
        tree.loads.importer,
        (above, load) => `${above < 0 ? "" : nameOf(above)}>${nameOf(load)}`,
      );
      assert.equal(found, expected);
      const loading = tree.imports.flags.filter((flags) => (flags & IMPORT_LOADED) !== 0).length;
      assert.is(loading, tree.loads.importer.filter((above) => above >= 0).length);
      // From the entries found, every module is reached, by eager or deferred imports, or is imported for types alone.
      const { eager, deferred, never } = staticFacts(tree, entries, false);
      assert.is(eager, tree.loads.count);
      assert.is(eager + deferred + never, graph.modules.count);
      assert.is(never, 0);
    }),
  );
});

test("programs begin first; a cycle that nothing leads to has one beginning, its heaviest", () => {
  const graph = graphOf([
    ["zebra", "x"],
    ["pkg.__main__", "x"],
    ["ring1", "ring2"],
    ["ring2", "ring1"],
    ["x", "late", 1, "deferred"],
  ]);
  const weight = Float64Array.from(graph.modules.name, (name) => (name === "ring2" ? 5 : 1));
  const names = foundEntries(graph, weight).map((module) => graph.modules.name[module]);
  assert.equal(names, ["pkg.__main__", "zebra", "ring2"]);
});

test("a chain and a star of 100,000 modules", () => {
  const chain = graphOf(Array.from({ length: 100_000 }, (_, at): Row => [`m${at}`, `m${at + 1}`, 1]));
  assert.is(drawnCount(chain), 100_001);
  const star = graphOf(Array.from({ length: 100_000 }, (_, at): Row => ["hub", `m${at}`, 100_001 - at]));
  assert.is(drawnCount(star), 100_001);
});

function drawnCount(graph: ImportGraph): number {
  const ones = new Float64Array(graph.modules.count).fill(1);
  return staticTree(graph, foundEntries(graph, ones), ones).loads.count;
}

test.run();
