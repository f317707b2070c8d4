import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LOAD_UNFINISHED } from "../../graph/graph.js";
import { totals } from "../../graph/totals.js";
import { HEADER, loadsOf, read, row } from "./testing.js";

const test = suite("reading import logs");

const SMALL = [
  HEADER,
  row(30, 30, 2, "c"),
  row(20, 50, 1, "b"),
  row(10, 10, 1, "d"),
  row(5, 65, 0, "a"),
  row(7, 7, 0, "e"),
].join("\n");
const SMALL_LOADS = [
  { name: "a", selfUs: 5, importer: -1 },
  { name: "b", selfUs: 20, importer: 0 },
  { name: "c", selfUs: 30, importer: 1 },
  { name: "d", selfUs: 10, importer: 0 },
  { name: "e", selfUs: 7, importer: -1 },
];

test("puts loads under their importers, in the order in which loading began", () => {
  const reading = read(`${SMALL}\n`);
  assert.equal(loadsOf(reading), SMALL_LOADS);
  assert.equal([...reading.graph.loads.cumulativeUs], [65, 50, 30, 10, 7]);
  assert.equal(totals(reading.graph), { us: 72, modules: 5, processes: 1 });
  assert.equal(reading.dialect, { header: true, cachedRows: false, lazyRows: false, encoding: "utf-8" });
  assert.equal(reading.warnings, []);
  assert.is(reading.graph.evidence, "tree");
});

test("reads every encoding and line end that a shell writes", () => {
  const text = `${SMALL}\n`;
  const big = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  const encoded: [string, Buffer, string][] = [
    ["utf-8 with mark", Buffer.from(`\ufeff${text}`), "utf-8"],
    ["CRLF", Buffer.from(text.replaceAll("\n", "\r\n")), "utf-8"],
    ["CR CR LF", Buffer.from(text.replaceAll("\n", "\r\r\n")), "utf-8"],
    ["utf-16le with mark", Buffer.from(`\ufeff${text}`, "utf16le"), "utf-16le"],
    ["utf-16le without mark", Buffer.from(text, "utf16le"), "utf-16le"],
    ["utf-16be with mark", big, "utf-16be"],
    ["utf-16be without mark", big.subarray(2), "utf-16be"],
  ];
  for (const [name, bytes, encoding] of encoded) {
    for (const sizes of [[1 << 20], [1], [3], [7, 2]]) {
      const reading = read(bytes, sizes);
      assert.equal(loadsOf(reading), SMALL_LOADS, `${name} in pieces of ${sizes}`);
      assert.is(reading.dialect?.encoding, encoding, name);
      assert.is(reading.ignored.lines, 0, name);
    }
  }
});

test("finds a row behind other output in its line", () => {
  const lines = [
    `not ended${row(1, 1, 0, "a")}`,
    ` 50%\r100%\r${row(2, 2, 0, "b")}`,
    `\u001b[31m${row(3, 3, 0, "c")}\u001b[0m`,
    `2026-01-01T00:00:00Z ${row(4, 4, 0, "d")}`,
    `import time:   1 | ${row(5, 5, 0, "e")}`,
  ];
  const reading = read(`${lines.join("\n")}\n`);
  assert.equal(
    loadsOf(reading).map(({ name, selfUs }) => [name, selfUs]),
    [
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 4],
      ["e", 5],
    ],
  );
  assert.equal(
    reading.warnings.map(({ code, line }) => [code, line]),
    [["row-behind-output", 1]],
  );
  assert.is(reading.ignored.lines, 0);
});

test("counts what is no row and shows the first ten lines", () => {
  const lines = [
    row(1, 1, 0, "a"),
    ...Array.from({ length: 12 }, (_, index) => `noise ${index}`),
    "",
    "   ",
    row(2, 2, 0, "b"),
  ];
  const { ignored, graph } = read(`${lines.join("\n")}\n`);
  assert.is(graph.loads.count, 2);
  assert.is(ignored.lines, 12);
  assert.equal(
    ignored.first.map(({ line }) => line),
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
  assert.is(ignored.first[0]?.text, "noise 0");
});

test("keeps loads whose importer has no row under an unfinished load", () => {
  const reading = read(`${[row(1, 1, 0, "a"), row(3, 3, 2, "c"), row(2, 5, 1, "b"), row(4, 4, 3, "z")].join("\n")}\n`);
  assert.equal(loadsOf(reading), [
    { name: "a", selfUs: 1, importer: -1 },
    { name: "(unfinished)", selfUs: 0, importer: -1 },
    { name: "b", selfUs: 2, importer: 1 },
    { name: "c", selfUs: 3, importer: 2 },
    { name: "(unfinished)", selfUs: 0, importer: 1 },
    { name: "(unfinished)", selfUs: 0, importer: 4 },
    { name: "z", selfUs: 4, importer: 5 },
  ]);
  assert.equal(
    [...reading.graph.loads.flags].map((flags) => flags & LOAD_UNFINISHED),
    [0, 2, 0, 0, 2, 2, 0],
  );
  assert.is(totals(reading.graph).modules, 4);
  assert.equal(
    reading.warnings.map(({ code }) => code),
    ["unfinished-loads"],
  );
});

test("tells the loads of a lost row by their times", () => {
  // The row of "lost" (depth 1, 7 + 100 us) is missing: "x" would fall to "b", whose numbers speak of "y" alone.
  const reading = read(
    `${[row(100, 100, 2, "x"), row(30, 30, 2, "y"), row(20, 50, 1, "b"), row(5, 162, 0, "a")].join("\n")}\n`,
  );
  const loads = loadsOf(reading);
  assert.equal(
    loads.map(({ name, importer }) => [name, importer < 0 ? null : loads[importer]?.name]),
    [
      ["a", null],
      ["(unfinished)", "a"],
      ["x", "(unfinished)"],
      ["b", "a"],
      ["y", "b"],
    ],
  );
  assert.equal(
    reading.warnings.map(({ code }) => code),
    ["lost-rows"],
  );
});

test("keeps rows whose numbers do not fit", () => {
  const reading = read(
    `${[row(-5, 10, 0, "negative"), row(123, 1, 0, "overflowing"), row(100, 50, 0, "above"), row(1, 1, 0, "fine")].join("\n").replace("123", "99999999999999999999")}\n`,
  );
  assert.equal(
    loadsOf(reading).map(({ name, selfUs }) => [name, selfUs]),
    [
      ["negative", 0],
      ["overflowing", 0],
      ["above", 100],
      ["fine", 1],
    ],
  );
  assert.equal(
    reading.warnings.map(({ code, line }) => [code, line]),
    [
      ["unfit-times", 1],
      ["uneven-times", 3],
    ],
  );
});

test("reads a last line without line end, and one that is cut", () => {
  const open = read(SMALL);
  assert.equal(loadsOf(open), SMALL_LOADS);
  assert.equal(
    open.warnings.map(({ code, line }) => [code, line]),
    [["open-last-line", 6]],
  );
  const cut = read(`${SMALL}\nimport time:      12`);
  assert.equal(loadsOf(cut), SMALL_LOADS);
  assert.equal(cut.ignored, { lines: 1, first: [{ line: 7, text: "import time:      12" }] });
});

test("says what a file without rows looks like", () => {
  const messages: [string, RegExp][] = [
    ["", /empty file/],
    ['Traceback (most recent call last):\n  File "x"\n', /traceback/],
    ['{"$schema":"https://www.speedscope.app/file-format-schema.json"}', /speedscope/],
    ['{"nodes":[{"id":1,"callFrame":{}}]}', /cpuprofile/],
    ["import time: 12", /without a complete row/],
    ["hello\n", /text without a row/],
    ["\u0000\u0001\u0002\u0003", /binary/],
  ];
  for (const [text, expected] of messages) {
    assert.throws(
      () => read(text),
      (error: Error) => error.name === "UserError" && expected.test(error.message),
      text,
    );
  }
});

test("reads a row at the end of a line of many megabytes", () => {
  const reading = read(`${"x".repeat(5_000_000)}${row(1, 1, 0, "a")}\n${row(2, 2, 0, "b")}\n`, [1 << 16]);
  assert.equal(
    loadsOf(reading).map(({ name }) => name),
    ["a", "b"],
  );
});

test("takes blanks beyond two a level as part of the name, and refuses absurd depths", () => {
  const reading = read(`${row(1, 1, 0, " a")}\n${row(2, 2, 0, "b c ")}\n${row(1, 1, 2_000_000, "deep")}\n`);
  assert.equal(
    loadsOf(reading).map(({ name }) => name),
    [" a", "b c "],
  );
  assert.is(reading.ignored.lines, 1);
});

test.run();
