import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { inRepository } from "./in-repository.js";

const test = suite("in-repository");

test("files are relative to the repository where inside it, however they were given", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced", root: "/home/user/repo/tools/app" });
  const files = ["cli.py", "/home/user/repo/lib/x.py", "/home/user/repository/y.py", "/usr/lib/json.py", null];
  for (const [at, file] of files.entries()) builder.addModule(`m${at}`, { file });
  const graph = builder.finish();
  const found = inRepository(graph, "/home/user/repo");
  assert.equal(found.modules.file, [
    "tools/app/cli.py",
    "lib/x.py",
    "/home/user/repository/y.py",
    "/usr/lib/json.py",
    null,
  ]);
  assert.is(found.root, "/home/user/repo");
  assert.is(inRepository(graph, "/home/user/repo/tools/app"), graph);
});

test.run();
