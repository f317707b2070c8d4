import { test } from "uvu";
import * as assert from "uvu/assert";
import { graphOf, type Row } from "../testing/graphs.js";
import { makeIcicle, nodeOfLoad, pathTo } from "./icicle.js";
import { EVERYTHING, extent, firstRow, placeAbove, placesTo, rowsDownTo, runPlace, samePlace } from "./place.js";

const ROWS: readonly Row[] = [
  [0, "a", 10],
  [1, "b", 30],
  [2, "c", 5],
  [1, "d", 40],
  [1, "e", 2],
  [1, "f", 3],
];
const icicle = makeIcicle(graphOf([ROWS]));

test("a place shows its node's time, a run that of its nodes", () => {
  assert.equal(extent(icicle, EVERYTHING), { from: 0, span: 90 });
  assert.equal(extent(icicle, { node: 4 }), { from: 35, span: 40 });
  assert.equal(extent(icicle, { node: 1, run: { first: 2, last: 3 } }), { from: 75, span: 5 });
});

test("a run is named by its importer and which of its loads it holds; one load is itself", () => {
  assert.equal(runPlace(icicle, 5, 6), { node: 1, run: { first: 2, last: 3 } });
  assert.equal(runPlace(icicle, 5, 5), { node: 5 });
});

test("one step out of a run is its importer, out of everything nothing", () => {
  assert.equal(placeAbove(icicle, { node: 1, run: { first: 2, last: 3 } }), { node: 1 });
  assert.equal(placeAbove(icicle, { node: 3 }), { node: 2 });
  assert.equal(placeAbove(icicle, EVERYTHING), EVERYTHING);
});

test("the way to a place begins with everything", () => {
  assert.equal(
    placesTo(icicle, { node: 3 }).map(({ node }) => node),
    [0, 1, 2, 3],
  );
  assert.is(placesTo(icicle, { node: 1, run: { first: 0, last: 1 } }).length, 3);
  assert.ok(samePlace({ node: 1 }, { node: 1 }));
  assert.not.ok(samePlace({ node: 1 }, { node: 1, run: { first: 0, last: 1 } }));
});

test("three importers stay in sight above a place", () => {
  const deep = makeIcicle(graphOf([Array.from({ length: 60 }, (_, depth) => [depth, `m${depth}`, 1] as const)]));
  assert.is(firstRow(deep, { node: 2 }), 0);
  assert.is(firstRow(deep, { node: 30 }), 27);
  assert.is(rowsDownTo(deep, { node: 30 }), 61);
  assert.is(rowsDownTo(icicle, { node: 4 }), 3);
});

test("processes are nodes above their loads", () => {
  const two = makeIcicle(graphOf([ROWS, [], ROWS]));
  assert.is(two.count, 1 + 3 + 12);
  assert.equal([...two.row.subarray(0, 3)], [0, 1, 2]);
  assert.is(nodeOfLoad(two, 6), 10);
  assert.equal(pathTo(two, 10), [0, 9, 10]);
  assert.equal([two.width[8], two.width[9], two.start[9]], [0, 90, 90]);
});

test.run();
