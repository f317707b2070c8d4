import { one, type Planted } from "./planted.js";

const OTHER = { "other.js": "exports.f = () => 1; exports.g = () => { globalThis.x = 1; };" };
const CALL_F = "exports.x = require('./copy.js').f();";
const CALL_G = "exports.x = require('./copy.js').g();";

/** Loads that call what one module copied from another's exports, by a name under which it may do harm. */
export const COPIED: readonly Planted[] = [
  one("a function of a copy", "changes-global", CALL_G, {
    ...OTHER,
    "copy.js": "module.exports = { ...require('./other.js') };",
  }),
  one("a function of a copy's copy", "changes-global", CALL_G, {
    ...OTHER,
    "copy.js": "module.exports = { ...require('./first.js') };",
    "first.js": "Object.assign(exports, require('./other.js'));",
  }),
  one("a function that a copy replaces", "changes-global", CALL_G, {
    ...OTHER,
    "copy.js": "module.exports = { g: () => 1, ...require('./other.js') };",
  }),
  one("a function that is copied under another name", "calls-staying-module", CALL_F, {
    ...OTHER,
    "copy.js": "const all = require('./other.js'); for (const k of Object.keys(all)) exports[names[k]] = all[k];",
  }),
  one("a function of a copy under another name", "calls-staying-module", CALL_F, {
    ...OTHER,
    "copy.js":
      "const all = { ...require('./other.js') }; for (const k of Object.keys(all)) exports[names[k]] = all[k];",
  }),
  one("one of a copy's functions", "calls-staying-module", CALL_F, {
    ...OTHER,
    "copy.js": "const all = { ...require('./other.js') }; exports.f = Object.values(all)[1];",
  }),
  one("a function of a copy that a loop takes", "calls-staying-module", CALL_F, {
    ...OTHER,
    "copy.js": "for (const each of Object.values({ ...require('./other.js') })) exports.f = each;",
  }),
  one("a copy's functions in a copied list", "calls-staying-module", CALL_F, {
    ...OTHER,
    "copy.js": "const [, f] = [...Object.values({ ...require('./other.js') })]; exports.f = f;",
  }),
];

/** Those that call what is harmless, beside which stands what is not. */
export const COPIED_FREE: readonly Planted[] = [
  "module.exports = { ...require('./other.js') };",
  "module.exports = { g: 1, ...require('./other.js'), h: 2 };",
  "Object.assign(exports, require('./other.js'));",
  "Object.assign(module.exports, { h: 2 }, { ...require('./other.js') });",
  "const { g, ...others } = require('./other.js'); module.exports = others;",
  "exports.f = { ...require('./other.js') }.f;",
].map((copy) => one(`a function by its name through ${copy}`, null, CALL_F, { ...OTHER, "copy.js": copy }));
