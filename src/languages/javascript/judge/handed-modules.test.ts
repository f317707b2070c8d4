import { suite } from "uvu";
import * as assert from "uvu/assert";
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
  '__exportStar(require("x"), exports);',
  'const x = require("x");\ntslib_1.__exportStar(x, exports);',
  'const x = require("x").y;\npatch(x);',
  'const { x } = require("x");\npatch(x);',
  'const x = require("x/y");\npatch(x);',
  'const x = require("x");\nif (x) go();',
];

test("those that are handed to functions", () => {
  for (const text of HANDED) assert.is(handedAt(text, ["x"]), text.split("\n").length, text);
  for (const text of KEPT) assert.is(handedAt(text, ["x"]), null, text);
});

test.run();
