import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { checkGraph } from "./check.js";
import type { ImportGraph } from "./graph.js";

const test = suite("graph/check");

type Row = [process: number, importer: number, selfUs: number];

function graphOf(rows: readonly Row[]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  builder.addProcess();
  const module = builder.addModule("m");
  for (const [process, importer, selfUs] of rows) builder.addLoad(module, process, importer, selfUs);
  return builder.finish();
}

const FINE: Row[] = [
  [0, -1, 1],
  [0, 0, 2],
  [0, 1, 3],
  [0, 0, 4],
  [1, -1, 5],
];

test("a graph as it should be passes", () => checkGraph(graphOf(FINE)));

const BROKEN: [string, Row[], RegExp][] = [
  [
    "an importer behind its load",
    [
      [0, 1, 1],
      [0, -1, 1],
    ],
    /load 0 stands before its importer/,
  ],
  ["a load that imports itself", [[0, 0, 1]], /load 0 stands before its importer/],
  [
    "an importer in another process",
    [
      [0, -1, 1],
      [1, 0, 1],
    ],
    /load 1 has an importer in another process/,
  ],
  [
    "processes out of order",
    [
      [1, -1, 1],
      [0, -1, 1],
    ],
    /load 1 stands behind a later process/,
  ],
  ["a process that is not there", [[2, -1, 1]], /load 0 has no process/],
  [
    "a subtree in two places",
    [
      [0, -1, 1],
      [0, 0, 1],
      [0, -1, 1],
      [0, 1, 1],
    ],
    /load 3 is apart from/,
  ],
  ["a negative time", [[0, -1, -1]], /load 0 has no whole self time/],
  ["a broken time", [[0, -1, 0.5]], /load 0 has no whole self time/],
  ["a time that is no number", [[0, -1, Number.NaN]], /load 0 has no whole self time/],
];

for (const [name, rows, message] of BROKEN)
  test(`${name} is refused`, () => assert.throws(() => checkGraph(graphOf(rows)), message));

test("a cumulative time that is not the sum is refused", () => {
  const graph = graphOf(FINE);
  graph.loads.cumulativeUs[0] = 11;
  assert.throws(() => checkGraph(graph), /load 0 has another cumulative time/);
});

test("a load without a module is refused", () => {
  const graph = graphOf(FINE);
  graph.loads.module[2] = 1;
  assert.throws(() => checkGraph(graph), /load 2 has no module/);
});

test.run();
