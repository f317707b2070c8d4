import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { processTree } from "./process-tree.js";

function tree(...parents: (number | null)[]): [number, number][] {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  for (const parent of parents) builder.addProcess({ parent });
  return processTree(builder.finish()).map(({ process, depth }) => [process, depth]);
}

test("each process stands behind the one that started it", () => {
  assert.equal(tree(null, 0, 0, 1, null, 4), [
    [0, 0],
    [1, 1],
    [3, 2],
    [2, 1],
    [4, 0],
    [5, 1],
  ]);
});

test("processes that started each other are all there, once", () => {
  assert.equal(tree(1, 0, 2, null), [
    [3, 0],
    [0, 0],
    [1, 1],
    [2, 0],
  ]);
});

test("times and loads are those of the process alone", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  for (const parent of [null, 0]) {
    const process = builder.addProcess({ parent });
    for (const name of ["a", "b"]) builder.addLoad(builder.addModule(name), process, -1, 5 + process);
  }
  assert.equal(
    processTree(builder.finish()).map(({ us, loads }) => [us, loads]),
    [
      [10, 2],
      [12, 2],
    ],
  );
});

test.run();
