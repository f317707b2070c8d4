import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NotRewritten } from "../../not-rewritten.js";
import { rewriteSource } from "./rewrite.js";
import { chosenOf, judgeAll, rewriteAll } from "./testing/all.js";

const edits = suite("rewriting requires");

/** Before, after, and what the test is of. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    "a function gets the require before the first statement that uses it",
    `const x = require("x");\nfunction f(a) {\n  a();\n  x.go();\n  x.stop();\n}\n`,
    `let x;\nfunction f(a) {\n  a();\n  x ??= require("x");\n  x.go();\n  x.stop();\n}\n`,
  ],
  [
    "each function gets its own, methods, getters and accessors among them",
    `const x = require("x");\nclass A {\n  constructor() { this.a = x; }\n  get b() {\n    return x.b;\n  }\n  static c() {\n    return x.c;\n  }\n}\n`,
    `let x;\nclass A {\n  constructor() { x ??= require("x"); this.a = x; }\n  get b() {\n    x ??= require("x");\n    return x.b;\n  }\n  static c() {\n    x ??= require("x");\n    return x.c;\n  }\n}\n`,
  ],
  [
    "the innermost block that holds all uses",
    `const x = require("x");\nfunction f(a) {\n  if (a) {\n    a();\n    x.b();\n    x.c();\n  }\n}\n`,
    `let x;\nfunction f(a) {\n  if (a) {\n    a();\n    x ??= require("x");\n    x.b();\n    x.c();\n  }\n}\n`,
  ],
  [
    "a condition without a block has it before",
    `const x = require("x");\nfunction f(a) {\n  if (a) x.b();\n}\n`,
    `let x;\nfunction f(a) {\n  x ??= require("x");\n  if (a) x.b();\n}\n`,
  ],
  [
    "out of a loop, with its label, and not out of the function",
    `const x = require("x");\nfunction f(a) {\n  a();\n  outer: for (const b of a) {\n    while (b) {\n      x.go(b);\n      continue outer;\n    }\n  }\n}\n`,
    `let x;\nfunction f(a) {\n  a();\n  x ??= require("x");\n  outer: for (const b of a) {\n    while (b) {\n      x.go(b);\n      continue outer;\n    }\n  }\n}\n`,
  ],
  [
    "before a try whose handler would take its errors; in a handler",
    `const x = require("x"), y = require("y");\nfunction f() {\n  try {\n    x.go();\n  } catch (e) {\n    y.say(e);\n  }\n}\n`,
    `let x, y;\nfunction f() {\n  x ??= require("x");\n  try {\n    x.go();\n  } catch (e) {\n    y ??= require("y");\n    y.say(e);\n  }\n}\n`,
  ],
  [
    "before a switch, or within a case's own block",
    `const x = require("x");\nconst y = require("y");\nfunction f(a) {\n  switch (a) {\n    case 1:\n      return x.one();\n    case 2: {\n      return y.two();\n    }\n    default:\n      return x.other();\n  }\n}\n`,
    `let x;\nlet y;\nfunction f(a) {\n  x ??= require("x");\n  switch (a) {\n    case 1:\n      return x.one();\n    case 2: {\n      y ??= require("y");\n      return y.two();\n    }\n    default:\n      return x.other();\n  }\n}\n`,
  ],
  [
    "outside of functions within the function",
    `const x = require("x");\nfunction f(a) {\n  a();\n  return a.map((b) => {\n    return x.go(b);\n  });\n}\n`,
    `let x;\nfunction f(a) {\n  a();\n  x ??= require("x");\n  return a.map((b) => {\n    return x.go(b);\n  });\n}\n`,
  ],
  [
    "a hoisted function that uses it may be called before it stands: at the beginning of the block",
    `const x = require("x");\nfunction f() {\n  "use strict";\n  g();\n  function g() {\n    x.go();\n  }\n}\n`,
    `let x;\nfunction f() {\n  "use strict";\n  x ??= require("x");\n  g();\n  function g() {\n    x.go();\n  }\n}\n`,
  ],
  [
    "one use as an arrow's value is replaced, more make a body",
    `const x = require("x");\nconst one = () => x.a;\nconst two = () => [x.a, x.b];\nconst inner = (a) => a.map(() => x.a);\n`,
    `let x;\nconst one = () => (x ??= require("x")).a;\nconst two = () => { x ??= require("x"); return [x.a, x.b]; };\nconst inner = (a) => { x ??= require("x"); return a.map(() => x.a); };\n`,
  ],
  [
    "an object as an arrow's value keeps its parentheses",
    `const x = require("x");\nconst one = () => ({ x });\nconst two = () => ({ a: x.a, b: x.b })\n`,
    `let x;\nconst one = () => ({ x: (x ??= require("x")) });\nconst two = () => { x ??= require("x"); return ({ a: x.a, b: x.b }); }\n`,
  ],
  [
    "what new constructs stands in parentheses",
    `const x = require("x");\nconst a = () => new x();\nconst b = () => new x.Y(1);\nconst c = (d = x) => new Map(d);\n`,
    `let x;\nconst a = () => new (x ??= require("x"))();\nconst b = () => new (x ??= require("x")).Y(1);\nconst c = (d = (x ??= require("x"))) => new Map(d);\n`,
  ],
  [
    "defaults of parameters and fields of instances have no statement before",
    `const x = require("x");\nclass A {\n  a = x.a;\n  b(c = x.c) {\n    return x.d;\n  }\n  e = () => {\n    return x.e;\n  };\n}\n`,
    `let x;\nclass A {\n  a = (x ??= require("x")).a;\n  b(c = (x ??= require("x")).c) {\n    x ??= require("x");\n    return x.d;\n  }\n  e = () => {\n    x ??= require("x");\n    return x.e;\n  };\n}\n`,
  ],
  [
    "names of its parts go with it, those that stay in a list keep their order",
    `const a = require("a"), b = a.c, d = 1, { e, f: g } = a.h.i, j = require("j"), k = d;\nfunction l() {\n  return [b(), e, g(), j, k];\n}\n`,
    `let b, e, g, j;\nconst d = 1, k = d;\nfunction l() {\n  b ??= require("a").c;\n  e ??= require("a").h.i.e;\n  g ??= require("a").h.i.f;\n  j ??= require("j");\n  return [b(), e, g(), j, k];\n}\n`,
  ],
  [
    "names of parts of its parts",
    `const a = require("a").b;\nconst c = a.d\nvar { e = 1 } = c;\nasync function f() {\n  return [c, e];\n}\nconst g = () => new c.K(a());\n`,
    `let a;\nlet c\nasync function f() {\n  c ??= require("a").b.d\n  var { e = 1 } = require("a").b.d;\n  return [c, e];\n}\nconst g = () => new (c ??= require("a").b.d).K((a ??= require("a").b)());\n`,
  ],
  [
    "parts of what a helper gives",
    `var __importDefault = (m) => (m && m.__esModule ? m : { default: m });\nvar a_1 = __importDefault(require("a"));\nvar b = a_1.default.b;\nconst c = () => b\`t\`;\n`,
    `var __importDefault = (m) => (m && m.__esModule ? m : { default: m });\nvar b;\nconst c = () => (b ??= __importDefault(require("a")).default.b)\`t\`;\n`,
  ],
  [
    "a destructured function is called without this",
    `const { a, b: c } = require("x");\nconst f = () => a();\nconst g = () => c\`t\`;\nconst h = () => a;\nfunction i() {\n  a(c);\n}\n`,
    `let a, c;\nconst f = () => (a ??= require("x").a)();\nconst g = () => (c ??= require("x").b)\`t\`;\nconst h = () => (a ??= require("x").a);\nfunction i() {\n  a ??= require("x").a;\n  c ??= require("x").b;\n  a(c);\n}\n`,
  ],
  [
    "a property of a module, with this as it was",
    `const a = require("x").a, d = require("y").default;\nconst f = () => a();\nfunction g() {\n  return d.z();\n}\n`,
    `let a, d;\nconst f = () => (a ??= require("x").a)();\nfunction g() {\n  d ??= require("y").default;\n  return d.z();\n}\n`,
  ],
  [
    "properties by names that are no identifiers, and defaults",
    `const { "a-b": a, c = 1 } = require("x");\nconst f = () => a;\nconst g = () => c;\n`,
    `let a;\nconst f = () => (a ??= require("x")["a-b"]);\nconst g = () => { const { c = 1 } = require("x"); return c; };\n`,
  ],
  [
    "declaration lists are taken apart, what stays does not move",
    `const a = require("a"), // the first\n  b = 1,\n  /* third */ c = require("c"),\n  d = b + 1,\n  e = require("e");\nfunction f() {\n  return [a, c, e];\n}\n`,
    `let a, c, e;\nconst // the first\n  b = 1,\n  /* third */ d = b + 1;\nfunction f() {\n  a ??= require("a");\n  c ??= require("c");\n  e ??= require("e");\n  return [a, c, e];\n}\n`,
  ],
  [
    "some names of a pattern",
    `const { a, b, c } = require("x");\nb();\nfunction f() {\n  return [a, c];\n}\n`,
    `let a, c;\nconst { b } = require("x");\nb();\nfunction f() {\n  a ??= require("x").a;\n  c ??= require("x").c;\n  return [a, c];\n}\n`,
  ],
  [
    "the last of a pattern, behind a comment",
    `const { a,\n  b, // the b\n  c } = require("x");\nb();\nfunction f() {\n  return a + c;\n}\n`,
    `let a, c;\nconst { b // the b\n   } = require("x");\nb();\nfunction f() {\n  a ??= require("x").a;\n  c ??= require("x").c;\n  return a + c;\n}\n`,
  ],
  [
    "TypeScript's and Babel's helpers for default exports",
    `var __importDefault = (this && this.__importDefault) || function (mod) {\n    return (mod && mod.__esModule) ? mod : { "default": mod };\n};\nconst a_1 = __importDefault(require("a"));\nconst f = () => a_1.default();\nfunction g(b = a_1.default) {\n    return b;\n}\n`,
    `var __importDefault = (this && this.__importDefault) || function (mod) {\n    return (mod && mod.__esModule) ? mod : { "default": mod };\n};\nlet a_1;\nconst f = () => (a_1 ??= __importDefault(require("a"))).default();\nfunction g(b = (a_1 ??= __importDefault(require("a"))).default) {\n    return b;\n}\n`,
  ],
  [
    "helpers that copy",
    `const { __importStar: other } = {};\nconst tslib_1 = require("tslib");\nconst a = tslib_1.__importStar(require("a"));\nfunction f() {\n  return a.b;\n}\nconst g = () => a.c;\nconst h = () => [a.c, a.d];\n`,
    `const { __importStar: other } = {};\nconst tslib_1 = require("tslib");\nlet a;\nfunction f() {\n  a ??= tslib_1.__importStar(require("a"));\n  return a.b;\n}\nconst g = () => (a ??= tslib_1.__importStar(require("a"))).c;\nconst h = () => { a ??= tslib_1.__importStar(require("a")); return [a.c, a.d]; };\n`,
  ],
  [
    "a kept name in a list of constants",
    `const tslib_1 = require("tslib");\nconst b = 1, a = tslib_1.__importStar(require("a"));\nfunction f() {\n  return a;\n}\n`,
    `const tslib_1 = require("tslib");\nlet a;\nconst b = 1;\nfunction f() {\n  a ??= tslib_1.__importStar(require("a"));\n  return a;\n}\n`,
  ],
  [
    "modules of a bundle: names of their own, and names of the bundle that they give values",
    `var __esm = (fn, res) => () => (fn && (res = fn(fn = 0)), res);\nvar import_a, b, used;\nvar init_c = __esm({\n  "c.js"() {\n    "use strict";\n    import_a = require("a");\n    b = require("b").b;\n    used = require("used");\n    used();\n  }\n});\nvar require_d = __commonJS({\n  "d.js"(exports, module) {\n    var e = require("e");\n    exports.f = function() {\n      return e(import_a);\n    };\n  }\n});\nfunction g() {\n  return () => b;\n}\n`,
    `var __esm = (fn, res) => () => (fn && (res = fn(fn = 0)), res);\nvar import_a, b, used;\nvar init_c = __esm({\n  "c.js"() {\n    "use strict";\n    used = require("used");\n    used();\n  }\n});\nvar require_d = __commonJS({\n  "d.js"(exports, module) {\n    var e;\n    exports.f = function() {\n      import_a ??= require("a");\n      e ??= require("e");\n      return e(import_a);\n    };\n  }\n});\nfunction g() {\n  b ??= require("b").b;\n  return () => b;\n}\n`,
  ],
  [
    "a function that is called where it stands is no function of its own",
    `(function () {\n  var x = require("x");\n  exports.f = function () {\n    return x.a;\n  };\n})();\n`,
    `(function () {\n  var x;\n  exports.f = function () {\n    x ??= require("x");\n    return x.a;\n  };\n})();\n`,
  ],
  [
    "carriage returns, a byte order mark, a hashbang, directives, tabs",
    `#!/usr/bin/env node\r\n"use strict";\r\nconst x = require('x');\r\n\r\nfunction f() {\r\n\tx.go();\r\n}\r\n`,
    `#!/usr/bin/env node\r\n"use strict";\r\nlet x;\r\n\r\nfunction f() {\r\n\tx ??= require('x');\r\n\tx.go();\r\n}\r\n`,
  ],
  [
    "a byte order mark stays first",
    `\ufeffconst x = require("x")\nfunction f() {\n  x.go()\n}\n`,
    `\ufefflet x\nfunction f() {\n  x ??= require("x")\n  x.go()\n}\n`,
  ],
  [
    "without semicolons, and with those that must be",
    `const x = require("x")\nconst y = require("y")\nfunction f(a) {\n  x.go()\n  ;[y.a].map(a)\n  return () => y\n}\nfunction g() {\n  [x.a].pop()\n}\n`,
    `let x\nlet y\nfunction f(a) {\n  x ??= require("x")\n  x.go()\n  ;y ??= require("y"); [y.a].map(a)\n  return () => y\n}\nfunction g() {\n  x ??= require("x");\n  [x.a].pop()\n}\n`,
  ],
  [
    "what stays does not run into what stood behind",
    `f()\nconst x = require("x"), y = require("y");\n(function () {})();\nfunction f() { return [x, y]; }\n`,
    `f()\nlet x, y;\n(function () {})();\nfunction f() { x ??= require("x"); y ??= require("y"); return [x, y]; }\n`,
  ],
  [
    "a string does not become a directive",
    `const x = require("x");\nconst y = require("y");\n"use strict";\nfunction f() {\n  return [x, y];\n}\n`,
    `let x;\nlet y;\n"use strict";\nfunction f() {\n  x ??= require("x");\n  y ??= require("y");\n  return [x, y];\n}\n`,
  ],
  [
    "comments: licences and sections stay, those for tools and those behind the statement go with it",
    `/* Licence */\nconst a = require("a"); // for f\n// eslint-disable-next-line global-require\nconst b = require("b"); // eslint-disable-line\n// Section\nconst c = require("c");\n\nfunction f() {\n  // First\n  a();\n  // Second,\n  // in two lines\n  return b(c);\n}\n`,
    `/* Licence */\nlet a; // for f\nlet b;\n// Section\nlet c;\n\nfunction f() {\n  a ??= require("a");\n  // First\n  a();\n  // eslint-disable-next-line global-require\n  b ??= require("b"); // eslint-disable-line\n  c ??= require("c");\n  // Second,\n  // in two lines\n  return b(c);\n}\n`,
  ],
  [
    "several statements on a line",
    `var a = require("a"); var b = 1; var c = require("c");\nfunction f() { b = a(c); }\n`,
    `var a; var b = 1; var c;\nfunction f() { a ??= require("a"); c ??= require("c"); b = a(c); }\n`,
  ],
  [
    "typeof, optional chains, members that are written",
    `const x = require("x");\nconst a = () => typeof x;\nconst b = () => x?.y;\nconst c = () => { x.z = 1; };\nconst d = () => delete x.z;\n`,
    `let x;\nconst a = () => typeof (x ??= require("x"));\nconst b = () => (x ??= require("x"))?.y;\nconst c = () => { x ??= require("x"); x.z = 1; };\nconst d = () => delete (x ??= require("x")).z;\n`,
  ],
  [
    "async functions and generators",
    `const x = require("x");\nasync function f() {\n  await null;\n  return x.a;\n}\nfunction* g() {\n  yield 1;\n  yield x.a;\n}\n`,
    `let x;\nasync function f() {\n  await null;\n  x ??= require("x");\n  return x.a;\n}\nfunction* g() {\n  yield 1;\n  x ??= require("x");\n  yield x.a;\n}\n`,
  ],
  [
    "a getter of an export whose name the text tells elsewhere",
    `exports.b = void 0;\nvar a_1 = require("./a");\nObject.defineProperty(exports, "b", { enumerable: true, get: function () { return a_1.b; } });\n`,
    `exports.b = void 0;\nvar a_1;\nObject.defineProperty(exports, "b", { enumerable: true, get: function () { a_1 ??= require("./a"); return a_1.b; } });\n`,
  ],
  [
    "two blank lines do not become three, nor the first line a blank one",
    `const x = require("x");\n\nfunction f() {\n  return x;\n}\n\nconst y = require("y");\n\nfunction g() {\n  return y;\n}\n`,
    `let x;\n\nfunction f() {\n  x ??= require("x");\n  return x;\n}\n\nlet y;\n\nfunction g() {\n  y ??= require("y");\n  return y;\n}\n`,
  ],
];
for (const [title, before, after] of CASES) {
  edits(title, () => {
    assert.is(rewriteAll(before), after);
    assert.is(rewriteAll(after), after, "a second run changes nothing");
  });
}

edits("markup gets a statement before it", () => {
  const text = `const x = require("x");\nconst a = () => <x.B c={x.d} />;\n`;
  const after = `let x;\nconst a = () => { x ??= require("x"); return <x.B c={x.d} />; };\n`;
  assert.is(rewriteAll(text, "a.jsx"), after);
});

edits("types of TypeScript stand between", () => {
  const text = `const x = require("x") as typeof import("x");\nexport const a = () => x!.b<string>();\nfunction f(this: Window, a: number): void {\n  x.go(a);\n}\n`;
  const after = `export const a = () => (require("x") as typeof import("x"))!.b<string>();\nfunction f(this: Window, a: number): void {\n  const x = require("x") as typeof import("x");\n  x.go(a);\n}\n`;
  assert.is(rewriteAll(text, "a.ts"), after);
});

edits("only what is chosen moves", () => {
  const text = `const { a, b } = require("x");\nconst c = require("c");\nfunction f() {\n  return [a, b, c];\n}\n`;
  assert.is(
    rewriteAll(text, "a.js", ["b"]),
    `let b;\nconst { a } = require("x");\nconst c = require("c");\nfunction f() {\n  b ??= require("x").b;\n  return [a, b, c];\n}\n`,
  );
  assert.is(rewriteAll(text, "a.js", []), text);
});

edits("an edit that was judged on another text is refused by its name", () => {
  const { judged } = judgeAll(`const x = require("x");\nfunction f() {\n  x();\n}\n`);
  for (const text of [
    `const x = require("x");\nfunction f() {\n\n  x();\n}\n`,
    `const y = require("x");\nfunction f() {\n  y();\n}\n`,
    `const x = 1;\n`,
  ]) {
    try {
      rewriteSource(judgeAll(text).source, chosenOf(judged));
      assert.unreachable();
    } catch (error) {
      assert.instance(error, NotRewritten);
      assert.is((error as NotRewritten).reason.code, "stale");
      assert.is((error as NotRewritten).edit?.name.bound, "x");
    }
  }
});

edits.run();
