import { suite } from "uvu";
import * as assert from "uvu/assert";
import { forgettingIn } from "./forgotten-modules.js";
import { handedAt } from "./handed-modules.js";

const test = suite("what texts do with whole modules");

const HANDED = [
  'patch(require("x"));',
  'const x = require("x");\npatch(x);',
  'const x = require("x");\npatch(1, x);',
  'let x;\nx = require("x");\nObject.assign(x, { a: 1 });',
  'const x_1 = __importDefault(require("x"));\npatch(x_1.default);',
  'import x from "x";\npatch(x);',
  'import x, { y } from "x";\npatch(y, x);',
  'import * as x from "x";\npatch.all(x);',
];

const KEPT = [
  'const x = require("x");\nx(1);\nx.patch(2);',
  'const x = __importStar(require("x"));\nObject.keys(x);',
  'const x = require("x").y;\npatch(x);',
  'const { x } = require("x");\npatch(x);',
  'const x = require("x/y");\npatch(x);',
  'const x = require("x");\nif (x) go();',
];

test("those that are handed to functions", () => {
  for (const text of HANDED) assert.is(handedAt(text, ["x"]), text.split("\n").length, text);
  for (const text of KEPT) assert.is(handedAt(text, ["x"]), null, text);
});

test("those that are taken out of Node's cache", () => {
  const all = (text: string) => forgettingIn(text).map(({ line, of }) => [line, of]);
  assert.equal(all("\ndelete require.cache[name];"), [[2, null]]);
  assert.equal(all("delete require.cache[__filename];"), [[1, "own"]]);
  assert.equal(all('delete require.cache[require.resolve("./x")];'), [[1, { specifier: "./x" }]]);
  assert.equal(all("delete Module._cache[name];"), [[1, null]]);
  assert.equal(all("Reflect.deleteProperty(require.cache, name);"), [[1, null]]);
  assert.equal(all("require.cache[name] = other;"), [[1, null]]);
  assert.equal(all("const all = require.cache;\ndelete all[name];"), [[1, null]]);
  assert.equal(all("if (require.cache[name] === undefined) delete other[name];"), []);
  assert.equal(all("const all = Object.keys(require.cache);"), []);
});

test.run();
