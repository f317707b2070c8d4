import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ImportGraph } from "../graph/graph.js";
import { profile as reader } from "../logs/profile/reader.js";
import { analyses, OPTIONS } from "./arbitrary-graph.js";
import type { Analysis } from "./format.js";
import { profile } from "./profile.js";

const test = suite("report/profile");

function written(analysis: Analysis): string {
  return [...profile.render(analysis, OPTIONS)].join("");
}

function read(text: string) {
  const log = reader.open("x.json");
  log.push(new TextEncoder().encode(text));
  return log.finish();
}

/** A graph without what may differ between equal ones: the order of distributions, columns that are all empty. */
function comparable({ distributions, modules, imports, ...graph }: ImportGraph) {
  return {
    ...graph,
    modules: {
      ...modules,
      file: modules.name.map((_, module) => modules.file?.[module] ?? null),
      distribution: modules.name.map((_, module) => distributions[modules.distribution[module] ?? -1] ?? null),
    },
    imports: { ...imports, names: Array.from(imports.imported, (_, row) => imports.names?.[row] ?? null) },
  };
}

test("a graph that is written and read again is the same graph", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { graph, warnings } = read(written(analysis));
      const before = comparable(analysis.graph);
      // An import that says only what the tree says is not held twice, so rows are compared as they are written.
      const rows = (of: ImportGraph) =>
        JSON.parse(written({ ...analysis, graph: of }))
          .imports.map(JSON.stringify)
          .sort();
      assert.equal(rows(graph), rows(analysis.graph));
      assert.equal({ ...comparable(graph), imports: null }, { ...before, imports: null });
      assert.equal(warnings, analysis.warnings);
    }),
    { numRuns: 300 },
  );
});

test("reading and writing again changes no byte", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const once = written({ ...analysis, graph: read(written(analysis)).graph });
      assert.is(written({ ...analysis, graph: read(once).graph }), once);
    }),
    { numRuns: 200 },
  );
});

test("the imports of the tree are rows without a place", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const graph: ImportGraph = { ...analysis.graph, imports: { ...analysis.graph.imports, count: 0 } };
      const document = JSON.parse(written({ ...analysis, graph }));
      const under = document.loads.filter(
        (load: { importer: number | null; placed?: true }) => load.importer !== null && !load.placed,
      );
      // A traced graph's imports are all its own: none follows from the tree.
      assert.is(document.imports.length, graph.evidence === "traced" ? 0 : under.length);
      for (const row of document.imports) {
        assert.is(row.line, null);
        assert.is(row.when, "eager");
        assert.is(row.loaded, true);
      }
    }),
  );
});

test("a large profile comes in pieces of about 64 KiB", () => {
  const [analysis] = fc.sample(analyses, { numRuns: 1, seed: 1 });
  if (analysis === undefined) throw new Error("no sample");
  const warnings = Array.from({ length: 5000 }, () => ({ code: "a-doubt", message: "x".repeat(100) }));
  const pieces = [...profile.render({ ...analysis, warnings }, OPTIONS)];
  assert.ok(pieces.length > 5);
  assert.ok(pieces.every((piece) => piece.length < 1 << 17));
});

test.run();
