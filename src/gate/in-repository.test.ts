import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { inRepository } from "./in-repository.js";

const test = suite("in-repository");

test("files are relative to the repository where inside it, however they were given", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced", root: "/work/repo/tools/app" });
  const files = ["cli.py", "/work/repo/lib/x.py", "/work/repository/y.py", "/usr/lib/json.py", null];
  for (const [at, file] of files.entries()) builder.addModule(`m${at}`, { file });
  const graph = builder.finish();
  const found = inRepository(graph, "/work/repo");
  assert.equal(found.modules.file, ["tools/app/cli.py", "lib/x.py", "/work/repository/y.py", "/usr/lib/json.py", null]);
  assert.is(found.root, "/work/repo");
  assert.is(inRepository(graph, "/work/repo/tools/app"), graph);
});

test.run();
