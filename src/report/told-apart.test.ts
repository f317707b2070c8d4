import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import type { ImportGraph } from "../graph/graph.js";
import { toldApart } from "./told-apart.js";

const test = suite("report/told-apart");

function started(...commands: string[][]): ImportGraph {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  for (const command of commands) builder.addProcess({ command });
  return builder.finish();
}

const twice = [
  { module: "json", process: 0 },
  { module: "re", process: 0 },
  { module: "json", process: 1 },
];

test("a module in two processes is named with each", () => {
  assert.equal(toldApart(started(["/bin/python", "a.py"], ["node", "b.js"]), twice), [
    "json (python a.py)",
    "re",
    "json (node b.js)",
  ]);
});

test("processes of the same command, or of a long one, go by their numbers", () => {
  const long = ["python", "-c", "x".repeat(30)];
  assert.equal(toldApart(started(["python", "a.py"], ["python", "a.py"]), twice), [
    "json (process 1)",
    "re",
    "json (process 2)",
  ]);
  assert.is(toldApart(started(["python", "a.py"], long), twice)[2], "json (process 2)");
});

test.run();
