import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fitsModule } from "./fits-module.js";

const test = suite("whether a specifier leads to a module");

for (const [specifier, module, expected] of [
  ["fs", "node:fs", true],
  ["node:fs/promises", "node:fs/promises", true],
  ["fs", "node:fs/promises", false],
  ["./common", "debug/src/common.js", true],
  ["../src/common.js", "debug/src/common.js", true],
  ["./mon", "debug/src/common.js", false],
  [".", "debug/src/index.js", true],
  ["..", "debug/index.cjs", true],
  ["./lib/", "debug/lib/index.js", true],
  ["./lib", "debug/lib/other.js", false],
  ["./data.json", "debug/data.json", true],
  ["supports-color", "supports-color@8.1.1/index.js", true],
  ["@babel/core/lib/x", "@babel/core/lib/x.js", true],
  ["has-flag", "has-flag/index.js", true],
  ["@babel/core", "@babel/parser/lib/index.js", false],
  ["has-flag", "has-flags/index.js", false],
] as const) {
  test(`${specifier} ${expected ? "fits" : "does not fit"} ${module}`, () => {
    assert.is(fitsModule(specifier, module), expected);
  });
}

test.run();
