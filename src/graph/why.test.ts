import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import type { ImportGraph } from "./graph.js";
import { importEdges, isEager } from "./import-edges.js";
import { reached, reachOf } from "./reach.js";
import { statements } from "./statements.js";
import { WHENS, type When } from "./vocabulary.js";
import { why } from "./why.js";

const test = suite("why and reach");

interface Row {
  readonly importer: number;
  readonly imported: number;
  readonly line: number;
  readonly when: When;
  readonly inEntry: boolean;
}

const NODES = 7;

function graphOf(rows: readonly Row[]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "static" });
  for (let module = 0; module < NODES; module++) builder.addModule(`m${module}`);
  for (const row of rows) builder.addImport({ ...row, column: 1 });
  return builder.finish();
}

const node = fc.nat({ max: NODES - 1 });
const rows = fc.array(
  fc.record({
    importer: node,
    imported: node,
    line: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom(...WHENS, "eager" as const),
    inEntry: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  }),
  { maxLength: 18 },
);

/** By the definition: rows that run, until nothing new is met. */
function met(list: readonly Row[], entries: ReadonlySet<number>, whens: readonly When[], without = -1): Set<number> {
  const found = new Set([...entries].filter((entry) => entry !== without));
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { importer, imported, when, inEntry } of list) {
      if (found.has(importer) && whens.includes(when) && (!inEntry || entries.has(importer)) && imported !== without) {
        found.add(imported);
      }
    }
  }
  return found;
}

test("reach: eager, only deferred, never", () => {
  fc.assert(
    fc.property(rows, fc.uniqueArray(node, { maxLength: 2 }), (list, starts) => {
      const entries = new Set(starts);
      const eager = met(list, entries, ["eager"]);
      const any = met(list, entries, ["eager", "deferred"]);
      const expected = Array.from({ length: NODES }, (_, at) =>
        eager.has(at) ? "eager" : any.has(at) ? "deferred" : "never",
      );
      assert.equal(reachOf(graphOf(list), entries), expected);
    }),
  );
});

test("each importer of a wanted module has a chain from the entry, of rows that run, and none shorter", () => {
  fc.assert(
    fc.property(rows, node, fc.uniqueArray(node, { minLength: 1, maxLength: 2 }), (list, entry, targets) => {
      const entries = new Set([entry]);
      const wanted = new Set(targets);
      const graph = graphOf(list);
      const { chains } = why(graph, entries, wanted);
      if (wanted.has(entry)) return assert.equal(chains, []);
      const { imports } = graph;
      const eager = isEager(graph, entries);
      const runs = list.map((row, at) => ({ ...row, at })).filter(({ at }) => eager(at));
      /** Imports from the entry to each module that is not wanted. */
      const far = new Map([[entry, 0]]);
      for (let size = 0; size < far.size; ) {
        size = far.size;
        for (const step of [...far].sort((a, b) => a[1] - b[1])) {
          for (const { importer, imported } of runs) {
            if (importer !== step[0] || wanted.has(imported)) continue;
            far.set(imported, Math.min(far.get(imported) ?? Number.POSITIVE_INFINITY, step[1] + 1));
          }
        }
      }
      const last = new Set(
        runs
          .filter(({ importer, imported }) => far.has(importer) && wanted.has(imported))
          .map(({ importer }) => importer),
      );
      assert.equal(new Set(chains.map((chain) => imports.importer[chain.at(-1) ?? -1])), last);
      assert.is(chains.length, last.size);
      for (const chain of chains) {
        assert.is(chain.length, (far.get(imports.importer[chain.at(-1) ?? -1] ?? -1) ?? 0) + 1);
        chain.forEach((row, at) => {
          assert.ok(eager(row));
          assert.is(imports.importer[row], at === 0 ? entry : imports.imported[chain[at - 1] ?? -1]);
        });
      }
      assert.equal(
        chains.map(({ length }) => length),
        chains.map(({ length }) => length).sort((a, b) => a - b),
      );
    }),
  );
});

test("common are the statements without any of which nothing wanted is reached", () => {
  fc.assert(
    fc.property(rows, node, fc.uniqueArray(node, { minLength: 1, maxLength: 2 }), (list, entry, targets) => {
      const entries = new Set([entry]);
      const graph = graphOf(list);
      const places = statements(graph);
      const eager = isEager(graph, entries);
      const isReached = (gone: number): boolean => {
        const found = reached(
          importEdges(graph, (row) => eager(row) && places.of[row] !== gone),
          entries,
        );
        return targets.some((target) => found[target] === 1);
      };
      const { common } = why(graph, entries, new Set(targets));
      const expected = isReached(-1)
        ? Array.from({ length: places.count }, (_, at) => at).filter((place) => !isReached(place))
        : [];
      assert.equal(new Set(common.map((row) => places.of[row])), new Set(expected));
    }),
  );
});

test.run();
