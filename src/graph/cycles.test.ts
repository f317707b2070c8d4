import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { components } from "./components.js";
import { cycles } from "./cycles.js";
import type { ImportGraph } from "./graph.js";
import { hittingSet } from "./hitting-set.js";
import { importEdges, isEager } from "./import-edges.js";
import { statements } from "./statements.js";

const test = suite("cycles");

/** Imports as [importer, imported, line]. */
type Rows = readonly (readonly [number, number, number])[];

function graphOf(modules: number, rows: Rows): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "static" });
  for (let module = 0; module < modules; module++) builder.addModule(`m${module}`);
  for (const [importer, imported, line] of rows) builder.addImport({ importer, imported, line, column: 1 });
  return builder.finish();
}

const NODES = 6;
const rows = fc.array(
  fc.tuple(fc.nat({ max: NODES - 1 }), fc.nat({ max: NODES - 1 }), fc.integer({ min: 1, max: 3 })),
  { maxLength: 16 },
);
const anyway = (): boolean => true;

function reaches(edges: Rows, from: number, to: number): boolean {
  const met = new Set([from]);
  for (let size = 0; size < met.size; ) {
    size = met.size;
    for (const [a, b] of edges) if (met.has(a)) met.add(b);
  }
  return from === to
    ? edges.some(
        ([a, b]) =>
          a !== b &&
          b === from &&
          reaches(
            edges.filter((e) => e[1] !== from),
            from,
            a,
          ),
      )
    : met.has(to);
}

test("modules are of one cycle when each reaches the other", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const graph = graphOf(NODES, list);
      const found = components(importEdges(graph, anyway));
      for (let a = 0; a < NODES; a++) {
        for (let b = 0; b < NODES; b++) {
          if (a === b) continue;
          const together = found.some((component) => component.includes(a) && component.includes(b));
          assert.is(together, reaches(list, a, b) && reaches(list, b, a));
        }
      }
    }),
  );
});

test("what is to be deferred breaks every cycle, and nothing smaller does", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const graph = graphOf(NODES, list);
      const places = statements(graph);
      const left = (gone: ReadonlySet<number>) =>
        components(importEdges(graph, (row) => !gone.has(places.of[row] ?? -1))).length;
      const found = cycles(graph, anyway);
      const broken = new Set(found.flatMap((cycle) => cycle.break.map((row) => places.of[row] ?? -1)));
      assert.is(left(broken), 0);
      assert.ok(found.every(({ isSmallest }) => isSmallest));
      for (let smaller = 0; smaller < 1 << places.count; smaller++) {
        const gone = new Set(Array.from({ length: places.count }, (_, at) => at).filter((at) => (smaller >> at) & 1));
        if (gone.size >= broken.size || gone.size > 4) continue;
        assert.ok(left(gone) > 0, "a smaller set would do");
      }
    }),
    { numRuns: 60 },
  );
});

test("a smallest hitting set is hit by every set", () => {
  const sets = fc.array(fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(sets, (list) => {
      const { chosen, isSmallest } = hittingSet(list, 100_000);
      assert.ok(isSmallest);
      const hits = (members: ReadonlySet<number>) => list.every((set) => set.some((member) => members.has(member)));
      assert.ok(hits(new Set(chosen)));
      for (let bits = 0; bits < 256; bits++) {
        const members = new Set([0, 1, 2, 3, 4, 5, 6, 7].filter((member) => (bits >> member) & 1));
        if (members.size < chosen.length) assert.not.ok(hits(members));
      }
    }),
  );
});

test("a deferred import closes no cycle", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "static" });
  const [a, b] = [builder.addModule("a"), builder.addModule("b")];
  builder.addImport({ importer: a, imported: b, line: 1, when: "eager" });
  builder.addImport({ importer: b, imported: a, line: 9, when: "deferred" });
  const graph = builder.finish();
  assert.equal(cycles(graph, isEager(graph, new Set())), []);
  assert.is(cycles(graph, anyway).length, 1);
});

test("a component of thousands of modules is broken too", () => {
  const list: [number, number, number][] = [];
  for (let module = 0; module < 3000; module++) {
    list.push([module, (module + 1) % 3000, 1], [module, (module * 7 + 3) % 3000, 2]);
  }
  const graph = graphOf(3000, list);
  const [cycle, ...others] = cycles(graph, anyway);
  assert.equal(others, []);
  const places = statements(graph);
  const gone = new Set(cycle?.break.map((row) => places.of[row] ?? -1));
  assert.equal(components(importEdges(graph, (row) => !gone.has(places.of[row] ?? -1))), []);
});

test.run();
