import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rewriteAll } from "./testing/all.js";

const edits = suite("rewriting requires that async functions use");

/** Before, after, and what the test is of: where only async functions use a name, each place has its own. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    "a function gets the require before the first statement that uses it",
    `const x = require("x");\nasync function f(a) {\n  a();\n  x.go();\n  x.stop();\n}\n`,
    `async function f(a) {\n  a();\n  const x = require("x");\n  x.go();\n  x.stop();\n}\n`,
  ],
  [
    "the innermost block that holds all uses",
    `const x = require("x");\nasync function f(a) {\n  if (a) {\n    a();\n    x.b();\n    x.c();\n  }\n}\n`,
    `async function f(a) {\n  if (a) {\n    a();\n    const x = require("x");\n    x.b();\n    x.c();\n  }\n}\n`,
  ],
  [
    "a condition without a block has it before",
    `const x = require("x");\nasync function f(a) {\n  if (a) x.b();\n}\n`,
    `async function f(a) {\n  const x = require("x");\n  if (a) x.b();\n}\n`,
  ],
  [
    "out of a loop, with its label, and not out of the function",
    `const x = require("x");\nasync function f(a) {\n  a();\n  outer: for (const b of a) {\n    while (b) {\n      x.go(b);\n      continue outer;\n    }\n  }\n}\n`,
    `async function f(a) {\n  a();\n  const x = require("x");\n  outer: for (const b of a) {\n    while (b) {\n      x.go(b);\n      continue outer;\n    }\n  }\n}\n`,
  ],
  [
    "before a try whose handler would take its errors; in a handler",
    `const x = require("x"), y = require("y");\nasync function f() {\n  try {\n    x.go();\n  } catch (e) {\n    y.say(e);\n  }\n}\n`,
    `async function f() {\n  const x = require("x");\n  try {\n    x.go();\n  } catch (e) {\n    const y = require("y");\n    y.say(e);\n  }\n}\n`,
  ],
  [
    "before a switch, or within a case's own block",
    `const x = require("x");\nconst y = require("y");\nasync function f(a) {\n  switch (a) {\n    case 1:\n      return x.one();\n    case 2: {\n      return y.two();\n    }\n    default:\n      return x.other();\n  }\n}\n`,
    `async function f(a) {\n  const x = require("x");\n  switch (a) {\n    case 1:\n      return x.one();\n    case 2: {\n      const y = require("y");\n      return y.two();\n    }\n    default:\n      return x.other();\n  }\n}\n`,
  ],
  [
    "outside of functions within the function",
    `const x = require("x");\nasync function f(a) {\n  a();\n  return a.map(async (b) => {\n    return x.go(b);\n  });\n}\n`,
    `async function f(a) {\n  a();\n  const x = require("x");\n  return a.map(async (b) => {\n    return x.go(b);\n  });\n}\n`,
  ],
  [
    "a hoisted function that uses it may be called before it stands: at the beginning of the block",
    `const x = require("x");\nasync function f() {\n  "use strict";\n  g();\n  async function g() {\n    x.go();\n  }\n}\n`,
    `async function f() {\n  "use strict";\n  const x = require("x");\n  g();\n  async function g() {\n    x.go();\n  }\n}\n`,
  ],
  [
    "one use as an arrow's value is replaced, more make a body",
    `const x = require("x");\nconst one = async () => x.a;\nconst two = async () => [x.a, x.b];\nconst inner = async (a) => a.map(async () => x.a);\n`,
    `const one = async () => require("x").a;\nconst two = async () => { const x = require("x"); return [x.a, x.b]; };\nconst inner = async (a) => { const x = require("x"); return a.map(async () => x.a); };\n`,
  ],
  [
    "an object as an arrow's value keeps its parentheses",
    `const x = require("x");\nconst one = async () => ({ x });\nconst two = async () => ({ a: x.a, b: x.b })\n`,
    `const one = async () => ({ x: require("x") });\nconst two = async () => { const x = require("x"); return ({ a: x.a, b: x.b }); }\n`,
  ],
  [
    "a destructured function is called without this",
    `const { a, b: c } = require("x");\nconst f = async () => a();\nconst g = async () => c\`t\`;\nconst h = async () => a;\nasync function i() {\n  a(c);\n}\n`,
    `const f = async () => (0, require("x").a)();\nconst g = async () => (0, require("x").b)\`t\`;\nconst h = async () => require("x").a;\nasync function i() {\n  const { a, b: c } = require("x");\n  a(c);\n}\n`,
  ],
  [
    "a property of a module, with this as it was",
    `const a = require("x").a, d = require("y").default;\nconst f = async () => a();\nasync function g() {\n  return d.z();\n}\n`,
    `const f = async () => (0, require("x").a)();\nasync function g() {\n  const d = require("y").default;\n  return d.z();\n}\n`,
  ],
  [
    "properties by names that are no identifiers, and defaults",
    `const { "a-b": a, c = 1 } = require("x");\nconst f = async () => a;\nconst g = async () => c;\n`,
    `const f = async () => require("x")["a-b"];\nconst g = async () => { const { c = 1 } = require("x"); return c; };\n`,
  ],
  [
    "declaration lists are taken apart, what stays does not move",
    `const a = require("a"), // the first\n  b = 1,\n  /* third */ c = require("c"),\n  d = b + 1,\n  e = require("e");\nasync function f() {\n  return [a, c, e];\n}\n`,
    `const // the first\n  b = 1,\n  /* third */ d = b + 1;\nasync function f() {\n  const a = require("a");\n  const c = require("c");\n  const e = require("e");\n  return [a, c, e];\n}\n`,
  ],
  [
    "some names of a pattern",
    `const { a, b, c } = require("x");\nb();\nasync function f() {\n  return [a, c];\n}\n`,
    `const { b } = require("x");\nb();\nasync function f() {\n  const { a, c } = require("x");\n  return [a, c];\n}\n`,
  ],
  [
    "the last of a pattern, behind a comment",
    `const { a,\n  b, // the b\n  c } = require("x");\nb();\nasync function f() {\n  return a + c;\n}\n`,
    `const { b // the b\n   } = require("x");\nb();\nasync function f() {\n  const { a, c } = require("x");\n  return a + c;\n}\n`,
  ],
  [
    "a kept name in a list of constants",
    `const tslib_1 = require("tslib");\nconst b = 1, a = tslib_1.__importStar(require("a"));\nasync function f() {\n  return a;\n}\n`,
    `const tslib_1 = require("tslib");\nlet a;\nconst b = 1;\nasync function f() {\n  a ??= tslib_1.__importStar(require("a"));\n  return a;\n}\n`,
  ],
  [
    "without semicolons, and with those that must be",
    `const x = require("x")\nconst y = require("y")\nasync function f(a) {\n  x.go()\n  ;[y.a].map(a)\n  return async () => y\n}\nasync function g() {\n  [x.a].pop()\n}\n`,
    `async function f(a) {\n  const x = require("x")\n  x.go()\n  ;const y = require("y"); [y.a].map(a)\n  return async () => y\n}\nasync function g() {\n  const x = require("x");\n  [x.a].pop()\n}\n`,
  ],
  [
    "what stays does not run into what stood behind",
    `f()\nconst x = require("x"), y = require("y");\n(function () {})();\nasync function f() { return [x, y]; }\n`,
    `f()\n;\n(function () {})();\nasync function f() { const x = require("x"); const y = require("y"); return [x, y]; }\n`,
  ],
  [
    "a string does not become a directive",
    `const x = require("x");\nconst y = require("y");\n"use strict";\nasync function f() {\n  return [x, y];\n}\n`,
    `;\n"use strict";\nasync function f() {\n  const x = require("x");\n  const y = require("y");\n  return [x, y];\n}\n`,
  ],
  [
    "comments: licences and sections stay, those for tools and those behind the statement go with it",
    `/* Licence */\nconst a = require("a"); // for f\n// eslint-disable-next-line global-require\nconst b = require("b"); // eslint-disable-line\n// Section\nconst c = require("c");\n\nasync function f() {\n  // First\n  a();\n  // Second,\n  // in two lines\n  return b(c);\n}\n`,
    `/* Licence */\n// Section\n\nasync function f() {\n  const a = require("a"); // for f\n  // First\n  a();\n  // eslint-disable-next-line global-require\n  const b = require("b"); // eslint-disable-line\n  const c = require("c");\n  // Second,\n  // in two lines\n  return b(c);\n}\n`,
  ],
  [
    "several statements on a line",
    `var a = require("a"); var b = 1; var c = require("c");\nasync function f() { b = a(c); }\n`,
    `var b = 1;\nasync function f() { var a = require("a"); var c = require("c"); b = a(c); }\n`,
  ],
  [
    "typeof, optional chains, members that are written",
    `const x = require("x");\nconst a = async () => typeof x;\nconst b = async () => x?.y;\nconst c = async () => { x.z = 1; };\nconst d = async () => delete x.z;\n`,
    `const a = async () => typeof require("x");\nconst b = async () => require("x")?.y;\nconst c = async () => { const x = require("x"); x.z = 1; };\nconst d = async () => delete require("x").z;\n`,
  ],
  [
    "two blank lines do not become three, nor the first line a blank one",
    `const x = require("x");\n\nasync function f() {\n  return x;\n}\n\nconst y = require("y");\n\nasync function g() {\n  return y;\n}\n`,
    `async function f() {\n  const x = require("x");\n  return x;\n}\n\nasync function g() {\n  const y = require("y");\n  return y;\n}\n`,
  ],
];
for (const [title, before, after] of CASES) {
  edits(title, () => {
    assert.is(rewriteAll(before), after);
    assert.is(rewriteAll(after), after, "a second run changes nothing");
  });
}

edits.run();
