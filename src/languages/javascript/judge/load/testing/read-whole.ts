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
  reads("all of what a user changes by name", "exports.n = { ...require('./other.js').state };", {
    "other.js": "exports.state = { n: 0 };",
    "third.js": "const other = require('./other.js'); exports.bump = () => { other.state.n = 1; };",
  }),
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
  free("a property of what a call makes", "exports.n = require('./other.js').make().n;", {
    "other.js": "exports.make = () => ({ n: 1 });",
  }),
];
