import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isLoopVariable } from "./loop-names.js";

const test = suite("loop variables");

test("what a loop leaves behind is nobody's", () => {
  const source =
    "import sys\nfor package in ('a', 'b'):\n    for mod in list(sys.modules):\n        if mod == package:\n            print(mod)\n\nfor mod in list(sys.modules):\n    print(mod)\n";
  assert.ok(isLoopVariable(source, "mod"));
  assert.ok(isLoopVariable(source, "package"));
  assert.not(isLoopVariable(source, "sys"));
});

test("a name that is read after its loop, or bound otherwise, is somebody's", () => {
  assert.not(isLoopVariable("for mod in names:\n    pass\nLAST = mod\n", "mod"));
  assert.not(isLoopVariable("mod = None\nfor mod in names:\n    pass\n", "mod"));
  assert.not(isLoopVariable("for mod in names:\n    pass\ndef f():\n    return mod\n", "mod"));
});

test.run();
