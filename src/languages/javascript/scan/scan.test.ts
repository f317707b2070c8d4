// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources under test hold templates.
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scanFully } from "./full/scan.js";
import type { ImportSite, ScanResult } from "./import.js";
import { scanFast, scanSource } from "./scan.js";
import { sitesOf } from "./sites.js";

const test = suite("JavaScript imports of a source");

/** One import in a line: place, kind, specifier, names, when, conditions, scope. */
function shown(result: ScanResult): string[] {
  const line = (site: ImportSite, what: string) =>
    [
      `${site.line}:${site.column}`,
      site.kind,
      what,
      `{${site.names.map(({ imported, local }) => (local === null ? imported : `${imported} as ${local}`)).join(", ")}}`,
      site.when,
      ...(site.typeOnly === null ? [] : [`(${site.typeOnly})`]),
      ...(site.manner.includes("guarded") ? ["guarded"] : []),
      ...site.conditions.map((condition) => `if ${condition}`),
      ...(site.scope === null ? [] : [`in ${site.scope}`]),
      ...(site.helper === null ? [] : [`by ${site.helper}`]),
      ...(site.reexported ? ["exported"] : []),
      ...(site.base === null ? [] : [`base ${site.base}`]),
    ].join(" ");
  return [
    ...result.imports.map((site) => line(site, site.specifier)),
    ...result.unresolved.map((site) => line(site, `? ${site.reason} ${site.prefix ?? ""}`.trim())),
  ];
}

/** Both parsers must find the same. */
function finds(text: string, expected: string[], file = "a.js"): void {
  const fast = scanFast(text, file);
  assert.ok(fast, "the fast parser is unsure");
  assert.equal(shown(fast), expected);
  assert.equal(scanFully(text, file), fast);
}

test("import statements", () => {
  finds('import a, {b as c, default as d, "x y" as e} from "m"', [
    "1:1 import m {default as a, b as c, default as d, x y as e} eager",
  ]);
  finds('import "m";import * as n from\n"m2"', ["1:1 import m {} eager", "1:12 import m2 {* as n} eager"]);
  finds('import defer * as a from "a"\nimport source b from "b"\nimport defer from "c"', [
    "1:1 import defer a {* as a} eager",
    "2:1 import source b {default as b} eager",
    "3:1 import c {default as defer} eager",
  ]);
  finds('import j from "./a.json" with { type: "json" }', ["1:1 import ./a.json {default as j} eager"]);
});

test("exports from other modules", () => {
  finds('export * from "a"; export * as b from "b"; export {c, d as e} from "c"; export {}', [
    "1:1 export-from a {*} eager exported",
    "1:20 export-from b {* as b} eager exported",
    "1:44 export-from c {c as c, d as e} eager exported",
  ]);
});

test("require, and what is taken of it", () => {
  finds('const a = require("a"), {b, c: d, e: {f}, ...g} = require("b"); require("c")', [
    "1:11 require a {* as a} eager",
    "1:51 require b {b as b, c as d, e, * as g} eager",
    "1:65 require c {} eager",
  ]);
  finds('const x = require("a").b; y = require("c"); f(require("d").e.f)', [
    "1:11 require a {b as x} eager",
    "1:31 require c {* as y} eager",
    "1:47 require d {e} eager",
  ]);
  finds('module.exports = require(`a`); exports.b = require("b"); module.require("c").d()', [
    "1:18 require a {*} eager exported",
    "1:44 require b {*} eager exported",
    "1:58 require c {d} eager",
  ]);
  finds('require.resolve("a"); import.meta.resolve("b")', [
    "1:1 require.resolve a {*} eager",
    "1:23 import.meta.resolve b {*} eager",
  ]);
});

test("functions defer, functions called where they stand do not", () => {
  finds('function f() { class A { get b() { return require("a") } } }', ["1:43 require a {*} deferred in f.A.b"]);
  finds('(function () { require("a") })(); (() => require("b")).call(this); !async function () { require("c") }()', [
    "1:16 require a {} eager in <anonymous>",
    "1:42 require b {*} eager in <anonymous>",
    "1:89 require c {} eager in <anonymous>",
  ]);
  finds('const f = (a = require("a")) => a, g = async x => import("b"), h = function* () { yield require("c") }', [
    "1:16 require a {* as a} deferred in f",
    "1:51 import() b {*} deferred in g",
    "1:89 require c {*} deferred in h",
  ]);
  finds('class A { static a = require("a"); b = require("b"); static { require("c") } [require("d")]() {} }', [
    "1:22 require a {*} eager in A",
    "1:40 require b {*} deferred in A",
    "1:63 require c {} eager in A",
    "1:79 require d {*} eager in A",
  ]);
  finds('Object.defineProperty(exports, "a", { enumerable: true, get: function () { return require("a").a } })', [
    "1:83 require a {a} deferred in get",
  ]);
});

test("conditions and guards", () => {
  finds('if (a)\n require("a"); else if (b) { require("b") } else c && d && require("c")', [
    "2:2 require a {} eager if a",
    "2:30 require b {} eager if !(a) if b",
    "2:60 require c {*} eager if !(a) if !(b) if c && d",
  ]);
  finds(
    'var x = a ? require("a") : b || require("b");     c ??= require("c"); if (z) y; require("d")',
    [
      "1:13 require a {*} eager if a",
      "1:33 require b {*} eager if !(a) if !(b)",
      "1:57 require c {*} eager if (c) == null",
      "1:81 require d {} eager",
    ].map((line) => line),
    "a.js",
  );
  finds('switch (a) { case 1: require("a"); default: require("b") }', [
    "1:22 require a {} eager if a === 1",
    "1:45 require b {} eager if a: default",
  ]);
  finds('try { require("a") } catch { require("b") } finally { require("c") } try { require("d") } finally {}', [
    "1:7 require a {} eager guarded",
    "1:30 require b {} eager if catch",
    "1:55 require c {} eager",
    "1:76 require d {} eager",
  ]);
  finds('try { function f() { require("a") } } catch {}', ["1:22 require a {} deferred in f"]);
});

test("computed specifiers", () => {
  finds('require(a); import(`./l/${b}.js`); require("./" + c + "/d"); require(`${e}`); require(...f); require()', [
    "1:1 require ? computed {} eager",
    "1:13 import() ? template ./l/ {} eager",
    "1:36 require ? concatenation ./ {} eager",
    "1:62 require ? template {} eager",
    "1:79 require ? spread {} eager",
    "1:94 require ? no argument {} eager",
  ]);
});

test("a require of another's is none", () => {
  finds('(function (require, module) { require("a") })(x); require("b")', ["1:51 require b {} eager"]);
  finds('{ const require = f; require("a") } require("b"); function g() { require("c"); var require }', [
    "1:37 require b {} eager",
  ]);
  finds(
    'const f = (require) => require("a"), g = ({a, require}) => require("b"), h = require => require("c"); require("d")',
    ["1:103 require d {} eager"],
  );
  finds('const f = (a = `${require}`, b = [require], c = g(require)) => require("a")', [
    "1:64 require a {*} deferred in f",
  ]);
});

test("createRequire", () => {
  finds(
    'import {createRequire} from "module"\nconst require = createRequire(import.meta.url), r2 = createRequire(cwd + "/")\nrequire("a"); r2("b"); r2.resolve("c"); createRequire(__filename)("d")',
    [
      "1:1 import module {createRequire as createRequire} eager",
      "3:1 require a {} eager",
      '3:15 require b {} eager base cwd + "/"',
      '3:24 require.resolve c {*} eager base cwd + "/"',
      "3:41 require d {} eager",
    ],
  );
});

test("what compilers write", () => {
  finds(
    'const a = __importStar(require("a")), b = (0, tslib_1.__importDefault)(require("b")), c = _interopRequireDefault(require("c")).default;\n__exportStar(require("d"), exports);\nPromise.resolve().then(() => __importStar(require("e")))',
    [
      "1:24 require a {* as a} eager by __importStar",
      "1:72 require b {* as b} eager by __importDefault",
      "1:114 require c {default as c} eager by _interopRequireDefault",
      "2:14 require d {*} eager by __exportStar exported",
      "3:43 require e {*} deferred in <anonymous> by __importStar",
    ],
  );
});

test("UMD wrappers run their factory at once", () => {
  finds(
    '(function (factory) { if (typeof module === "object") { var v = factory(require, exports) } else define(["require"], factory) })(function (require, exports) { const a = require("./a") })',
    ["1:170 require ./a {* as a} eager in <anonymous>"],
  );
  finds(
    "(function (g, f) { typeof exports === 'object' ? f(exports, require('a')) : f(g.e = {}, g.a) }(this, function (exports, a) { require('b') }))",
    [
      "1:61 require a {*} eager if typeof exports === 'object' in <anonymous>",
      "1:126 require b {} deferred in <anonymous>",
    ],
  );
});

test("TypeScript: types are gone, values stay", () => {
  finds(
    'import type {A} from "a"; import {type B} from "b"; import {type C, D} from "c"; export type {E} from "e"; import F = require("f"); import {G} from "g"; let x: G = D(F); type H = import("h").I',
    [
      "1:1 import a {A as A} type-only (written)",
      "1:27 import b {B as B} type-only (all-names-types)",
      "1:53 import c {D as D} eager",
      "1:82 export-from e {E as E} type-only (written) exported",
      "1:108 import-equals f {* as F} eager",
      "1:133 import g {G as G} type-only (unused-as-value)",
      "1:180 import() h {I} type-only (type-query)",
    ],
    "a.mts",
  );
  finds(
    'declare module "x" { import a from "a" } import b from "b"',
    ["1:22 import a {default as a} type-only (declaration)", "1:42 import b {default as b} type-only (declaration)"],
    "a.d.ts",
  );
  const kept = scanFast('import {A} from "a"', "a.ts", { keepsUnused: true });
  assert.is(kept?.imports[0]?.when, "eager");
});

test("TypeScript: arrows, assertions and comparisons are told apart", () => {
  finds(
    'const f = async <T,>(a: T, b?: (x: T) => void): Promise<T> => require("a"), g = a < b, h = c > (require("d"))',
    ["1:63 require a {*} deferred in f", "1:97 require d {*} eager"],
    "a.ts",
  );
  finds(
    'const x = a ? (b) : c => require("e"), y = <any>require("f")',
    ["1:26 require e {*} deferred if !(a) in <anonymous>"]
      .map(() => "1:26 require e {*} deferred in <anonymous>")
      .concat("1:49 require f {* as y} eager"),
    "a.ts",
  );
});

test("JSX", () => {
  finds('const a = <A b={require("b")} c="import(1)">{/* require("x") */} it\'s {import("d")}<></></A>; require("e")', [
    "1:17 require b {*} eager",
    "1:72 import() d {*} eager",
    "1:95 require e {} eager",
  ]);
});

test("words in strings, comments, templates and regular expressions are none", () => {
  finds(
    '"require(1)"; /require("a")/; `require("b")`; // require("c")\n/* import("d") */ x = 1 / 2; y = a++ / require("e") / 2; `${require("f")}`',
    ["2:40 require e {*} eager", "2:61 require f {*} eager"],
  );
  finds('if (x) /[/"]require("a")/.test(y); require("b")', ["1:36 require b {} eager"]);
});

test("what the fast parser leaves to the full one", async () => {
  const flow = await scanSource(
    '// @flow\nimport typeof A from "a"\nimport {type B} from "b"\nconst f = (x: any): string => require("c")',
    "a.js",
  );
  assert.equal(shown(flow), [
    "2:1 import a {default as A} type-only (written)",
    "3:1 import b {B as B} type-only (all-names-types)",
    "4:31 require c {*} deferred in f",
  ]);
  const broken = await scanSource('f();\nlet = = 1;require("a")', "a.js");
  assert.is(broken.imports.length, 0);
  assert.is(broken.unread?.line, 2);
  assert.match(broken.unread?.reason ?? "", /^syntax error: /);
});

test("files of other kinds", async () => {
  assert.match((await scanSource('import "a"', "a.vue")).unread?.reason ?? "", /not read/);
  assert.is((await scanSource('{"import": "a"}', "a.json")).unread, null);
});

test("the sites of a specifier", () => {
  const scanned = scanFast(
    'import type {A} from "a"; import {b} from "a"; require.resolve("a"); import(x); import(`./${y}`)',
    "a.ts",
  );
  assert.ok(scanned);
  const sites = sitesOf(scanned, "a");
  assert.equal(
    sites.named.map(({ column }) => column),
    [],
  );
  assert.equal(
    sites.computed.map(({ column }) => column),
    [70],
  );
});

test.run();
