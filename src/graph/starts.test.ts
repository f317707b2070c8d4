import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "./builder.js";
import { loadStarts } from "./starts.js";

const test = suite("graph/starts");

test("loads follow each other within their importer, and each process begins at 0", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  const [first, second] = [builder.addProcess(), builder.addProcess()];
  const [a, b, c] = ["a", "b", "c"].map((name) => builder.addModule(name));
  const top = builder.addLoad(a ?? 0, first, -1, 5);
  const under = builder.addLoad(b ?? 0, first, top, 3);
  builder.addLoad(c ?? 0, first, under, 7);
  builder.addLoad(c ?? 0, first, top, 1);
  builder.addLoad(b ?? 0, first, -1, 2);
  builder.addLoad(a ?? 0, second, -1, 4);
  assert.equal([...loadStarts(builder.finish())], [0, 0, 0, 10, 16, 0]);
});

test.run();
