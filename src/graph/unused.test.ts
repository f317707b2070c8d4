import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { loadName } from "./chain.js";
import { LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "./graph.js";
import { unusedLoads } from "./unused.js";

const [RAN, NOT, UNKNOWN] = [LOAD_RAN_LATER, LOAD_NOT_RUN_LATER, 0];

function unused(...processes: (readonly [number, string, number, number])[][]): string[] {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  for (const rows of processes) {
    const process = builder.addProcess();
    const open: number[] = [];
    for (const [depth, name, selfUs, flags] of rows) {
      open.length = depth;
      open.push(builder.addLoad(builder.addModule(name), process, open[depth - 1] ?? -1, selfUs, flags));
    }
  }
  const graph = builder.finish();
  return unusedLoads(graph).map(({ load, us, loads }) => `${loadName(graph, load)} ${us} ${loads}`);
}

test("the outermost loads under which nothing was used, heaviest first", () => {
  const rows = [
    [0, "app", 1, RAN],
    [1, "small", 2, NOT],
    [1, "used_within", 5, NOT],
    [2, "helper", 5, RAN],
    [2, "idle", 3, NOT],
    [1, "whole", 10, NOT],
    [2, "whole.part", 7, NOT],
    [2, "_c", 1, UNKNOWN],
    [1, "unknown", 50, UNKNOWN],
  ] as const;
  assert.equal(unused([...rows]), ["whole 18 3", "idle 3 1", "small 2 1"]);
});

test("what another process used is used", () => {
  assert.equal(unused([[0, "shared", 5, NOT]], [[0, "shared", 5, RAN]]), []);
});

test("where nothing was watched nothing is said", () => {
  assert.equal(unused([[0, "app", 5, UNKNOWN]]), []);
});

test.run();
