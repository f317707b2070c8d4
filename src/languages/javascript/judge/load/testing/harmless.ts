import { compiledClass, one, type Planted } from "./planted.js";

/** Loads that come to the same whenever they happen. */
export const HARMLESS: readonly Planted[] = [
  one(
    "a setter of a class of its own that keeps a value",
    null,
    "class A { set x(v) { this.kept = v; } } new A().x = 1; exports.A = A;",
  ),
  one("a setter that nothing calls", null, "exports.A = class { set x(v) { globalThis.made = v; } };"),
  one(
    "a setter that sets itself",
    null,
    "const o = { set x(v) { if (v > 0) this.x = v - 1; } }; o.x = 3; exports.o = o;",
  ),
  one(
    "the command's arguments, looked through",
    null,
    "const [first] = process.argv.slice(2); exports.known = process.argv.includes('a') ? first : process.argv.indexOf('b');",
  ),
  one(
    "a compiled class, of another module's",
    null,
    compiledClass("D.prototype.x = function () {}; D.made = 1;", "other_1.Base"),
    {
      "other.js": "exports.Base = class { x() {} };",
    },
  ),
  one("the arguments, looked through by another name", null, "exports.known = require('./other.js')('-v');", {
    "other.js": "module.exports = (flag, argv = process.argv) => argv.indexOf(flag) !== -1;",
  }),
  one(
    "a global that only functions of the file itself set, later",
    null,
    "const before = globalThis._; exports.noConflict = () => { globalThis._ = before; };",
  ),
  one("a global whose name is no word, which nobody else has", null, "exports.x = globalThis['__core-js_shared__'];"),
  one("a value that a load sets which one module alone may bring", null, "exports.x = require('./index.js').x;", {
    "index.js":
      "const other = require('./other.js'); if (process.argv[2]) require('./third.js'); module.exports = other;",
    "other.js": "exports.x = 1;",
    "third.js": "require('./other.js').x = 2;",
  }),
  one(
    "an own object with another module's in it that a call changes",
    null,
    "require('./util.js').fill({ all: require('./other.js').all });",
    {
      "util.js": "exports.fill = (into) => { into.x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "an own object with another module's in it that a call has changed by a third",
    null,
    "require('./util.js').fill({ all: require('./other.js').all });",
    {
      "util.js": "const { put } = require('./put.js'); exports.fill = (into) => { put(into); };",
      "put.js": "exports.put = (to) => { to.x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "a value of Node's of which another one is set as it loads",
    null,
    "const { get, request } = require('https'); exports.get = get;",
    {
      "third.js": "const https = require('node:https'); https.own = https.get;",
    },
  ),
  one("a value where another module's of that name is set", null, "exports.x = require('./other.js').x;", {
    "other.js": "module.exports = { x: 1 };",
    "own.js": "exports.x = 1;",
    "third.js": "const own = require('./own.js'); require('./other.js'); exports.f = () => { own.x = 2; };",
  }),
  one("all exports of a module that makes them with a helper", null, "exports.all = { ...require('./other.js') };", {
    "other.js": "const { u } = require('./util.js'); module.exports = { f: u(() => 1) };",
    "util.js": "exports.u = (f) => (...all) => f(...all);",
    "own.js": "module.exports = { g: 1 };",
    "third.js": "const { u } = require('./util.js'); const own = require('./own.js'); own.f = u(() => 2);",
  }),
  one("all exports, which a load gives in a list's callback", null, "exports.all = { ...require('./other.js') };", {
    "other.js":
      "const names = ['x', 'y'].filter((k) => k !== 'y'); names.forEach((k) => { exports[k] = k; }); ['z'].forEach(function (k) { exports[k] = 1; });",
  }),
  one("random values", null, "exports.id = Math.random();"),
  one("a value of Node's where another one is set", null, "exports.get = require('https').get;", {
    "third.js": "const https = require('https'), other = {}; exports.f = () => { https.own = 1; other.get = 1; };",
  }),
  one("random bytes", null, "exports.id = require('crypto').randomBytes(4);"),
  one(
    "functions",
    null,
    "'use strict'; exports.f = function () { return process.env.X; }; exports.g = () => Date.now();",
  ),
  one(
    "TypeScript's output",
    null,
    `"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
Object.defineProperty(exports, "__esModule", { value: true });
exports.A = exports.f = void 0;
const other_1 = __importDefault(require("./other.js"));
const util_1 = require("util");
class A { constructor() { this.x = other_1.default; } run() { console.log(this.x); } }
exports.A = A;
exports.f = (0, util_1.promisify)(setTimeout);
var Level; (function (Level) { Level[Level["Low"] = 0] = "Low"; })(Level || (exports.Level = Level = {}));`,
    { "other.js": "module.exports = 1;" },
  ),
  one(
    "esbuild's output",
    null,
    `var __defProp = Object.defineProperty; var __getOwnPropNames = Object.getOwnPropertyNames;
var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var __copyProps = (to, from, except) => { if (from && typeof from === "object") { for (let key of __getOwnPropNames(from)) if (key !== except) __defProp(to, key, { get: () => from[key], enumerable: true }); } return to; };
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var src_exports = {}; __export(src_exports, { f: () => f }); module.exports = __toCommonJS(src_exports);
function f() { process.exit(1); }`,
  ),
  one(
    "a class of Node's",
    null,
    "const { EventEmitter } = require('events'); class Bus extends EventEmitter {} module.exports = new Bus(); module.exports.on('x', () => {});",
  ),
  one(
    "util.inherits",
    null,
    "const util = require('util'); function A() {} util.inherits(A, require('stream').Readable); A.prototype.f = function () {}; module.exports = A;",
  ),
  one(
    "tables",
    null,
    "const t = {}; for (const [k, v] of Object.entries({ a: 1, b: 2 })) { t[v] = k; } exports.t = Object.freeze(t); exports.re = new RegExp('a' + 'b', 'g'); exports.m = new Map([[1, 2]]);",
  ),
  one("the environment that nobody sets", null, "exports.debug = process.env.QUITE_ANOTHER === '1';"),
  one(
    "its own file",
    null,
    "const fs = require('fs'); const path = require('path'); exports.version = JSON.parse(fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8')).version;",
    { "package.json": '{"version":"1.0.0"}' },
  ),
  one(
    "a pure call of a module that stays",
    null,
    "const inherits = require('./inherits.js'); function B() {} inherits(B, Array); module.exports = B;",
    {
      "inherits.js":
        "module.exports = function inherits(ctor, sup) { ctor.super_ = sup; ctor.prototype = Object.create(sup.prototype, { constructor: { value: ctor, enumerable: false, writable: true, configurable: true } }); };",
    },
  ),
  one(
    "a class of a module that stays",
    null,
    "const { Base } = require('./other.js'); class A extends Base { f() { return 1; } } exports.A = A;",
    { "other.js": "exports.Base = class { f() { return 0; } };" },
  ),
  one(
    "an optional module",
    null,
    "let x; try { x = require('not-there-at-all'); } catch { x = null; } exports.f = () => x;",
  ),
  one(
    "another surroundings' branch",
    null,
    "if (typeof define === 'function' && define.amd) { define([], f); } else if (typeof exports === 'object') { module.exports = f(); } else { window.f = f(); } function f() { return {}; }",
  ),
  one("a registry of modules that go too", null, "require('./gone-too.js').register('a');", {
    "gone-too.js": "const all = []; exports.register = (k) => { all.push(k); };",
  }),
  one("an object of a module that goes too", null, "require('./gone-too.js').y = 1;", {
    "gone-too.js": "exports.z = 0;",
  }),
  one("values of others", null, "const { PI } = require('./other.js'); exports.two = PI * 2;", {
    "other.js": "exports.PI = 3;",
  }),
  one(
    "accessors",
    null,
    "Object.defineProperty(exports, 'late', { enumerable: true, get: function () { return require('./other.js'); } });",
    { "other.js": "" },
  ),
  one("a table that its module fills", null, "exports.x = require('./other.js').table.x;", {
    "other.js":
      "const table = {}; exports.table = table; let n = 0; const number = () => n++; function put(k) { table[k] = number(); } put('x'); put('y');",
  }),
  one("exports that a barrel copies", null, "exports.x = require('./index.js').x;", {
    "index.js":
      "var __createBinding = function (o, m, k) { Object.defineProperty(o, k, { enumerable: true, get: function () { return m[k]; } }); }; var __exportStar = (this && this.__exportStar) || function (m, exports) { for (var p in m) if (p !== 'default' && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p); }; __exportStar(require('./other.js'), exports);",
    "other.js": "exports.x = 1;",
  }),
  one("a value that a load sets which it brings", null, "exports.x = require('./index.js').x;", {
    "index.js": "const other = require('./other.js'); require('./third.js'); module.exports = other;",
    "other.js": "exports.x = 1;",
    "third.js": "require('./other.js').x = 2;",
  }),
  one("a value of the same name that another load sets", null, "exports.x = require('./other.js').level;", {
    "other.js": "exports.level = 1;",
    "third.js":
      "const other = require('./other.js'); const own = make(); own.level = 2; function make() { return { other }; }",
  }),
  one("a variable that is not the constant's", null, "exports.x = process.env.PLANTED;", {
    "other.js": "const { Names } = require('./names.js'); exports.f = (v) => { process.env[Names.HOST] = v; };",
    "names.js":
      "class Names {} exports.Names = Names; Names.HOST = 'OTHER'; exports.is = (x) => (x ? Names.HOST : null);",
  }),
  one("a variable that is not in the list", null, "exports.x = process.env.PLANTED;", {
    "other.js":
      "exports.f = (v) => { for (const name of ['A', 'B']) process.env[name] = v; const key = 'C'; delete process.env[key]; };",
  }),
  one("a copy of the environment", null, "exports.x = process.env.PLANTED;", {
    "other.js":
      "exports.f = (name, v) => { const env = { ...process.env }; env[name] = v; env.PLANTED = v; return env; };",
  }),
  one("files that hold variables and are only read", null, "exports.x = process.env.PLANTED;", {
    "other.js": "exports.f = (text) => require('dotenv').parse(text);",
  }),
];
