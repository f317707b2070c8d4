import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dominators, type Edges, edgesOf } from "./dominators.js";
import { rootsOf } from "./roots.js";

const test = suite("graph/dominators");

type Pairs = readonly (readonly [number, number])[];

function edges(nodes: number, pairs: Pairs): Edges {
  const from = Int32Array.from(pairs, ([node]) => node);
  return edgesOf(
    nodes,
    from,
    Int32Array.from(pairs, ([, node]) => node),
  );
}

/** What is reached from the roots by steps along pairs, without ever entering one node. */
function reach(pairs: Pairs, roots: readonly number[], without = -1): Set<number> {
  const reached = new Set(roots.filter((root) => root !== without));
  for (let size = -1; size < reached.size; ) {
    size = reached.size;
    for (const [from, to] of pairs) if (reached.has(from) && to !== without) reached.add(to);
  }
  return reached;
}

/** The definition: a dominator is what a node is not reached without; the immediate one is dominated by all others. */
function slow(nodes: number, pairs: Pairs, roots: readonly number[]): number[] {
  const all = reach(pairs, roots);
  const lost = Array.from({ length: nodes }, (_, gone) => {
    const left = reach(pairs, roots, gone);
    return new Set([...all].filter((node) => node !== gone && !left.has(node)));
  });
  return Array.from({ length: nodes }, (_, node) => {
    if (!all.has(node)) return -2;
    const over = lost.flatMap((of, at) => (of.has(node) ? [at] : []));
    return over.find((at) => over.every((other) => other === at || lost[other]?.has(at))) ?? -1;
  });
}

const graphs = fc.integer({ min: 1, max: 14 }).chain((nodes) => {
  const node = fc.nat({ max: nodes - 1 });
  return fc.record({
    nodes: fc.constant(nodes),
    pairs: fc.array(fc.tuple(node, node), { maxLength: nodes * 3 }),
    roots: fc.array(node, { maxLength: 3 }),
    weights: fc.array(fc.nat({ max: 9 }), { minLength: nodes, maxLength: nodes }),
  });
});

test("agrees with the definition: take a node away and see what is not reached", () => {
  fc.assert(
    fc.property(graphs, ({ nodes, pairs, roots }) => {
      assert.equal([...dominators(edges(nodes, pairs), roots)], slow(nodes, pairs, roots));
    }),
    { numRuns: 3000 },
  );
});

test("a diamond's end is dominated by its beginning", () => {
  const diamond: Pairs = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
    [3, 4],
  ];
  assert.equal([...dominators(edges(5, diamond), [0])], [-1, 0, 0, 0, 3]);
});

test("what two roots lead to has none", () => {
  assert.equal(
    [
      ...dominators(
        edges(3, [
          [0, 2],
          [1, 2],
        ]),
        [0, 1],
      ),
    ],
    [-1, -1, -1],
  );
});

test("roots reach every node, and none of them could be left out", () => {
  fc.assert(
    fc.property(graphs, ({ nodes, pairs, weights }) => {
      const backward: Pairs = pairs.map(([from, to]) => [to, from]);
      const roots = rootsOf(edges(nodes, pairs), edges(nodes, backward), Float64Array.from(weights));
      assert.is(reach(pairs, roots).size, nodes);
      for (const root of roots)
        assert.ok(
          reach(
            pairs,
            roots.filter((other) => other !== root),
          ).size < nodes,
        );
      for (const root of roots) {
        const cycle = [...reach(pairs, [root])].filter((node) => reach(pairs, [node]).has(root));
        assert.is(weights[root], Math.max(...cycle.map((node) => weights[node] ?? 0)), "the heaviest of its cycle");
      }
    }),
    { numRuns: 1000 },
  );
});

test("200,000 nodes in a chain, with ways back and across, need no recursion", () => {
  const nodes = 200_000;
  const pairs: [number, number][] = [];
  for (let node = 1; node < nodes; node++) {
    pairs.push([node - 1, node], [node, node >> 1]);
    if (node % 3 === 0 && node + 2 < nodes) pairs.push([node, node + 2]);
  }
  const found = dominators(edges(nodes, pairs), [0]);
  // Node 5 is reached by 4 and, past it, from 3.
  assert.equal([...found.slice(0, 7)], [-1, 0, 1, 2, 3, 3, 5]);
});

test.run();
