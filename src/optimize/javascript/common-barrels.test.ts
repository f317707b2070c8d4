import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../io/file-system.js";
import { readText } from "../../io/read-text.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { readFile } from "../../languages/javascript/judge/file.js";
import { namesAt } from "../../languages/javascript/judge/names.js";
import { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { Resolver } from "../../languages/javascript/resolve/resolver.js";
import { PLAN_OPTIONS } from "../testing/plan-options.js";
import { CommonBarrels } from "./common-barrels.js";
import { LoadedFiles } from "./loaded-files.js";
import { Loads } from "./loads.js";
import { SourceTexts } from "./source-texts.js";
import { TakenProperties } from "./taken-properties.js";

const test = suite("names that a CommonJS module only passes on");

const PROGRAM: Readonly<Record<string, string>> = {
  "main.js": 'const { a } = require("./lib");\n',
  "lib/index.js": 'exports.a = require("./a").a;\nexports.b = require("./b");\n',
  "lib/a.js": "exports.a = 1;\n",
  "lib/b.js": "exports.b = 2;\n",
};

/** Of the names of main.js's first `require`: what they are asked of instead, why not, or null for no barrel. */
function ways(changed: Readonly<Record<string, string>>): readonly (string | null)[] {
  const files = Object.entries({ ...PROGRAM, ...changed });
  const root = projectOf(files);
  const loaded = new LoadedFiles([], root);
  for (const [name] of files) if (!/test/.test(name)) loaded.modules.set(`${root}/${name}`, name);
  const resolver = new Resolver(fileSystem);
  const sources = files.flatMap(([name]) => (/^(?!node_modules).*\.[cm]?js$/.test(name) ? `${root}/${name}` : []));
  const graph = new ModuleGraph(resolver, readText);
  const texts = new SourceTexts();
  const options = { ...PLAN_OPTIONS, project: root, folder: root, environment: {}, commands: [] };
  const loads = new Loads(options, { loaded, resolver, sources, texts, isOwn: () => true });
  const ground = { starts: [], loaded, resolver, graph, sources, texts, root, loads };
  const barrels = new CommonBarrels(ground, new TakenProperties(ground));
  const source = readFile(readText(`${root}/main.js`) ?? "", "main.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const { line, column } = source.places.at(source.text.indexOf("require"));
  return namesAt(source, { file: "main.js", importer: "main.js", line, column }, []).map((name) => {
    const way = barrels.wayOf(name, source);
    if (way === null || "code" in way) return way?.code ?? null;
    return `${way.instead?.name} ${way.instead?.specifier} ${way.instead?.order}`;
  });
}

test("are asked of the module that defines them, in the order in which these load", () => {
  const main = { "main.js": 'const { c, b, a, d } = require("./lib/index.js");\n' };
  const index = `${PROGRAM["lib/index.js"]}const { x } = require("./inner");\nmodule.exports.c = x;\nexports.d = require("./inner").y;\n`;
  const inner = { "lib/inner/index.js": 'module.exports = { y: require("../b").b, x: require("../a").a };\n' };
  assert.equal(ways({ ...main, ...inner, "lib/index.js": index }), [
    ...["a ./lib/a.js 0", "* ./lib/b.js 1", "a ./lib/a.js 0", "b ./lib/b.js 1"],
  ]);
});

test("by names with or without their extension, as the file has others", () => {
  const inner = {
    "lib/index.js": 'exports.a = require("./c/index.js").a;\nexports.b = require("./b");\n',
    "lib/c/index.js": "exports.a = 1;\n",
  };
  assert.equal(ways(inner), ["a ./lib/c 0"]);
  assert.equal(ways({ ...inner, "main.js": 'const { a } = require("./lib/index.js");\n' }), ["a ./lib/c/index.js 0"]);
  const others = { "main.js": 'const { a } = require("./lib/");\nrequire("./lib/b.js");\n' };
  assert.equal(ways({ ...inner, ...others }), ["a ./lib/c/index.js 0"]);
});

const BINDING = `var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    Object.defineProperty(o, k2, { enumerable: true, get: function() { return m[k]; } });
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
`;
const STARS = `${BINDING}var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !exports.hasOwnProperty(p)) __createBinding(exports, m, p);
};
`;
const star = (...files: readonly string[]): string =>
  files.map((each) => `__exportStar(require("${each}"), exports);\n`).join("");

/** What is changed of the program, and where the name is asked of. */
const PASSED: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["stars of older compilers", { "lib/index.js": STARS + star("./b", "./a") }],
  [
    "stars of tslib",
    { "lib/index.js": `var t = require("tslib");\nt.${star("./a")}(0, t.__exportStar)(require("./b"), exports);\n` },
  ],
  [
    "getters of Babel's",
    {
      "lib/index.js":
        'Object.defineProperty(exports, "a", { enumerable: true, get: function () { return _a.a; } });\nvar _a = require("./a");\n',
    },
  ],
  [
    "an object",
    {
      "lib/index.js":
        'const a = require("./a");\nmodule.exports = { a: a.a, f() {}, g: () => 1, h: [1, "x", { y: -1 }] };\n',
    },
  ],
  ["an alias", { "lib/index.js": 'module.exports = require("./a");\n' }],
  ["what is there for its load too", { "lib/index.js": 'require("./b");\nexports.a = require("./a").a;\n' }],
  ["an object of the definer", { "lib/a.js": "module.exports = exports = { a: 1, b() {} };\n" }],
  [
    "what the definer exports under a condition",
    { "lib/a.js": "if (process.argv[2]) exports.a = 1;\nelse exports.a = 2;\n" },
  ],
  [
    "what the definer's functions read",
    { "lib/a.js": "exports.a = 1;\nexports.get = () => exports.a;\nif (require.main === module) exports.get();\n" },
  ],
  ["a definer that a test replaces by its path", { "a.test.js": 'jest.mock("./lib/a");\n' }],
];
for (const [title, changed] of PASSED) {
  test(`so are: ${title}`, () => {
    assert.match(ways(changed)[0] ?? "", /^a \.\/lib\/a(?:\.js)? \d$/);
  });
}

/** What is changed of the program, and the code of the reason; null where the module is no barrel to it. */
const REFUSED: readonly (readonly [string, Readonly<Record<string, string>>, string | null])[] = [
  ["another package's module", { "main.js": 'const { a } = require("lib");\n' }, null],
  ["an importer that is an ES module", { "package.json": '{ "type": "module" }' }, null],
  ["a name of its own", { "lib/index.js": 'exports.a = 1;\nexports.b = require("./b");\n' }, null],
  ["a name that is got late", { "lib/index.js": 'module.exports = { get a() { return require("./a").a; } };\n' }, null],
  ["a value of its own", { "main.js": 'const { a = 1 } = require("./lib");\n' }, "default-value"],
  ["a computed key", { "main.js": 'const { a, [1 + 1]: b } = require("./lib");\n' }, "pattern"],
  ["patterns within", { "main.js": 'const { a, b: { c } } = require("./lib");\n' }, "pattern"],
  ["a name that comes twice", { "main.js": 'var { a, b: a } = require("./lib");\n' }, "reassigned"],
  ["no name of it", { "lib/index.js": 'exports.b = require("./b");\n' }, "not-passed-on"],
  ["a name of all objects", { "main.js": 'const { toString } = require("./lib");\n' }, "not-passed-on"],
  ["something else that runs", { "lib/index.js": `${PROGRAM["lib/index.js"]}console.log(1);\n` }, "does-more"],
  ["a call on the way", { "lib/index.js": 'exports.a = Object.freeze(require("./a").a);\n' }, "does-more"],
  ["a spread", { "lib/index.js": 'module.exports = { ...require("./a") };\n' }, "does-more"],
  ["two values", { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.a = require("./b").b;\n` }, "does-more"],
  [
    "another value later",
    { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.c = () => (exports.a = 2);\n` },
    "does-more",
  ],
  ["other exports", { "lib/index.js": `${PROGRAM["lib/index.js"]}module.exports = {};\n` }, "does-more"],
  ["exports of its own", { "lib/index.js": `var exports = {};\n${PROGRAM["lib/index.js"]}` }, "does-more"],
  ["its exports by this", { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.c = () => this;\n` }, "does-more"],
  [
    "its exports by arguments",
    { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.c = () => arguments[0];\n` },
    "does-more",
  ],
  ["eval", { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.c = (x) => eval(x);\n` }, "does-more"],
  [
    "require by another name",
    { "lib/index.js": `${PROGRAM["lib/index.js"]}exports.c = (x) => require(x);\n` },
    "does-more",
  ],
  ["what is taken before it is there", { "lib/index.js": 'exports.a = a.a;\nvar a = require("./a");\n' }, "does-more"],
  [
    "a variable with two values",
    { "lib/index.js": 'let a = require("./a");\nexports.a = a.a;\na = 1;\n' },
    "does-more",
  ],
  ["an unknown helper", { "lib/index.js": STARS.replace('p !== "default" && ', "") + star("./a") }, "does-more"],
  ["a helper without its own", { "lib/index.js": STARS.slice(BINDING.length) + star("./a") }, "does-more"],
  [
    "a name of two stars",
    { "lib/index.js": STARS + star("./a", "./c"), "lib/c.js": "exports.a = 1;\n" },
    "several-stars",
  ],
  [
    "a name that a star may give",
    { "lib/index.js": STARS + star("./a", "./c"), "lib/c.js": "if (x) exports.a = 1;\n" },
    "not-passed-on",
  ],
  [
    "a star before a name",
    { "lib/index.js": `${STARS}${star("./c")}exports.a = require("./a").a;\n`, "lib/c.js": "exports.a = 1;\n" },
    "several-stars",
  ],
  [
    "a star of unknown names",
    { "lib/index.js": STARS + star("./a", "./c"), "lib/c.js": "Object.assign(exports, x);\n" },
    "not-passed-on",
  ],
  ["what Node brings", { "lib/index.js": 'exports.a = require("path");\n' }, "not-passed-on"],
  ["data", { "lib/index.js": 'exports.a = require("./a.json");\n', "lib/a.json": "{}" }, "not-passed-on"],
  ["a getter of the definer", { "lib/a.js": "module.exports = { get a() { return 1; } };\n" }, "getter"],
  [
    "another value of the definer later",
    { "lib/a.js": "exports.a = 1;\nexports.set = () => (exports.a = 2);\n" },
    "rebound",
  ],
  [
    "another module of the definer later",
    { "lib/a.js": "exports.a = 1;\nexports.set = () => (module.exports = {});\n" },
    "rebound",
  ],
  ["another module behind a wait", { "lib/a.js": "(async () => {\n  module.exports = { a: 1 };\n})();\n" }, "rebound"],
  [
    "a definer that gives itself away",
    { "lib/a.js": "exports.a = 1;\nexports.all = () => exports;\n" },
    "not-passed-on",
  ],
  [
    "a definer of an object with a name",
    { "lib/a.js": "const all = { a: 1 };\nmodule.exports = all;\n" },
    "not-passed-on",
  ],
  ["a definer of computed names", { "lib/a.js": 'for (const key of ["a"]) exports[key] = 1;\n' }, "not-passed-on"],
  ["another value by another file", { "other.js": 'const l = require("./lib");\nl.a = 2;\n' }, "rebound"],
  [
    "another value of the definer by another file",
    { "other.js": 'const l = require("./lib/a");\nl.a = 2;\n' },
    "rebound",
  ],
  ["a sum by another file", { "other.js": 'exports.f = () => {\n  require("./lib").a++;\n};\n' }, "rebound"],
  ...["delete l.a", "[l.a] = [5]", "({ a: l.a } = x)", 'Reflect.set(l, "a", 5)', "Object.assign(l, x)"].map(
    (code): [string, Readonly<Record<string, string>>, string] => [
      `another value by another file: ${code}`,
      { "other.js": `exports.f = (x) => {\n  const l = require("./lib");\n  ${code};\n};\n` },
      "rebound",
    ],
  ),
  [
    "a computed name by another file",
    { "other.js": 'const l = require("./lib");\nfor (const key of x) l[key] = 2;\n' },
    "rebound",
  ],
  ["a barrel that is handed on", { "other.js": 'const l = require("./lib");\nchange(l);\n' }, "rebound"],
  ["a definer that is handed on", { "other.js": 'change(require("./lib/a"));\n' }, "rebound"],
  ["another package's definer", { "lib/package.json": '{ "name": "lib" }' }, "other-package"],
  [
    "a file that can't be written",
    { "lib/index.js": 'exports.a = require("./a b").a;\n', "lib/a b.js": "exports.a = 1;\n" },
    "other-package",
  ],
  ["who asks who loaded it", { "lib/a.js": "exports.a = module.parent;\n" }, "asks-importer"],
  ["a way back to the barrel", { "lib/a.js": 'require("./index");\nexports.a = 1;\n' }, "changes-cycle"],
  ["a way back to the importer", { "lib/b.js": 'exports.b = () => require("../main");\n' }, "changes-cycle"],
  ["a way that is computed", { "lib/b.js": "exports.b = (x) => require(x);\n" }, "dynamic"],
  ["a test's stand-in", { "a.test.js": 'jest.mock("./lib", () => ({}));\n' }, "replaced-by-test"],
  ["a test's spy", { "a.test.js": 'const l = require("./lib");\nsinon.restore();\n' }, "replaced-by-test"],
  ["a spy by the name alone", { "a.test.js": 'sinon.stub(all.lib, "a");\n' }, "rebound"],
  ["a test that has modules anew", { "a.test.js": 'jest.resetModules();\nrequire("./lib/a");\n' }, "replaced-by-test"],
  ["who looks at what was loaded", { "a.test.js": "Object.keys(require.cache);\n" }, "changes-loader"],
  ["who asks for one of what was loaded", { "a.test.js": "require.cache[name];\n" }, "looks-at-cache"],
  ["other files for browsers", { "package.json": '{ "name": "p", "browser": { "./a": "./b" } }' }, "other-conditions"],
  ["hooks", { "hooks.js": "require.extensions['.js'] = x;\n" }, "changes-loader"],
];
for (const [title, changed, code] of REFUSED) {
  test(`not: ${title}`, () => {
    for (const each of ways(changed)) assert.is(each, code);
  });
}

test.run();
