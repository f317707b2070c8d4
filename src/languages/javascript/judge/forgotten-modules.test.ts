import { suite } from "uvu";
import * as assert from "uvu/assert";
import { forgettingIn } from "./forgotten-modules.js";

const test = suite("modules that texts take out of what Node keeps");

test("those that are taken out of Node's cache", () => {
  const all = (text: string) => forgettingIn(text).map(({ line, of }) => [line, of]);
  assert.equal(all("\ndelete require.cache[name];"), [[2, null]]);
  assert.equal(all("delete require.cache[__filename];"), [[1, "own"]]);
  assert.equal(all('delete require.cache[require.resolve("./x")];'), [[1, { specifier: "./x" }]]);
  assert.equal(all('const name = require.resolve("./x");\ndelete require.cache[name];'), [[2, { specifier: "./x" }]]);
  assert.equal(all('let at = require.resolve("./x"); at = other;\ndelete require.cache[at];'), [[2, null]]);
  const shadows = [
    "(at) => {",
    "at => {",
    "for (const [at] of all) {",
    "for (const { at } of all) {",
    "function f(at) {",
  ];
  for (const shadow of shadows)
    assert.equal(all(`const at = require.resolve("./x"); ${shadow}\ndelete require.cache[at]; }`), [[2, null]], shadow);
  assert.equal(all("delete Module._cache[name];"), [[1, null]]);
  assert.equal(all("Reflect.deleteProperty(require.cache, name);"), [[1, null]]);
  assert.equal(all("require.cache[name] = other;"), [[1, null]]);
  assert.equal(all("const all = require.cache;\ndelete all[name];"), [[1, null]]);
  assert.equal(all("if (require.cache[name] === undefined) delete other[name];"), []);
  assert.equal(all("for (const name of Object.keys(require.cache)) delete other[name];"), []);
  assert.equal(all("for (const name in require.cache) delete other[name];"), []);
  assert.equal(all("clean(require.cache); delete other[name];"), [[1, null]]);
});

test.run();
