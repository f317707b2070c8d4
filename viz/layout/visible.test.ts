import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { graphOf, manyRows, type Row } from "../testing/graphs.js";
import { BLOCK_NODE, BLOCK_SELF, BLOCK_SMALL, Blocks } from "./blocks.js";
import { type Icicle, makeIcicle } from "./icicle.js";
import { layoutVisible, NARROWEST } from "./visible.js";

function laidOut(icicle: Icicle, from: number, span: number, width: number, rows = 1000): Blocks {
  const blocks = new Blocks();
  layoutVisible(icicle, { from, span, width, rows }, blocks);
  return blocks;
}

const ROWS: readonly Row[] = [
  [0, "a", 10],
  [1, "b", 30],
  [2, "c", 0],
  [1, "d", 40],
  [0, "e", 20],
];

test("a node lies under its importer, in the order of loading, and self time is what remains", () => {
  const icicle = makeIcicle(graphOf([ROWS]));
  const blocks = laidOut(icicle, 0, 100, 1000);
  const row = (at: number) => {
    const found: [number, number, number, number][] = [];
    for (let block = blocks.rowFrom[at] ?? 0; block < (blocks.rowFrom[at + 1] ?? 0); block++)
      found.push([
        blocks.kind[block] ?? -1,
        blocks.first[block] ?? -1,
        blocks.left[block] ?? -1,
        blocks.right[block] ?? -1,
      ]);
    return found;
  };
  assert.equal(row(0), [[BLOCK_NODE, 0, 0, 1000]]);
  assert.equal(row(1), [
    [BLOCK_NODE, 1, 0, 800],
    [BLOCK_NODE, 5, 800, 1000],
  ]);
  assert.equal(row(2), [
    [BLOCK_NODE, 2, 0, 300],
    [BLOCK_NODE, 4, 300, 700],
    [BLOCK_SELF, 1, 700, 800],
  ]);
  assert.equal(row(3), [
    [BLOCK_NODE, 3, 0, 0],
    [BLOCK_SELF, 2, 0, 300],
  ]);
});

test("what lies outside the window is left out, what reaches into it is cut", () => {
  const icicle = makeIcicle(graphOf([ROWS]));
  const blocks = laidOut(icicle, 40, 20, 100);
  const second = blocks.rowFrom[2] ?? 0;
  assert.is(blocks.first[second], 4);
  assert.is(blocks.left[second], 0);
  assert.is(blocks.right[second], 100);
  assert.is((blocks.rowFrom[3] ?? 0) - second, 1);
});

const trees: fc.Arbitrary<Row[]> = fc
  .array(fc.record({ deeper: fc.integer({ min: -3, max: 1 }), us: fc.oneof(fc.nat(3), fc.nat(5000)) }), {
    minLength: 1,
    maxLength: 120,
  })
  .map((steps) => {
    let depth = 0;
    return steps.map(({ deeper, us }, at) => {
      depth = at === 0 ? 0 : Math.max(0, depth + deeper);
      return [depth, `m${at}`, us] as const;
    });
  });

test("nothing is dropped: every node of the window is a block or within one", () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 20, max: 2000 }), (rows, width) => {
      const icicle = makeIcicle(graphOf([rows]));
      const blocks = laidOut(icicle, 0, icicle.width[0] || 1, width);
      const covered = new Uint8Array(icicle.count);
      for (let block = 0; block < blocks.count; block++) {
        const [first, last] = [blocks.first[block] ?? 0, blocks.last[block] ?? 0];
        if (blocks.kind[block] === BLOCK_NODE) covered[first] = 1;
        if (blocks.kind[block] === BLOCK_SMALL) covered.fill(1, first, icicle.end[last]);
      }
      assert.is(covered.indexOf(0), -1);
    }),
  );
});

test("blocks of a row stand side by side, and each lies within a block of the row above", () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 20, max: 2000 }), (rows, width) => {
      const icicle = makeIcicle(graphOf([rows]));
      const blocks = laidOut(icicle, 0, icicle.width[0] || 1, width);
      for (let row = 1; row + 1 < blocks.rowFrom.length; row++) {
        let edge = 0;
        for (let block = blocks.rowFrom[row] ?? 0; block < (blocks.rowFrom[row + 1] ?? 0); block++) {
          const left = blocks.left[block] ?? 0;
          assert.ok(left >= edge - 0.01, `row ${row}: ${left} before ${edge}`);
          edge = blocks.right[block] ?? 0;
          assert.ok(edge <= width + 0.01);
        }
      }
    }),
  );
});

test("as many blocks as pixels allow, however many modules there are", () => {
  const icicle = makeIcicle(graphOf([manyRows(100_000)]));
  const width = 1000;
  const blocks = laidOut(icicle, 0, icicle.width[0] ?? 1, width);
  for (let row = 0; row + 1 < blocks.rowFrom.length; row++)
    assert.ok((blocks.rowFrom[row + 1] ?? 0) - (blocks.rowFrom[row] ?? 0) <= (2 * width) / NARROWEST + 2);
});

test("a place finds its block, also one narrower than a pixel", () => {
  const icicle = makeIcicle(graphOf([ROWS]));
  const blocks = laidOut(icicle, 0, 100, 1000);
  assert.is(blocks.first[blocks.at(2, 450)], 4);
  assert.is(blocks.first[blocks.at(3, 0.4)], 3);
  assert.is(blocks.at(2, 900), -1);
  assert.is(blocks.at(9, 1), -1);
});

test("without any times widths count modules", () => {
  const icicle = makeIcicle(graphOf([ROWS.map(([depth, name]) => [depth, name, 0] as const)]));
  assert.is(icicle.timed, false);
  assert.equal([...icicle.width], [5, 4, 2, 1, 1, 1]);
});

test.run();
