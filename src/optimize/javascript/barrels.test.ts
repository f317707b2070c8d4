import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../io/file-system.js";
import { readText } from "../../io/read-text.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { readFile } from "../../languages/javascript/judge/file.js";
import { importAt, keysOf } from "../../languages/javascript/judge/imports.js";
import { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { Resolver } from "../../languages/javascript/resolve/resolver.js";
import { Barrels } from "./barrels.js";
import { LoadedFiles } from "./loaded-files.js";
import { SourceTexts } from "./source-texts.js";

const test = suite("names that a module only passes on");

const PROGRAM: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "p", "type": "module" }',
  "main.js": 'import { a } from "./lib/index.js";\n',
  "lib/index.js": 'export { a } from "./a.js";\nexport * from "./b.js";\n',
  "lib/a.js": "export const a = 1;\n",
  "lib/b.js": "export const b = 2;\n",
};

/** Of the names of main.js's first statement: where they are imported from instead, why not, or null for no barrel. */
function ways(changed: Readonly<Record<string, string>>): readonly (string | null)[] {
  const files = Object.entries({ ...PROGRAM, ...changed });
  const root = projectOf(files);
  const loaded = new LoadedFiles([], root);
  for (const [name] of files) loaded.modules.set(`${root}/${name}`, name);
  const resolver = new Resolver(fileSystem);
  const sources = files.flatMap(([name]) => (/\.[cm]?js$/.test(name) ? `${root}/${name}` : []));
  const graph = new ModuleGraph(resolver, readText);
  const barrels = new Barrels({ starts: [], loaded, resolver, graph, sources, texts: new SourceTexts(), root });
  const source = readFile(readText(`${root}/main.js`) ?? "", "main.js");
  if (source.unread !== null) throw new Error(source.unread.message);
  const node = importAt(source, 1, 1);
  assert.ok(node);
  return keysOf(node).map(({ local }, index) => {
    const from = /from "(.*?)"/.exec(source.text)?.[1] ?? null;
    const place = { file: "main.js", importer: "main.js", line: 1, column: 1, index, imported: [] };
    const way = barrels.wayOf({ ...place, text: local, from, bound: local }, source);
    if (way === null || "code" in way) return way?.code ?? null;
    return `${way.instead?.name} ${way.instead?.specifier} ${way.instead?.order}`;
  });
}

test("are imported from the module that defines them, in the order in which these load", () => {
  const text = 'import d, { b, a, ns } from "./lib/index.js";\n';
  const index = `${PROGRAM["lib/index.js"]}export { a as default } from "./inner/i.js";\nimport * as ns from "./b.js";\nexport { ns };\n`;
  const inner = { "lib/inner/i.js": 'import { a } from "../a.js";\nexport { a };\n' };
  assert.equal(ways({ "main.js": text, "lib/index.js": index, ...inner }), [
    ...["a ./lib/a.js 0", "b ./lib/b.js 1", "a ./lib/a.js 0", "* ./lib/b.js 1"],
  ]);
});

/** What is changed of the program, and the code of the reason; null where the module is no barrel. */
const REFUSED: readonly (readonly [string, Readonly<Record<string, string>>, string | null])[] = [
  ["another package's module", { "main.js": 'import { a } from "lib";\n' }, null],
  ["a namespace", { "main.js": 'import * as a from "./lib/index.js";\n' }, null],
  ["a name of its own", { "lib/index.js": 'export const a = 1;\nexport * from "./b.js";\n' }, null],
  [
    "one of CommonJS",
    { "lib/index.js": 'export { a } from "./a.cjs";\n', "lib/a.cjs": "exports.a = 1;\n" },
    "not-passed-on",
  ],
  ["one of what Node brings", { "lib/index.js": 'export { join as a } from "node:path";\n' }, "not-passed-on"],
  [
    "one of two modules",
    { "lib/index.js": 'export * from "./a.js";\nexport * from "./c.js";\n', "lib/c.js": "export let a;\n" },
    "not-passed-on",
  ],
  ["one of another package", { "lib/package.json": '{ "name": "lib", "type": "module" }' }, "other-package"],
  [
    "a file beyond the project",
    { "lib/index.js": 'export { a } from "./a%23.js";\n', "lib/a#.js": "export const a = 1;\n" },
    "other-package",
  ],
  ["a way back to the barrel", { "lib/a.js": 'import "./index.js";\nexport const a = 1;\n' }, "changes-cycle"],
  ["a way back to the importer", { "lib/b.js": 'import "../main.js";\n' }, "changes-cycle"],
  ["what waits", { "lib/b.js": "await 1;\n" }, "waits-at-load"],
  ["what can't be known", { "lib/b.js": 'import "./none.js";\n' }, "es-module"],
  ["a test's stand-in", { "test.js": 'jest.mock("./lib/index.js");\n' }, "replaced-by-test"],
  ["a test's spy", { "test.js": 'import * as l from "./lib/index.js";\nsinon.stub(l, "a");\n' }, "replaced-by-test"],
  [
    "other files for browsers",
    { "package.json": '{ "name": "p", "type": "module", "browser": { "./a": "./b" } }' },
    "other-conditions",
  ],
  ["hooks", { "hooks.js": 'import { registerHooks } from "node:module";\n' }, "changes-loader"],
];
for (const [title, changed, code] of REFUSED) {
  test(`not: ${title}`, () => {
    assert.equal(ways(changed), [code]);
  });
}

test("a file of the same package may have a package.json that only says of which type it is", () => {
  assert.equal(ways({ "lib/package.json": '{ "type": "module" }' }), ["a ./lib/a.js 0"]);
});

test.run();
