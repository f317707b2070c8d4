import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bar, columns, fit, left, right, safe, wrap } from "./cells.js";

const test = suite("report/terminal/cells");

const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("a", "日", "\u0301", "\u200b", "👩‍👩‍👧", "🇩", "."), maxLength: 40 }),
);
const width = fc.nat({ max: 60 });

test("columns: wide letters take two, marks and joiners none", () => {
  assert.is(columns("json.decoder"), 12);
  assert.is(columns("日本語"), 6);
  assert.is(columns("e\u0301"), 1);
  assert.is(columns("\u200b\u200d"), 0);
  assert.is(columns("…"), 1);
});

test("fit never takes more columns than asked, and leaves alone what fits", () => {
  fc.assert(
    fc.property(anyText, width, (text, width) => {
      const shown = fit(text, width);
      assert.ok(columns(shown) <= width, `${columns(shown)} > ${width}: ${shown}`);
      if (columns(text) <= width) assert.is(shown, text);
      else if (width > 0) assert.ok(shown.includes("…"));
    }),
  );
});

test("fit keeps both ends, and letters whole", () => {
  assert.is(fit("kubernetes.client.models", 11), "kuber…odels");
  assert.is(fit("日本語日本語", 6), "日…語");
  assert.is(fit("日本語日本語", 8), "日…本語");
  assert.is(fit("abc", 2), "…c");
  assert.is(fit("abc", 1), "…");
  assert.is(fit("abc", 0), "");
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("👩‍👩‍👧", "e\u0301", "日"), minLength: 30, maxLength: 40 }),
      width,
      (text, width) => {
        for (const part of fit(text, width).split("…")) assert.match(part, /^(?:👩‍👩‍👧|e\u0301|日)*$/u);
      },
    ),
  );
});

test("a name of 60,000 marks is cut as fast as any other", () => {
  assert.ok(columns(fit(`${"\u200b".repeat(60_000)}${"日".repeat(50)}`, 20)) <= 20);
});

test("left and right fill to the width in columns", () => {
  fc.assert(
    fc.property(anyText, width, (text, width) => {
      const expected = Math.max(width, columns(text));
      assert.is(columns(left(text, width)), expected);
      assert.is(columns(right(text, width)), expected);
      assert.ok(left(text, width).startsWith(text) && right(text, width).endsWith(text));
    }),
  );
});

test("safe replaces what steers a terminal and nothing else", () => {
  assert.is(safe("\u001b[31m\u0000\n\u009b\u202e\u061c\u2069"), "\ufffd[31m\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd");
  assert.is(safe("日本語 e\u0301 <b>"), "日本語 e\u0301 <b>");
});

test("a bar is as long as its share, and seen for any share above 0", () => {
  assert.is(bar(0, 10), "");
  assert.is(bar(1, 10), "██████████");
  assert.is(bar(0.5, 3), "█▌");
  assert.is(bar(1e-9, 10), "▏");
  assert.is(bar(2, 4), "████");
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), width, (share, width) => {
      assert.ok(columns(bar(share, width)) <= Math.max(1, width));
    }),
  );
});

test("wrap keeps every word, breaks at blanks, and cuts what fits no line", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "日"), minLength: 1, maxLength: 30 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 60 }), fc.nat({ max: 4 }), (words, width, indent) => {
      const lines = wrap(words.join(" "), width, indent);
      for (const line of lines) assert.ok(columns(line) <= width, line);
      for (const line of lines.slice(1)) assert.ok(line.startsWith(" ".repeat(indent)));
      const short = words.every((word) => columns(word) <= width - indent);
      if (short) assert.is(lines.map((line) => line.trim()).join(" "), words.join(" "));
    }),
  );
});

test.run();
