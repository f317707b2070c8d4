import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choose } from "./choose.js";
import { Cuts, removableNames } from "./cut.js";
import { type RemovableStart, StartReach } from "./removable.js";

const test = suite("choose");

/** Imports as [importer, imported, name or -1]; node 0 is the entry. */
function startOf(
  nodes: number,
  imports: readonly (readonly [number, number, number])[],
  costs?: number[],
): RemovableStart {
  return {
    nodes,
    weight: 1,
    cost: Float64Array.from({ length: nodes }, (_, node) => costs?.[node] ?? 1),
    entries: [0],
    importer: Int32Array.from(imports, ([importer]) => importer),
    imported: Int32Array.from(imports, ([, imported]) => imported),
    through: Int32Array.from(imports, ([, , name]) => name),
  };
}

function cutsOf(start: RemovableStart, target: readonly number[], capacity: readonly number[]) {
  const cuts = new Cuts(start, removableNames(capacity));
  cuts.price(capacity);
  return cuts.of(target);
}

/** A name has one importer, as in sources: name n is an import of module n % nodes. */
const starts = fc.integer({ min: 2, max: 8 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    imports: fc.array(
      fc
        .tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.nat(2), fc.boolean())
        .map(
          ([importer, imported, slot, isFixed]) =>
            [importer, imported, isFixed ? -1 : slot * nodes + importer] as const,
        ),
      { maxLength: 16 },
    ),
  }),
);

function subsets(names: readonly number[]): number[][] {
  return Array.from({ length: 2 ** names.length }, (_, set) => names.filter((_, nth) => (set >> nth) & 1));
}

test("a cut takes its target out, and no smaller set of names does", () => {
  fc.assert(
    fc.property(starts, fc.nat(7), ({ nodes, imports }, at) => {
      const target = at % nodes;
      const start = startOf(nodes, imports);
      const reach = new StartReach(start);
      const names = [...new Set(imports.map(([, , name]) => name).filter((name) => name >= 0))];
      if (names.length > 9) return;
      const isOut = (set: readonly number[]): boolean => reach.without(new Set(set))[target] === 0;
      const smallest = Math.min(
        ...subsets(names)
          .filter(isOut)
          .map((set) => set.length),
      );
      const capacity = Array.from({ length: 3 * nodes }, () => 1);
      const cuts = cutsOf(start, [target], capacity);
      if (cuts === null) {
        assert.is(smallest, Number.POSITIVE_INFINITY);
        return;
      }
      for (const cut of cuts) {
        assert.ok(isOut(cut), `${cut} leaves ${target}`);
        assert.is(cut.length, smallest);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("cuts that are asked for again at other prices are those of a start that was never asked", () => {
  const prices = fc.array(fc.constantFrom(0, 1, 2, 0.5), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(starts, fc.array(fc.tuple(fc.nat(7), prices), { maxLength: 5 }), ({ nodes, imports }, questions) => {
      const start = startOf(nodes, imports);
      const names = new Set(imports.map(([, , name]) => name).filter((name) => name >= 0));
      const kept = new Cuts(start, names);
      for (const [at, price] of questions) {
        const fresh = new Cuts(start, names);
        for (const cuts of [kept, fresh]) cuts.price(price);
        assert.equal(kept.of([at % nodes]), fresh.of([at % nodes]));
      }
    }),
  );
});

test("a name that must stay is in no cut", () => {
  const start = startOf(4, [
    [0, 1, 0],
    [0, 2, 4],
    [1, 3, 1],
    [2, 3, 2],
  ]);
  const capacity = [1, 1, Number.POSITIVE_INFINITY, 1, 1];
  assert.equal(
    cutsOf(start, [3], capacity)?.map((cut) => [...cut].sort()),
    [
      [0, 4],
      [1, 4],
    ],
  );
  capacity[4] = Number.POSITIVE_INFINITY;
  assert.is(cutsOf(start, [3], capacity), null);
});

test("two imports of one module are found together, though each alone saves nothing", () => {
  const start = startOf(
    4,
    [
      [0, 1, -1],
      [0, 2, -1],
      [1, 3, 1],
      [2, 3, 2],
    ],
    [0, 1, 1, 100],
  );
  const choice = choose([start], { capacity: [1, 1, 1], targets: [[3]], leastUs: 1 });
  assert.equal([...choice.chosen].sort(), [1, 2]);
  assert.is(choice.savingUs, 100);
});

test("what is chosen saves what it says, and nothing of it is idle", () => {
  fc.assert(
    fc.property(starts, ({ nodes, imports }) => {
      const costs = Array.from({ length: nodes }, (_, node) => 1 + ((node * 7) % 5));
      const start = startOf(nodes, imports, costs);
      const reach = new StartReach(start);
      const { chosen, savingUs, steps } = choose([start], {
        capacity: Array.from({ length: 3 * nodes }, () => 1),
        targets: Array.from({ length: nodes }, (_, node) => [node]),
        leastUs: 0.5,
      });
      assert.is(reach.cost(new Set()) - reach.cost(new Set(chosen)), savingUs);
      for (const name of chosen) {
        const others = new Set(chosen.filter((each) => each !== name));
        assert.ok(reach.cost(others) > reach.cost(new Set(chosen)));
      }
      assert.equal(new Set(steps.flatMap(({ names }) => names)), new Set(chosen));
      // With every module a target, nothing that names alone could take out is left.
      const all = new Set(imports.map(([, , name]) => name).filter((name) => name >= 0));
      assert.is(reach.cost(new Set(chosen)), reach.cost(all));
    }),
    { numRuns: 500 },
  );
});

test.run();
