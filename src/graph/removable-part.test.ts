import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type RemovableStart, StartReach } from "./removable.js";
import { removablePart } from "./removable-part.js";

const test = suite("graph/removable-part");

const NODES = 8;
const NAMES = 4;
const anyStart = fc
  .record({
    cost: fc.array(fc.nat({ max: 100 }), { minLength: NODES, maxLength: NODES }),
    imports: fc.array(
      fc.tuple(fc.nat({ max: NODES - 1 }), fc.nat({ max: NODES - 1 }), fc.integer({ min: -1, max: NAMES - 1 })),
      { maxLength: 24 },
    ),
    entries: fc.uniqueArray(fc.nat({ max: NODES - 1 }), { minLength: 1, maxLength: 2 }),
  })
  .map(
    ({ cost, imports, entries }): RemovableStart => ({
      nodes: NODES,
      weight: 1,
      cost: Float64Array.from(cost),
      entries,
      importer: Int32Array.from(imports, ([importer]) => importer),
      imported: Int32Array.from(imports, ([, imported]) => imported),
      through: Int32Array.from(imports, ([, , name]) => name),
    }),
  );
const anyNames = fc.uniqueArray(fc.nat({ max: NAMES - 1 })).map((names) => new Set(names));

test("every set of the names costs what it costs in the whole start, and takes away the same modules", () => {
  fc.assert(
    fc.property(anyStart, anyNames, anyNames, (start, names, wanted) => {
      const removed = new Set([...wanted].filter((name) => names.has(name)));
      const part = removablePart(start, names);
      const whole = new StartReach(start);
      const reach = new StartReach(part);
      assert.is(reach.cost(removed), whole.cost(removed));
      const gone = (left: Uint8Array, of: (node: number) => number) =>
        [...left.keys()].filter((node) => left[node] === 0).map(of);
      const before = whole.without(new Set());
      assert.equal(
        gone(reach.without(removed), (node) => part.node[node] ?? -1),
        gone(whole.without(removed), (node) => node).filter((node) => before[node] === 1),
      );
    }),
  );
});

test("holds nothing that stays, and each import once", () => {
  fc.assert(
    fc.property(anyStart, anyNames, (start, names) => {
      const part = removablePart(start, names);
      assert.equal([...new StartReach(part).without(names)], [1, ...new Array(part.nodes - 1).fill(0)]);
      const keys = [...part.importer.keys()].map((edge) =>
        [part.importer, part.imported, part.through].map((column) => column[edge]).join(" "),
      );
      assert.is(new Set(keys).size, keys.length);
      assert.ok([...part.through].every((name) => name === -1 || names.has(name)));
    }),
  );
});

test.run();
