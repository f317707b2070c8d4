/** Small programs for tests: `main.js` requires `gone.js`, which would load later; other files stay, but for `gone-*.js`. */
export interface Planted {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** One of the codes that have to keep `gone.js` where it is; null for a load that nobody can tell from a later one. */
  readonly code: string | null;
}

/** A program in which `gone.js` is this. */
export const one = (name: string, code: string | null, gone: string, files: Record<string, string> = {}): Planted => ({
  name,
  code,
  files: { "gone.js": gone, ...files },
});

const EXTENDS = `var __extends = (this && this.__extends) || (function () {
    var extendStatics = function (d, b) {
        extendStatics = Object.setPrototypeOf ||
            ({ __proto__: [] } instanceof Array && function (d, b) { d.__proto__ = b; }) ||
            function (d, b) { for (var p in b) if (Object.prototype.hasOwnProperty.call(b, p)) d[p] = b[p]; };
        return extendStatics(d, b);
    };
    return function (d, b) {
        if (typeof b !== "function" && b !== null)
            throw new TypeError("Class extends value " + String(b) + " is not a constructor or null");
        extendStatics(d, b);
        function __() { this.constructor = d; }
        d.prototype = b === null ? Object.create(b) : (__.prototype = b.prototype, new __());
    };
})();
`;
/** A class as TypeScript compiles it. */
export const compiledClass = (body: string, base: string, helper = EXTENDS): string =>
  `${helper}var other_1 = require("./other.js");\nvar D = (function (_super) { __extends(D, _super); function D() {} ${body} return D; })(${base}); exports.D = D;`;

/** Each does something that others see, or that depends on when it happens. */
export const EFFECTS: readonly Planted[] = [
  one("arguments that may be wrong", "unknown-at-load", "exports.x = require('node:util').parseArgs({ options: {} });"),
  one("arguments that are called", "unknown-at-load", "exports.x = process.argv.map((each) => each.go().now());"),
  one("arguments that another file takes away", "reads-argv", "exports.x = process.argv.slice(2);", {
    "other.js": "exports.shift = () => process.argv.shift();",
  }),
  one("a global that another file sets", "reads-global", "exports.before = globalThis._;", {
    "other.js": "exports.set = () => { globalThis._ = 1; };",
  }),
  one(
    "a global that a function of another file's, called at load, reads and sets",
    "reads-global",
    "exports.x = require('./other.js').get();",
    {
      "other.js": "exports.get = () => globalThis._; exports.set = () => { globalThis._ = 1; };",
    },
  ),
  one(
    "a global whose name is no word, which another file has",
    "reads-global",
    "exports.x = globalThis['__core-js_shared__'];",
    {
      "other.js": "exports.set = (to) => { const name = '__core-js_shared__'; to[name] = 1; };",
    },
  ),
  one("a global", "changes-global", "globalThis.answer = 42;"),
  one("an undeclared name", "changes-global", "answer = 42;"),
  one(
    "a global by another name",
    "changes-global",
    "const g = typeof window !== 'undefined' ? window : global; g.answer = 1;",
  ),
  one("a global through this", "changes-global", "(function () { return Function('return this')(); })().answer = 1;"),
  one("a prototype of the engine's", "changes-builtin", "String.prototype.shout = function () { return this + '!'; };"),
  one(
    "a defined property",
    "changes-builtin",
    "Object.defineProperty(Array.prototype, 'last', { get() { return this.at(-1); } });",
  ),
  one("a prototype by an alias", "changes-builtin", "const p = Array.prototype; const q = p; q.first = 1;"),
  one("a static of the engine's", "changes-builtin", "Object.assign(Math, { half: (x) => x / 2 });"),
  one("Error.stackTraceLimit", "changes-builtin", "Error.stackTraceLimit = 50;"),
  one("EventEmitter's default", "changes-builtin", "require('events').defaultMaxListeners = 50;"),
  one("a function of Node's", "changes-builtin", "const fs = require('fs'); fs.readFile = function () {};"),
  one("promises of Node's", "changes-builtin", "const { promises } = require('node:fs'); promises.extra = 1;"),
  one("a listener of the process", "listens", "process.on('SIGINT', () => {});"),
  one("a listener once", "listens", "process.once('exit', function () {});"),
  one("a listener of stdin", "listens", "process.stdin.on('data', () => {});"),
  one("the exit code", "changes-process", "process.exitCode = 3;"),
  one("the directory", "changes-process", "process.chdir('/');"),
  one("the umask", "changes-process", "process.umask(0);"),
  one("the title", "changes-process", "process.title = 'x';"),
  one("a variable of the environment", "changes-environment", "process.env.PLANTED = '1';"),
  one("a variable by an alias", "changes-environment", "const { env } = process; env['PLANTED'] = '1';"),
  one("many variables", "changes-environment", "Object.assign(process.env, { A: '1' });"),
  one("a removed variable", "changes-environment", "delete process.env.HOME;"),
  one("an extension of require", "changes-loader", "require.extensions['.txt'] = (m) => { m.exports = 1; };"),
  one(
    "Module._load",
    "changes-loader",
    "const M = require('module'); const old = M._load; M._load = function (...a) { return old.apply(this, a); };",
  ),
  one("require.cache", "changes-loader", "delete require.cache[require.resolve('./other.js')];", { "other.js": "" }),
  one("a timer", "schedules", "setTimeout(() => {}, 1);"),
  one("an interval in a function", "schedules", "function go() { setInterval(() => {}, 10).unref(); } go();"),
  one("nextTick", "schedules", "process.nextTick(() => {});"),
  one("a promise's reaction", "schedules", "Promise.resolve(1).then((x) => x);"),
  one("an async function", "schedules", "async function main() { await null; } main();"),
  one("output", "writes-output", "console.log('hello');"),
  one("output to stderr", "writes-output", "process.stderr.write('x');"),
  one("a file that it reads", "reads-file", "require('fs').readFileSync('/etc/hostname', 'utf8');"),
  one("a file that it asks for", "reads-file", "exports.x = require('fs').existsSync('./.rc');"),
  one("a file that it writes", "writes-file", "require('node:fs').mkdirSync('made', { recursive: true });"),
  one("a process", "starts-process", "exports.v = require('child_process').execSync('true');"),
  one("the network", "network", "require('net').connect(9).on('error', () => {}).destroy();"),
  one("the clock", "reads-clock", "exports.began = Date.now();"),
  one("the clock by new", "reads-clock", "exports.began = new Date();"),
  one("the environment, which is set", "reads-environment", "exports.debug = process.env.PLANTED;", {
    "other.js": "exports.f = () => { process.env.PLANTED = '1'; };",
  }),
  one("all of the environment", "reads-environment", "exports.all = { ...process.env };"),
  one("the arguments, which are changed", "reads-argv", "exports.v = process.argv.includes('-v');", {
    "other.js": "exports.f = () => process.argv.splice(2, 1);",
  }),
  one("the arguments, which are changed by another name", "reads-argv", "exports.v = process.argv.includes('-v');", {
    "other.js": "exports.f = (args = process.argv) => args.splice(2, 1);",
  }),
  one("the directory, which is changed", "reads-directory", "exports.here = process.cwd();", {
    "other.js": "exports.f = () => process.chdir('/');",
  }),
  one("a terminal's width", "reads-terminal", "exports.width = process.stdout.columns;"),
  one("free memory", "reads-machine", "exports.free = require('os').freemem();"),
  one("a throw", "throws-at-load", "throw new Error('no');"),
  one("a missing module", "missing-module", "const x = require('not-there-at-all'); exports.x = x;"),
  one(
    "a setter of a class of its own",
    "changes-global",
    "class A { set x(v) { globalThis.answer = v; } } new A().x = 1;",
  ),
  one(
    "a static setter of a class of its own",
    "changes-global",
    "class A { static set x(v) { globalThis.answer = v; } } A.x = 1;",
  ),
  one(
    "a setter that a class of its own inherits",
    "changes-global",
    "class A { set x(v) { globalThis.answer = v; } } class B extends A {} B.prototype.x = 1;",
  ),
  one("a setter of an object", "changes-global", "const o = { set x(v) { globalThis.answer = v; } }; o.x = 1;"),
  one(
    "a setter by its computed name",
    "changes-global",
    "const o = { set ['x' + 1](v) { globalThis.answer = v; } }; o.x1 = 1;",
  ),
  one(
    "a setter that is defined",
    "changes-global",
    "const o = {}; Object.defineProperty(o, 'x', { set(v) { globalThis.answer = v; } }); o.x = 1;",
  ),
  one(
    "a setter by Object.assign",
    "changes-global",
    "const o = { set x(v) { globalThis.answer = v; } }; Object.assign(o, { x: 1 });",
  ),
  one(
    "a setter by a computed key",
    "changes-global",
    "const o = { set x(v) { globalThis.answer = v; } }; for (const k of ['x']) o[k] = 1;",
  ),
  one(
    "a setter that is given a function",
    "changes-global",
    "const o = { set x(f) { f(); } }; o.x = () => { globalThis.answer = 1; };",
  ),
  one(
    "a setter of another module's class, by an instance's prototype",
    "calls-setter",
    "const { Base } = require('./other.js'); class D extends Base {} D.prototype.x = 1; exports.D = D;",
    { "other.js": "const all = []; exports.all = all; exports.Base = class { set x(v) { all.push(v); } };" },
  ),
  one(
    "a setter of another module's object, which is defined by a call",
    "calls-setter",
    "const { base } = require('./other.js'); const own = Object.create(base); own.x = 1; exports.own = own;",
    {
      "other.js":
        "const all = []; exports.all = all; exports.base = {}; Object.defineProperty(exports.base, 'x', { set: (v) => all.push(v) });",
    },
  ),
  one("a setter of a compiled class", "calls-setter", compiledClass("D.prototype.x = 1;", "other_1.Base"), {
    "other.js": "const all = []; exports.all = all; exports.Base = class { set x(v) { all.push(v); } };",
  }),
  one(
    "a base that a compiled class changes",
    "changes-other-module",
    compiledClass("_super.made = 1;", "other_1.Base"),
    {
      "other.js": "exports.Base = class {};",
    },
  ),
  one(
    "what a compiled class inherits, changed",
    "changes-other-module",
    compiledClass("D.prototype.__proto__.made = 1;", "other_1.Base"),
    { "other.js": "exports.Base = class {};" },
  ),
  one(
    "another module's class that is made to inherit",
    "changes-other-module",
    compiledClass("__extends(other_1.Other, D);", "other_1.Base"),
    { "other.js": "exports.Base = class {}; exports.Other = class {};" },
  ),
  one(
    "a helper of that name that does more",
    "changes-other-module",
    compiledClass("", "other_1.Base", "var __extends = function (d, b) { b.made = d; };\n"),
    {
      "other.js": "exports.Base = class {};",
    },
  ),
  one(
    "a helper of that name that is replaced",
    "changes-other-module",
    compiledClass("", "other_1.Base", `${EXTENDS}__extends = function (d, b) { b.made = d; };\n`),
    { "other.js": "exports.Base = class {};" },
  ),
  one("another module's export", "changes-other-module", "require('./other.js').y = 1;", {
    "other.js": "exports.y = 0;",
  }),
  one("another module's object", "calls-staying-module", "const { list } = require('./other.js'); list.push(1);", {
    "other.js": "exports.list = [];",
  }),
  one("another module's class", "changes-other-module", "require('./other.js').A.prototype.f = () => 1;", {
    "other.js": "exports.A = class {};",
  }),
  one("another module's registry", "changes-own-module", "require('./other.js').register('a', () => 1);", {
    "other.js":
      "const all = new Map(); exports.register = (k, f) => { all.set(k, f); }; exports.all = () => [...all.keys()];",
  }),
  one("another module's count", "changes-own-module", "const { next } = require('./other.js'); exports.id = next();", {
    "other.js": "let id = 0; exports.next = () => ++id;",
  }),
  one("a registry behind a module that passes it on", "changes-own-module", "require('./index.js').register('a');", {
    "index.js": "Object.assign(exports, require('./other.js'));\nexports.register = require('./other.js').register;",
    "other.js": "const all = []; exports.register = (k) => { all.push(k); };",
  }),
  one(
    "a call of its own that another module makes",
    "changes-global",
    "require('./other.js').run(() => { global.answer = 1; });",
    {
      "other.js": "exports.run = (f) => f();",
    },
  ),
  one(
    "a registry that an instance is in",
    "changes-own-module",
    "const { Item } = require('./other.js'); exports.item = new Item();",
    {
      "other.js": "const all = []; exports.Item = class { constructor() { all.push(this); } }; exports.all = all;",
    },
  ),
  one("random values of somebody's own", "reads-random", "exports.id = Math.random();", {
    "other.js": "exports.seed = () => { Math.random = () => 4; };",
  }),
  one("a call that reads what may be set", "reads-changing", "exports.mode = require('./other.js').getMode();", {
    "other.js": "let mode = 1; exports.getMode = () => mode; exports.setMode = (to) => { mode = to; };",
  }),
  one("a getter that reads what may be set", "reads-changing", "exports.mode = require('./other.js').mode;", {
    "other.js": "let m = 1; module.exports = { get mode() { return m; }, set(to) { m = to; } };",
  }),
  one("a value that is set later", "reads-changing", "exports.red = require('./other.js').level > 0;", {
    "other.js": "exports.level = 1;",
    "third.js": "const other = require('./other.js'); exports.f = () => { other.level = 0; };",
  }),
  one("a value that its module sets", "reads-changing", "exports.red = require('./other.js').level;", {
    "other.js": "exports.level = 1; exports.set = (x) => { exports.level = x; };",
  }),
  one("a value that is Node's and set later", "reads-changing", "exports.get = require('https').get;", {
    "third.js": "const https = require('node:https'); exports.f = () => { https.get = null; };",
  }),
  one("a value that is Node's and set by a load that stays", "reads-changing", "exports.get = require('https').get;", {
    "third.js": "const https = require('node:https'); https.get = null;",
  }),
  ...[
    ["another module's as it is", "module.exports = require('./other.js');"],
    ["what a call gives of it", "module.exports = require('./keep.js')(require('./other.js'));"],
    ["what the engine gives of it", "module.exports = Object.seal(require('./other.js'));"],
    ["another one's later", "exports.y = 1; exports.take = () => { module.exports = require('./other.js'); };"],
    ["what a class gives", "class A { constructor() { return require('./other.js'); } } module.exports = new A();"],
  ].map(([how = "", same = ""]) =>
    one(
      `a value that is set by a module that exports ${how}`,
      "reads-changing",
      "exports.x = require('./other.js').x;",
      {
        "other.js": "module.exports = { x: 1 };",
        "keep.js": "module.exports = (x) => x;",
        "same.js": same,
        "third.js": "const same = require('./same.js'); require('./other.js'); exports.f = () => { same.x = 2; };",
      },
    ),
  ),
  one("a value that is set by a default export", "reads-changing", "exports.x = require('./other.js').x;", {
    "other.js": "module.exports = { x: 1 };",
    "same.js": "exports.default = require('./other.js');",
    "third.js":
      "const same = __importDefault(require('./same.js')).default; require('./other.js'); exports.f = () => { same.x = 2; };",
  }),
  one("a value that is set by a name for more than one", "reads-changing", "exports.x = require('./other.js').x;", {
    "other.js": "module.exports = { x: 1 };",
    "own.js": "exports.x = 1;",
    "third.js":
      "let own = require('./own.js'); exports.g = () => { own = require('./other.js'); }; exports.f = () => { own.x = 2; };",
  }),
  one("a static block", "changes-global", "class A { static { globalThis.answer = 1; } } module.exports = A;"),
  one("a static field", "reads-clock", "module.exports = class { static began = Date.now(); };"),
  one("a computed key", "changes-global", "module.exports = { [(globalThis.answer = 'k')]: 1 };"),
  one("a default that runs", "reads-clock", "function f(x = Date.now()) { return x; } exports.x = f();"),
  one(
    "a constructor",
    "listens",
    "class A { constructor() { process.on('exit', this.end); } end() {} } exports.a = new A();",
  ),
  one(
    "a getter of its own",
    "changes-global",
    "const o = { get x() { global.answer = 1; return 1; } }; exports.x = o.x;",
  ),
  one("a callback of its own", "changes-global", "[1, 2].forEach((x) => { global['answer' + x] = x; });"),
  one("a bound function", "writes-output", "const log = console.log.bind(console); log('x');"),
  one("a call by apply", "listens", "process.on.apply(process, ['exit', () => {}]);"),
  one("code from text", "unknown-at-load", "eval('global.answer = 1');"),
  one("a getter's module", "changes-own-module", "const { make } = require('./other.js'); make().push(1);", {
    "other.js": "const held = []; exports.make = () => { held.push(0); return held; };",
  }),
  one("a table that a function fills later", "reads-changing", "exports.x = require('./other.js').table.x;", {
    "other.js":
      "const table = {}; exports.table = table; function put(k, v) { table[k] = v; } put('x', 1); exports.set = (k) => put(k, 2);",
  }),
  one(
    "a table that a function fills, which is handed out",
    "reads-changing",
    "exports.x = require('./other.js').table.x;",
    {
      "other.js":
        "const table = {}; exports.table = table; const put = (k, v) => { table[k] = v; }; put('x', 1); exports.put = put;",
    },
  ),
  one("a table that a method fills", "reads-changing", "exports.x = require('./other.js').table.x;", {
    "other.js":
      "const table = {}; exports.table = table; function put(k, v) { table[k] = v; } exports.A = class { at = put('x', 1); };",
  }),
  one("exports that another module is given", "reads-changing", "exports.x = require('./other.js').x;", {
    "other.js": "exports.x = 1;",
    "third.js": "__exportStar(require('./fourth.js'), require('./other.js'));",
    "fourth.js": "exports.x = 2;",
  }),
  one("a value that another load sets", "reads-changing", "exports.x = require('./other.js').x;", {
    "other.js": "exports.x = 1;",
    "third.js": "require('./other.js').x = 2;",
  }),
  one(
    "a value that a load sets which something else may bring",
    "reads-changing",
    "exports.x = require('./index.js').x;",
    {
      "index.js":
        "const other = require('./other.js'); if (process.argv[2]) require('./third.js'); module.exports = other;",
      "other.js": "exports.x = 1;",
      "third.js": "require('./other.js').x = 2;",
      "fourth.js": "require('./third.js');",
    },
  ),
  one("a value that a load sets which a call may bring", "reads-changing", "exports.x = require('./index.js').x;", {
    "index.js":
      "const other = require('./other.js'); if (process.argv[2]) require('./third.js'); module.exports = other; exports.f = () => require('./third.js');",
    "other.js": "exports.x = 1;",
    "third.js": "require('./other.js').x = 2;",
  }),
  one(
    "a value that a load sets which an edit may take away",
    "reads-changing",
    "exports.x = require('./index-own.js').x;",
    {
      "index-own.js":
        "const other = require('./other.js'); if (process.argv[2]) require('./third.js'); module.exports = other;",
      "other.js": "exports.x = 1;",
      "third.js": "require('./other.js').x = 2;",
    },
  ),
  one("a value that a load sets where a class asks for it", "reads-changing", "exports.x = require('./index.js').x;", {
    "index.js":
      "const other = require('./other.js'); module.exports = other; exports.A = class { third = require('./third.js'); }; if (process.argv[2]) new exports.A();",
    "other.js": "exports.x = 1;",
    "third.js": "require('./other.js').x = 2;",
  }),
  one(
    "a value that a load sets where a parameter asks for it",
    "reads-changing",
    "exports.x = require('./index.js').x;",
    {
      "index.js":
        "const other = require('./other.js'); module.exports = other; function f(third = require('./third.js')) {} exports.f = f; if (process.argv[2]) f();",
      "other.js": "exports.x = 1;",
      "third.js": "require('./other.js').x = 2;",
    },
  ),
  one(
    "another module's object that a call changes within",
    "changes-other-module",
    "require('./util.js').fill({ all: require('./other.js').all });",
    {
      "util.js": "exports.fill = (into) => { into.all.x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "what an own object inherits from, which a call changes",
    "changes-other-module",
    "require('./util.js').fill(Object.create(require('./other.js').all));",
    {
      "util.js": "exports.fill = (into) => { Object.getPrototypeOf(into).x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "an own object with a setter of another module's that a call changes",
    "changes-other-module",
    "require('./util.js').fill(Object.create(require('./other.js').all));",
    {
      "util.js": "exports.fill = (into) => { into.x = 1; };",
      "other.js": "const found = []; exports.found = found; exports.all = { set x(to) { found.push(to); } };",
    },
  ),
  one(
    "another module's object that a call hands on",
    "changes-other-module",
    "require('./util.js').fill([require('./other.js').all]);",
    {
      "util.js": "const put = (to) => { to.x = 1; }; exports.fill = (all) => { put(all[0]); };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "another module's object that a call hands to a third",
    "changes-other-module",
    "require('./util.js').fill({ all: require('./other.js').all });",
    {
      "util.js": "const { put } = require('./put.js'); exports.fill = (into) => { put(into.all); };",
      "put.js": "exports.put = (to) => { to.x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one(
    "another module's object that is what a call changes",
    "changes-other-module",
    "require('./util.js').fill(require('./other.js').all);",
    {
      "util.js": "const { put } = require('./put.js'); exports.fill = (into) => { put(into); };",
      "put.js": "exports.put = (to) => { to.x = 1; };",
      "other.js": "exports.all = {};",
    },
  ),
  one("a variable by a constant", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "const { Names } = require('./names.js'); exports.f = (v) => { process.env[Names.HOST] = v; };",
    "names.js": "class Names {} exports.Names = Names; Names.HOST = 'PLANTED';",
  }),
  one("a variable by what may be any constant", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "const { Names } = require('./names.js'); exports.f = (v) => { process.env[Names.HOST] = v; };",
    "names.js": "class Names {} exports.Names = Names; Names.HOST = 'OTHER'; exports.set = (x) => { Names.HOST = x; };",
  }),
  one("a variable by what it begins with", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "exports.f = (name, v) => { process.env['PLAN' + name] = v; };",
  }),
  one("the environment by another name", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "const vars = process.env; exports.f = (name, v) => { vars[name] = v; };",
  }),
  one("an environment that was handed on", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "exports.f = (env) => { env.PLANTED = '1'; };",
  }),
  one("an environment through a proxy", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "const env = new Proxy(process.env, {}); exports.f = (name) => { env[name] = '1'; };",
  }),
  one("files that hold variables", "reads-environment", "exports.x = process.env.PLANTED;", {
    "other.js": "exports.f = () => require('dotenv').config();",
  }),
  one("the temporary folder", "reads-environment", "exports.x = require('os').tmpdir();", {
    "other.js": "exports.f = (to) => { process.env.TEMP = to; };",
  }),
];
