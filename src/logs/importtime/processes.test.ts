import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkGraph } from "../../graph/check.js";
import { HEADER, inOrder, type Load, loadsOf, read, row, rowsOf } from "./testing.js";

const test = suite("several processes in one log");

test("are split at header rows when one ended before the next began", () => {
  const one = [HEADER, row(3, 3, 1, "b"), row(1, 4, 0, "a")];
  const reading = read(`${[...one, ...one].join("\n")}\n`);
  assert.is(reading.graph.processes.length, 2);
  const loads = [
    { name: "a", selfUs: 1, importer: -1 },
    { name: "b", selfUs: 3, importer: 0 },
  ];
  assert.equal(loadsOf(reading, 0), loads);
  assert.equal(loadsOf(reading, 1), loads);
});

test("are told apart when one was started during an import of the other", () => {
  const inner = [HEADER, row(4, 4, 0, "zipimport"), row(33, 33, 1, "codecs"), row(9, 42, 0, "encodings")];
  const lines = [HEADER, row(7, 7, 2, "c"), ...inner, row(11, 11, 2, "d"), row(2, 20, 1, "b"), row(1, 21, 0, "a")];
  const reading = read(`${lines.join("\n")}\n`);
  assert.is(reading.graph.processes.length, 2);
  assert.equal(
    loadsOf(reading, 0).map(({ name }) => name),
    ["a", "b", "c", "d"],
  );
  assert.equal(
    loadsOf(reading, 1).map(({ name }) => name),
    ["zipimport", "encodings", "codecs"],
  );
});

test("are split at thousands of header rows, though no row finds its importer", () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => (index % 3 === 0 ? HEADER : row(10, 10, 1, `x${index}`)));
  const reading = read(`${lines.join("\n")}\n`);
  assert.is(reading.graph.processes.length, 10_000);
  checkGraph(reading.graph);
});

test("are told apart in a real log of five processes at once", () => {
  const reading = read(readFileSync("fixtures/logs/given/multiprocess.log"));
  assert.is(reading.graph.processes.length, 5);
  assert.is(reading.graph.loads.count, 741);
  assert.equal(
    reading.warnings.map(({ code }) => code),
    ["row-behind-output", "processes-split"],
  );
});

/** Programs with distinct names and times, so that the right split is the only one that fits. */
function program(random: () => number, label: string, depth = 0): Load {
  const loads =
    depth < 4
      ? Array.from({ length: Math.floor(random() * 4) }, (_, index) => program(random, `${label}.${index}`, depth + 1))
      : [];
  return { name: label, selfUs: 100 + Math.floor(random() * 50_000), loads };
}

test("keep every importer when their rows come in any order", () => {
  const edges = (loads: ReturnType<typeof inOrder>): string[] =>
    loads.map(({ name, importer }) => `${loads[importer]?.name} > ${name}`);
  const wrong: number[] = [];
  let clear = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (seed) => {
      const random = generator(seed);
      const programs = ["p", "q", "r"].map((name) => program(random, name));
      const waiting = programs.map((each) => [HEADER, ...rowsOf(each)]);
      const lines: string[] = [];
      while (waiting.some((rows) => rows.length > 0)) {
        const rows = waiting[Math.floor(random() * waiting.length)] ?? [];
        lines.push(...rows.splice(0, 1 + Math.floor(random() * 4)));
      }
      const reading = read(`${lines.join("\n")}\n`);
      checkGraph(reading.graph);
      if (reading.warnings.some(({ code }) => code === "processes-mixed")) return;
      clear++;
      const found = reading.graph.processes.flatMap((_, index) => edges(loadsOf(reading, index))).sort();
      const made = programs.flatMap((each) => edges(inOrder([each]))).sort();
      if (found.join("\n") !== made.join("\n")) wrong.push(seed);
    }),
    { numRuns: 60, examples: [[174409641], [1795532835]] },
  );
  assert.ok(clear >= 50, `only ${clear} of 60 logs were told apart without a doubt`);
  // Two splits can fit the same sums by chance, about once in 10,000 of these logs (1877577974 is one).
  assert.ok(wrong.length <= 1, `split wrongly without a doubt: seeds ${wrong}`);
});

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 0x1000000;
  };
}

test.run();
