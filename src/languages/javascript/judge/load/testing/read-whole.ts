import type { Planted } from "./planted.js";

/** A module whose functions give a property of its state a new value, with what it exports of that. */
const counting = (exported: string): string =>
  `const state = { n: 0 }; exports.bump = () => { state.n++; }; exports.get = ${exported}; exports.state = state;`;
const READER = "exports.n = require('./counting.js').get();";

const reads = (name: string, gone: string, files: Planted["files"]): Planted => ({
  name,
  code: "reads-changing",
  files: { "gone.js": gone, ...files },
});

/** Loads that get at state as a whole, or by what a call hands out, which functions of others change by name. */
export const READ_WHOLE: readonly Planted[] = [
  ...[
    "() => ({ ...state })",
    "() => Object.assign({}, state)",
    "() => Object.keys(state)",
    "() => Object.values(state)",
    "() => JSON.stringify(state)",
    "() => structuredClone(state)",
  ].map((get) => reads(`a call of ${get}`, READER, { "counting.js": counting(get) })),
  ...[
    "{ ...it }",
    "Object.assign({}, it)",
    "Object.keys(it)",
    "Object.entries(it)",
    "JSON.stringify(it)",
    "it[key]",
  ].map((use) =>
    reads(`${use} of what another module exports`, `const it = require('./counting.js').state; exports.n = ${use};`, {
      "counting.js": counting("() => 0"),
    }),
  ),
  reads("a property of what a call hands out", "exports.n = require('./counting.js').get().n;", {
    "counting.js": counting("() => state"),
  }),
  reads("a property that is taken out of what a call hands out", "const { n } = require('./counting.js').get();", {
    "counting.js": counting("() => state"),
  }),
  reads("a field of the instance that a call hands out", "exports.n = require('./other.js').get().n;", {
    "other.js": "class A { n = 0; bump() { this.n++; } } const one = new A(); exports.get = () => one;",
  }),
  reads(
    "what a call hands out of a third module, which a fourth changes",
    "exports.n = require('./other.js').get().n;",
    {
      "other.js": "const state = require('./state.js'); exports.get = () => state;",
      "state.js": "module.exports = { n: 0 };",
      "fourth.js": "const state = require('./state.js'); exports.bump = () => { state.n++; };",
    },
  ),
  reads("what a call hands out that another module passes on", "exports.n = require('./index.js').get().n;", {
    "index.js": "exports.get = require('./counting.js').get;",
    "counting.js": counting("() => state"),
  }),
  ...["state().list.length", "[...other.state().list]"].map((use) =>
    reads(
      `a list within what a call hands out: ${use}`,
      `const other = require('./other.js'); exports.n = ${use.replace(/^state/, "other.state")};`,
      {
        "other.js":
          "const held = { list: [0] }; exports.state = () => held; exports.add = () => { held.list.push(1); };",
      },
    ),
  ),
  reads(
    "keys of a table within what a call hands out",
    "exports.n = Object.keys(require('./other.js').state().table);",
    {
      "other.js":
        "const held = { table: {} }; exports.state = () => held; exports.add = (k) => { held.table[k] = 1; };",
    },
  ),
  reads("all of what a call hands out", "exports.n = { ...require('./counting.js').get() };", {
    "counting.js": counting("() => state"),
  }),
  reads("what an instance has of a prototype that functions change", "exports.n = new (require('./other.js').A)().n;", {
    "other.js": "function A() {} A.prototype.n = 0; exports.A = A; exports.set = () => { A.prototype.n = 1; };",
  }),
  ...[
    ["a pattern", "[state.n] = [1];"],
    ["a loop", "for (state.n of [1]);"],
    ["a name for a part of it, by a computed key", "const part = state.part; part[key] = 1;", "part.n"],
    ["a function that is handed a part of it", "put(state.part, key);", "part.n"],
  ].map(([how = "", change = "", path = "n"]) =>
    reads(`a property that a function sets by ${how}`, `exports.n = require('./other.js').state.${path};`, {
      "other.js": `const state = { n: 0, part: { n: 0 } }; const put = (o, k) => { o[k] = 1; }; exports.state = state; exports.set = (key) => { ${change} };`,
    }),
  ),
  reads("an export that Object.assign gives another value later", "exports.n = require('./other.js').n;", {
    "other.js": "exports.n = 0; exports.set = () => { Object.assign(exports, { n: 1 }); };",
  }),
  reads("all of what a user changes by name", "exports.n = { ...require('./other.js').state };", {
    "other.js": "exports.state = { n: 0 };",
    "third.js": "const other = require('./other.js'); exports.bump = () => { other.state.n = 1; };",
  }),
  ...[
    ["a list that is handed over", "exports.all = (list) => list.forEach((k) => { exports[k] = 2; });"],
    ["a list of somebody's", "const list = require('./list.js'); list.forEach((k) => { exports[k] = 1; });"],
    ["a list in a call", "exports.set = () => ['x'].forEach((k) => { exports[k] = 2; });"],
    [
      "a list's method of its own",
      "const list = ['x']; list.map = (f) => { exports.f = f; }; list.map((k) => { exports[k] = 2; });",
    ],
  ].map(([how = "", fill = ""]) =>
    reads(`all exports, which a callback gives for ${how}`, "exports.all = { ...require('./other.js') };", {
      "other.js": `exports.x = 1; ${fill}`,
      "list.js": "module.exports = { forEach: (f) => { exports.f = f; } };",
    }),
  ),
];

const free = (name: string, gone: string, files: Planted["files"]): Planted => ({
  name,
  code: null,
  files: { "gone.js": gone, ...files },
});

/** The same of what nobody changes. */
export const READ_WHOLE_FREE: readonly Planted[] = [
  free("all of a table that nobody changes", "exports.n = { ...require('./other.js').table };", {
    "other.js": "exports.table = { a: 1 }; exports.get = () => exports.table.a;",
  }),
  free("keys of a table that nobody changes", "exports.n = Object.keys(require('./other.js').table);", {
    "other.js": "exports.table = { a: 1 };",
  }),
  free("a property of what a call hands out, where only others have their names changed", READER, {
    "counting.js": "const state = { n: 0, m: 0 }; exports.bump = () => { state.m++; }; exports.get = () => state.n;",
  }),
  free(
    "all of what a call makes, of a module that changes other things",
    "exports.n = { ...require('./other.js').make() };",
    {
      "other.js": "class A { set(n) { this.n = n; } } exports.A = A; exports.make = () => ({ n: 1 });",
    },
  ),
  free("what is in a list that a call makes", "exports.n = [...require('./other.js').make().list];", {
    "other.js":
      "const held = { list: [] }; exports.add = () => { held.list.push(1); }; exports.make = () => ({ list: [1] });",
  }),
  free("a property of what a call makes", "exports.n = require('./other.js').make().n;", {
    "other.js": "exports.make = () => ({ n: 1 });",
  }),
];
