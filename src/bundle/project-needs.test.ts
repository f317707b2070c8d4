import { suite } from "uvu";
import * as assert from "uvu/assert";
import { projectNeeds } from "./project-needs.js";

const test = suite("what a project says it needs");

test("by the standard's table, and by poetry's", () => {
  const standard = '[project]\nname = "a"\ndependencies = ["Kit[fast]>=1; python_version > \'3\'", "deep"]\n';
  assert.equal(projectNeeds(standard), ["Kit", "deep"]);
  const poetry =
    '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.8"\nkit = "^1"\ndeep = { version = "*" }\n';
  assert.equal(projectNeeds(poetry), ["kit", "deep"]);
  assert.equal(projectNeeds('[build-system]\nrequires = ["setuptools"]\n[project]\nname = "a"\n'), []);
});

test("nothing where it isn't said", () => {
  assert.is(projectNeeds(""), null);
  assert.is(projectNeeds('[build-system]\nrequires = ["setuptools"]\n'), null);
  assert.is(projectNeeds('[project]\nname = "a"\ndynamic = ["version", "dependencies"]\n'), null);
  assert.is(projectNeeds("[project\n"), null);
});

test.run();
