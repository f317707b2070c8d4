import { suite } from "uvu";
import * as assert from "uvu/assert";
import { namedByPackage } from "./public-files.js";

const test = suite("files that a package lets others ask for");

/** What package.json says, a file, and why others may ask for it. */
const CASES: readonly (readonly [Readonly<Record<string, unknown>>, string, string | null])[] = [
  [{}, "lib/a.js", "its package does not say what it exports"],
  [{ private: true }, "lib/a.js", null],
  [{ private: true }, "index.js", "it is what its package gives"],
  [{ private: true, main: "./lib/a" }, "lib/a.js", "it is what its package gives"],
  [{ private: true, main: "lib" }, "lib/index.js", "it is what its package gives"],
  [{ bin: "./lib/a.js" }, "lib/a.js", null],
  [{ bin: { a: "lib/a.js" } }, "lib/a.js", null],
  [{ bin: { a: "lib/a.js" } }, "lib/b.js", "its package does not say what it exports"],
  [{ bin: "lib/a.js", main: "lib/a.js" }, "lib/a.js", "it is what its package gives"],
  [{ exports: "./b.js" }, "lib/a.js", null],
  [{ exports: { ".": { import: { default: "./lib/a.js" } } } }, "lib/a.js", "it is what its package gives"],
  [{ exports: { "./*": "./lib/*" } }, "lib/a.js", "its package exports files by a pattern"],
  [{ exports: { "./lib/": "./lib/" } }, "lib/a.js", "its package exports files by a pattern"],
];
for (const [json, file, expected] of CASES) {
  test(`${JSON.stringify(json)} ${file}`, () => {
    assert.is(namedByPackage(JSON.stringify({ name: "a", ...json }), file), expected);
  });
}

test("what is private may still be asked for by packages beside it", () => {
  assert.is(namedByPackage('{ "private": true }', "a.js", true), "its package does not say what it exports");
  assert.is(namedByPackage("{", "a.js"), "its package.json can't be read");
});

test.run();
