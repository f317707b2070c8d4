import { suite } from "uvu";
import * as assert from "uvu/assert";
import { judgeAll } from "../rewrite/testing/all.js";
import { readFile } from "./file.js";
import { namesAt } from "./names.js";
import { judgeUses } from "./uses.js";

const judging = suite("judging requires by their uses");

const X = `const x = require("x");\n`;

/** What it is of, a text, and the line and code of each refusal. */
const REFUSED: readonly (readonly [string, string, readonly string[]])[] = [
  ["an initialiser", `${X}const y = x.y + 1;\n`, ["2 x used-at-load"]],
  ["a name of its part that is exported", `${X}const { y } = x;\nmodule.exports = { y };\n`, ["3 x exported"]],
  ["a name of its part that gets another value", `${X}let y = x.y;\nfunction f() {\n  y = 1;\n}\n`, ["4 x reassigned"]],
  ["a name of its part that is used at load", `${X}const y = x.y;\nconst z = y.z;\nz();\n`, ["4 x called-at-load"]],
  ["a name of its part that nothing uses", `${X}const y = x.y;\n`, ["2 x unused"]],
  ["the rest of its properties", `${X}const { y, ...z } = x;\nconst f = () => y;\n`, ["2 x pattern"]],
  ["a part of a part that is taken apart", `${X}const { y: { z } } = x;\nconst f = () => z;\n`, ["2 x pattern"]],
  ["a part by a computed key", `${X}const y = x[key];\nconst f = () => y;\n`, ["2 x used-at-load"]],
  ["a part that may not be there", `${X}const y = x?.y;\nconst f = () => y;\n`, ["2 x used-at-load"]],
  ["a name of its part in a block", `${X}{\n  var y = x.y;\n}\nconst f = () => y;\n`, ["3 x used-at-load"]],
  ["a name of its part in a loop", `${X}for (let y = x.y; ; ) setTimeout(() => y);\n`, ["2 x used-at-load"]],
  ["a base class", `${X}class A extends x.A {}\n`, ["2 x used-at-load"]],
  ["a static field", `${X}class A {\n  static a = x;\n}\n`, ["3 x used-at-load"]],
  ["a static block", `${X}class A {\n  static {\n    x();\n  }\n}\n`, ["4 x called-at-load"]],
  ["a computed key", `${X}class A {\n  [x.key]() {}\n}\n`, ["3 x used-at-load"]],
  ["a computed key of a literal", `${X}const a = { [x.key]: () => 1, [x.m]() {} };\n`, ["2 x used-at-load"]],
  ["a decorator", `${X}@x.d\nclass A {}\n`, ["2 x used-at-load"]],
  ["a decorator of a method", `${X}class A {\n  @x.d() m() {}\n}\n`, ["3 x used-at-load"]],
  ["a statement that calls it", `${X}x();\n`, ["2 x called-at-load"]],
  ["a statement that waits for what it gives", `${X}await x.run(1).catch(fail);\n`, ["2 x called-at-load"]],
  ["a call whose value is kept", `${X}const y = x();\n`, ["2 x used-at-load"]],
  ["a condition that calls it", `${X}if (x()) fail();\n`, ["2 x used-at-load"]],
  ["what another's call is handed", `${X}run(x);\n`, ["2 x used-at-load"]],
  ["a template's tag", `${X}const a = x.t\`b\`;\n`, ["2 x used-at-load"]],
  ["instanceof", `${X}if (a instanceof x.A) b();\n`, ["2 x used-at-load"]],
  ["typeof", `${X}const a = typeof x;\n`, ["2 x used-at-load"]],
  ["a property that is set or deleted", `${X}x.a = 1;\n`, ["2 x used-at-load"]],
  ["a property that is deleted", `${X}delete x.a;\n`, ["2 x used-at-load"]],
  ["markup", `${X}const a = <x.A />;\n`, ["2 x used-at-load"]],
  ["another declarator of the same list", `const x = require("x"), y = x.y();\n`, ["1 x used-at-load"]],
  ["a function called where it stands", `${X}(function () {\n  x();\n})();\n`, ["3 x called-at-load"]],
  ["an arrow called where it stands", `${X}(() => {\n  x();\n})();\n`, ["3 x called-at-load"]],
  ["an async arrow called where it stands", `${X}(async () => {\n  x();\n})();\n`, ["3 x called-at-load"]],
  ["a function called by call", `${X}(function () {\n  x();\n}).call(this);\n`, ["3 x called-at-load"]],
  ["a callback of a list's method", `${X}[1].map((a) => x(a));\n`, ["2 x used-at-load"]],
  ["a promise's function", `${X}new Promise((a) => x(a));\n`, ["2 x used-at-load"]],
  ["default export", `${X}export default x;\n`, ["2 x exported"]],
  ["export specifier", `${X}export { x as y };\n`, ["2 x exported"]],
  ["export of a declaration", `export ${X}`, ["1 exported"]],
  ["module.exports", `${X}module.exports = { a: 1, x };\n`, ["2 x exported"]],
  ["a property of exports", `${X}exports.y = x;\n`, ["2 x exported"]],
  ["a property of a property of exports", `${X}module.exports.a.b = x;\n`, ["2 x exported"]],
  ["several exports", `${X}module.exports = exports.default = x;\n`, ["2 x exported"]],
  [
    "a getter that Node reads an export's name from",
    `${X}Object.defineProperty(exports, "y", { enumerable: true, get: function () {\n  return x.y;\n} });\n`,
    ["3 x exported"],
  ],
  ["an assignment in a function", `let x = require("x");\nfunction f() {\n  x = 1;\n}\n`, ["3 x reassigned"]],
  ["an assignment by a pattern", `let x = require("x");\nfunction f() {\n  [{ a: x }] = b;\n}\n`, ["3 x reassigned"]],
  ["an assignment by a loop", `let x = require("x");\nfunction f() {\n  for (x of a);\n}\n`, ["3 x reassigned"]],
  ["counting", `let x = require("x");\nfunction f() {\n  x++;\n}\n`, ["3 x reassigned"]],
  ["two declarations", `var x = require("x");\nvar x;\nfunction f() {\n  x;\n}\n`, ["2 x reassigned"]],
  ["a function of its name", `var x = require("x");\nfunction x() {}\nfunction f() {\n  x;\n}\n`, ["2 x reassigned"]],
  [
    "a function of its name in a block, which a script declares outside of it too",
    `${X}function f() {\n  {\n    function x() {}\n  }\n  return x;\n}\n`,
    ["6 x name-shadowed"],
  ],
  ["eval", `${X}function f() {\n  return eval("x") + x;\n}\n`, ["3 x evaluated"]],
  ["with", `${X}function f(a) {\n  with (a) return x;\n}\n`, ["3 x evaluated"]],
  ["a require of the function's own", `${X}function f(require) {\n  return x;\n}\n`, ["3 x require-shadowed"]],
  [
    "a helper of the function's own",
    `const tslib = require("tslib");\nconst x = tslib.__importStar(require("x"));\nfunction f(tslib) {\n  return x;\n}\n`,
    ["2 tslib interop-helper", "4 x name-shadowed"],
  ],
  [
    "a require that is a parameter",
    `(function (require) {\n  const x = require("x");\n  return () => x;\n})(a);\n`,
    ["1 require-shadowed"],
  ],
  ["a require that is replaced", `require = a(require);\n${X}function f() {\n  x;\n}\n`, ["1 require-shadowed"]],
  ["try", `try {\n  var x = require("x");\n} catch {}\nfunction f() {\n  x;\n}\n`, ["1 optional"]],
  [
    "a wrapper in try",
    `try {\n  (function () {\n    const x = require("x");\n    a(() => x);\n  })();\n} catch {}\n`,
    ["1 optional"],
  ],
  ["a condition", `let x;\nif (a) x = require("x");\nfunction f() {\n  x;\n}\n`, ["2 optional"]],
  ["a condition with a block", `if (a) {\n  const x = require("x");\n  b(() => x);\n}\n`, ["1 optional"]],
  ["a value in its stead", `const x = global.x || require("x");\nfunction f() {\n  x;\n}\n`, ["1 optional"]],
  ["one of two", `const x = a ? require("x") : require("y");\n`, ["1 optional", "1 optional"]],
  ["a require that may not be", `const x = require?.("x");\n`, ["1 optional"]],
  ["its effects alone", `require("x");\n`, ["1 bare"]],
  ["an argument", `const a = b(require("x"));\n`, ["1 argument"]],
  [
    "an argument of a function named like a helper",
    `function __importDefault(a) {\n  return log(a);\n}\nconst a = __importDefault(require("x"));\n`,
    ["4 argument"],
  ],
  ["called at once", `const a = require("x")("y");\n`, ["1 called"]],
  ["exported as it is", `module.exports = require("x");\n`, ["1 exported"]],
  ["a property of an object", `a.b = require("x");\n`, ["1 assigned"]],
  ["a computed name", `const a = require("x" + b);\n`, ["1 dynamic"]],
  ["the rest of its properties", `const { a, ...b } = require("x");\n`, ["1 pattern"]],
  ["properties of a property", `const { a: { b } } = require("x");\n`, ["1 pattern"]],
  ["a list", `const [a] = require("x");\n`, ["1 pattern"]],
  ["in a function", `function f() {\n  const x = require("x");\n  return () => x;\n}\n`, ["2 in-function"]],
  ["in a callback", `a.each(() => {\n  const x = require("x");\n  b(() => x);\n});\n`, ["2 in-function"]],
  ["in a loop", `for (const a of b) {\n  const x = require("x");\n  c(() => x);\n}\n`, ["2 in-block"]],
  ["in a block", `{\n  const x = require("x");\n  c(() => x);\n}\n`, ["2 in-block"]],
  ["nothing uses it", X, ["1 x unused"]],
  ["only its declaration is known", `x = require("x");\nfunction f() {\n  x;\n}\n`, ["1 x reassigned"]],
  ["a parameter that gets it", `(function (x) {\n  x = require("x");\n  a(() => x);\n})();\n`, ["1 x reassigned"]],
  [
    "a module of a bundle that uses it",
    `var x;\nvar init_a = __esm({\n  "a.js"() {\n    x = require("x");\n  }\n});\nvar init_b = __esm({\n  "b.js"() {\n    x();\n  }\n});\n`,
    ["9 x called-at-load"],
  ],
  ["markup in a parameter", `${X}const f = (a = <x.A />) => a;\n`, ["2 x place"]],
];
for (const [title, text, refused] of REFUSED) {
  judging(`refused: ${title}`, () => {
    const { refused: found, judged } = judgeAll(text, "a.jsx");
    assert.equal(found, refused);
    assert.ok(judged.every(({ options, refusal }) => options.length > 0 !== (refusal !== null)));
  });
}

judging("types that use a name keep it", () => {
  const { refused } = judgeAll(`${X}function f(a: typeof x, b: x.B) {\n  x.go(a);\n}\n`, "a.ts");
  assert.equal(refused, ["2 x used-in-types"]);
});

judging("a namespace of TypeScript may share its names with others", () => {
  assert.equal(judgeAll(`${X}namespace N {\n  export const f = () => x;\n}\n`, "a.ts").refused, ["3 x name-shadowed"]);
});

/** Texts in which x moves into the functions that stand at these places, by their dotted names and blocks. */
const PLACED: readonly (readonly [string, string, readonly (readonly [number, string, string | null])[]])[] = [
  ["names within", `${X}class A {\n  m() {\n    if (a) {\n      x();\n    }\n  }\n}\n`, [[5, "A.m", "if (a)"]]],
  ["a parameter of the name is another", `${X}const f = (x) => x.a;\nconst g = () => x;\n`, [[3, "g", null]]],
  [
    "a catch's name is another",
    `${X}function f() {\n  try {} catch (x) { x(); }\n  {\n    x();\n  }\n}\n`,
    [[5, "f", "{"]],
  ],
  [
    "a var of a block is the function's",
    `${X}function f() {\n  if (a) { var x = 1; }\n  return x;\n}\nexports.g = () => x;\n`,
    [[6, "g", null]],
  ],
  [
    "a class's own name",
    `${X}const a = class x {\n  m() {\n    return x;\n  }\n};\nexports.o = {\n  get p() {\n    return x;\n  },\n};\n`,
    [[9, "p", null]],
  ],
  [
    "defaults of parameters see outside of the body",
    `${X}function f(a = () => x) {\n  var x = 1;\n  return x;\n}\n`,
    [[2, "f", null]],
  ],
  [
    "a label and keys are no uses",
    `${X}function f() {\n  x: for (;;) break x;\n  return { x: 1 }.x;\n}\nfunction g() {\n  return { x };\n}\n`,
    [[7, "g", null]],
  ],
  ["a member named eval", `${X}function f(a) {\n  a.eval("x");\n  return x;\n}\n`, [[4, "f", null]]],
];
for (const [title, text, places] of PLACED) {
  judging(`placed: ${title}`, () => {
    const { judged } = judgeAll(text);
    const found = judged[0]?.options[0]?.places.map(({ line, scope, block }) => [line, scope, block]);
    assert.equal(found, places);
  });
}

judging("what may run while the module loads is told, with the place that runs it", () => {
  const flags = (text: string) => judgeAll(text).judged.map(({ mayRunAtLoad }) => mayRunAtLoad.map(({ line }) => line));
  const f = `${X}function f() {\n  x();\n}\n`;
  assert.equal(flags(`${f}f();\n`), [[5]]);
  assert.equal(flags(`${f}module.exports = { f };\nexports.g = f;\n`), [[]]);
  assert.equal(flags(`${f}function g() {\n  f();\n}\ng();\n`), [[6]], "by another");
  assert.equal(flags(`${f}function g() {\n  f();\n}\n`), [[]]);
  assert.equal(flags(`${f}run(f);\n`), [[5]]);
  assert.equal(flags(`${X}run({ a: () => x });\n`), [[2]]);
  assert.equal(flags(`${X}process.on("exit", () => x);\n`), [[]]);
  assert.equal(flags(`${X}class A {\n  m() {\n    x();\n  }\n}\nnew A();\n`), [[7]]);
  assert.equal(flags(`${X}const o = {\n  m() {\n    x();\n  },\n};\nexports.o = o;\n`), [[]]);
  assert.equal(flags(`${X}function A() {}\nA.prototype.m = function () {\n  x();\n};\nexports.A = A;\n`), [[]]);
  assert.equal(flags(`${X}function A() {}\nA.prototype.m = function () {\n  x();\n};\nA.b = new A();\n`), [[6]]);
});

judging("properties that are read later are told", () => {
  const reads = (text: string) => judgeAll(text).judged.map((one) => one.reads);
  assert.equal(reads(`const { a, b: c } = require("x");\nexports.f = () => [a, c];\n`), [["a"], ["b"]]);
  assert.equal(reads(`const a = require("x").y.z;\nexports.f = () => a;\n`), [["y.z"]]);
  assert.equal(reads(`${X}exports.f = () => x.a;\n`), [[]]);
});

judging("names of a statement, with what is written", () => {
  const source = readFile(`"use strict";\nconst { a, b: c = 1, d: { e } } = require("x");\n`, "lib/a.js");
  if (source.unread !== null) throw new Error("unread");
  const place = { file: "lib/a.js", importer: "lib/a", line: 2, column: 35 };
  const names = namesAt(source, place, ["x"]);
  assert.equal(
    names.map(({ index, text, bound, from, imported }) => [index, text, bound, from, imported]),
    [
      [0, "a", "a", "x", ["x"]],
      [1, "b: c = 1", "c", "x", ["x"]],
    ],
  );
  assert.equal(namesAt(source, { ...place, column: 34 }, ["x"]), []);
});

judging("what can't be parsed is said once for all", () => {
  const source = readFile("const = 1;\n", "a.js");
  assert.ok(source.unread !== null);
  const name = {
    file: "a.js",
    importer: "a",
    line: 1,
    column: 1,
    index: 0,
    text: "x",
    from: "x",
    bound: "x",
    imported: [],
  };
  assert.is(judgeUses(source, name).refusal?.code, "unread");
  assert.is(readFile(`${"(".repeat(50000)}1${")".repeat(50000)}`, "a.js").unread?.code, "unread");
});

judging.run();
