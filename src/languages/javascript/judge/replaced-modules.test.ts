import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ReboundProperties, replacedModules } from "./replaced-modules.js";

const test = suite("modules that tests replace");

test("whatever a file names that replaces modules", () => {
  const found = (text: string): [string, number, string][] =>
    [...replacedModules(text, "test/x.js", (name) => (name.startsWith(".") ? `/p/${name.slice(2)}.js` : null))].map(
      ([file, { line, by }]) => [file, line, by],
    );
  assert.equal(found('const x = proxyquire("./a", {\n  "./b": {},\n});'), [
    ["/p/a.js", 1, "proxyquire"],
    ["/p/b.js", 2, "proxyquire"],
  ]);
  assert.equal(found('jest.resetModules();\nrequire("./a");'), [["/p/a.js", 2, "resetModules"]]);
  assert.equal(found('delete require.cache[require.resolve("./a")];'), [["/p/a.js", 1, "require.cache"]]);
  assert.equal(found('vi.mock("./a");'), [["/p/a.js", 1, "vi.mock"]], "of imports, not of requires");
  assert.equal(found('const mocked = await esmock("./a", {});'), [["/p/a.js", 1, "esmock"]]);
  assert.equal(found('const a = require("./a");'), [], "who only loads one replaces none");
  assert.equal(found('proxyquire("chai", {});'), [], "what does not resolve is nobody's");
});

const reboundAt = (text: string, property: string): number | null => new ReboundProperties(text).lineOf(property);

test("properties that get another value", () => {
  assert.is(reboundAt("\nlib.read = fake;", "read"), 2);
  assert.is(reboundAt('sinon.stub(lib, "read")', "read"), 1);
  assert.is(reboundAt("jest.spyOn(lib, 'read')", "read"), 1);
  assert.is(reboundAt("exports.read = read;", "read"), null, "a module's own exports");
  assert.is(reboundAt("module.exports.read = read;", "read"), null);
  assert.is(reboundAt("if (lib.read === 1) {}", "read"), null);
  assert.is(reboundAt("lib.reader = 1;", "read"), null);
  assert.is(reboundAt("a.read => 1", "read"), null);
});

test("as looking for one property at a time", () => {
  const part = fc.constantFrom(
    ..."a b ä $ . = => == exports module spy( set( ( ) \" ' ` , ; x.a exports.b #a ?. [ ]".split(" "),
    " ",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.constantFrom("a", "b", "ab", "ä", "$"), (parts, property) => {
      const text = parts.join("");
      const name = property.replace("$", "\\$");
      const assigned = new RegExp(`(?<!exports|module)\\.${name}\\s*=(?![=>])`).exec(text);
      const replaced = new RegExp(`(?:spy|set)\\w*\\([^()]{0,200}["'\`]${name}["'\`]`).exec(text);
      const at = assigned?.index ?? replaced?.index;
      assert.is(reboundAt(text, property), at === undefined ? null : text.slice(0, at).split("\n").length);
    }),
    { numRuns: 5000 },
  );
});

test.run();
