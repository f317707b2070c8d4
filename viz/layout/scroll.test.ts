import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { LongScroll } from "./scroll.js";

test("a short list is as tall as its rows", () => {
  const scroll = new LongScroll(100, 24, 480);
  assert.is(scroll.height, 2400);
  assert.equal(scroll.first(50), { row: 2, offset: 48 });
  assert.is(scroll.reach(0, 50), 0);
  assert.is(scroll.reach(21, 50), 50);
  assert.is(scroll.reach(99, 50), 1920);
});

test("a row that was reached is in sight, however long the list", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.nat(), fc.nat(), (rows, pick, from) => {
      const scroll = new LongScroll(rows, 24, 480);
      const row = pick % rows;
      const most = Math.max(0, scroll.height - scroll.view);
      const scrolled = scroll.reach(row, from % (most + 1));
      assert.ok(scrolled >= 0 && scrolled <= most + 0.5);
      const first = scroll.first(scrolled);
      const top = first.offset + (row - first.row) * 24 - scrolled;
      assert.ok(top > -1 && top <= 480 - 24 + 1, `row ${row} at ${top}`);
    }),
  );
});

test.run();
