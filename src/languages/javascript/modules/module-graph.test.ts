import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../../io/file-system.js";
import { readText } from "../../../io/read-text.js";
import { projectOf } from "../../../io/testing/tried-project.js";
import { Resolver } from "../resolve/resolver.js";
import { ModuleGraph } from "./module-graph.js";

const test = suite("ES modules as Node links them");

function graphOf(files: Readonly<Record<string, string>>): { graph: ModuleGraph; at: (name: string) => string } {
  const root = projectOf(Object.entries(files));
  return { graph: new ModuleGraph(new Resolver(fileSystem), readText), at: (name) => `${root}/${name}` };
}

test("whose an export is, through all that passes it on", () => {
  const { graph, at } = graphOf({
    "a.mjs":
      'import d, { x as y } from "./b.mjs";\nimport { readFile } from "node:fs";\nexport { d, y, readFile };\nexport * from "./b.mjs";\nexport * as ns from "./b.mjs";\nexport { value, default } from "./c.cjs";\n',
    "b.mjs":
      "export const x = 1, { p, q: [r] } = {};\nexport let s = 1;\nexport function t() { ({ s } = {}); }\nexport default class {}\nlet u;\nexport { u as v };\nfor (u of []);\n",
    "c.cjs": "exports.value = 1;\n",
  });
  const shown = (name: string): string => {
    const home = graph.homeOf(at("a.mjs"), name);
    if (home.kind === "own") return `${home.file.slice(at("").length)}${home.isRebound ? " rebound" : ""}`;
    return home.kind === "snapshot" ? `snapshot ${home.name}` : home.kind;
  };
  const names = "d y readFile x p r s t v ns value default none".split(" ");
  assert.equal(Object.fromEntries(names.map((name) => [name, shown(name)])), {
    ...{ d: "b.mjs", y: "b.mjs", readFile: "snapshot readFile", x: "b.mjs", p: "b.mjs", r: "b.mjs" },
    ...{ s: "b.mjs rebound", t: "b.mjs", v: "b.mjs rebound", ns: "b.mjs" },
    ...{ value: "snapshot value", default: "snapshot default", none: "missing" },
  });
});

test("an eval may give any variable another value, but no constant", () => {
  const { graph, at } = graphOf({
    "a.mjs": "export let a = 1;\nexport const b = 1;\nexport const f = (text) => eval(text);\n",
  });
  const constant = { kind: "own", file: at("a.mjs"), name: "b", isRebound: false, by: [] };
  assert.equal(graph.homeOf(at("a.mjs"), "a"), { ...constant, name: "a", isRebound: true });
  assert.equal(graph.homeOf(at("a.mjs"), "b"), constant);
});

test("of a name that two modules have, or CommonJS may have, nothing is known", () => {
  const { graph, at } = graphOf({
    "a.mjs": 'export * from "./b.mjs";\nexport * from "./c.mjs";\n',
    "b.mjs": "export const x = 1;\nexport const y = 1;\n",
    "c.mjs": 'export const x = 2;\nexport * from "./d.cjs";\n',
    "d.cjs": "exports.z = 1;\n",
  });
  for (const name of ["x", "y", "z"]) assert.is(graph.homeOf(at("a.mjs"), name).kind, "unknown", name);
});

test("what waits at the top level", () => {
  const texts: readonly (readonly [string, boolean])[] = [
    ["await 1;", true],
    ["export const x = await 1;", true],
    ["for await (const x of []);", true],
    ["{ await using x = null; }", true],
    ["class A { [await 1]() {} }", true],
    ["class A { static x = async () => await 1; }", false],
    ["export const f = async () => await 1;", false],
    ["const o = { async f() { for await (const x of []); } };", false],
    ["const awaited = 'await';", false],
  ];
  const { graph, at } = graphOf(Object.fromEntries(texts.map(([text], i) => [`${i}.mjs`, `${text}\n`])));
  for (const [i, [text, waits]] of texts.entries()) assert.is(graph.waits(at(`${i}.mjs`)), waits, text);
  assert.is(graph.waits(at("none.mjs")), null);
});

test("what is linked with a module, and what is not known of it", () => {
  const { graph, at } = graphOf({
    "a.mjs": 'import "./b.mjs";\nimport("./late.mjs");\nexport * from "./c.mjs";\nimport "node:fs";\n',
    "b.mjs": 'import "./d.cjs";\n',
    "c.mjs": 'import "./a.mjs";\nimport data from "./e.json" with { type: "json" };\n',
    "d.cjs": 'require("./late.mjs");\n',
    "e.json": "{}",
    "late.mjs": "",
    "lost.mjs": 'import "./nowhere.mjs";\n',
    "query.mjs": 'import "./b.mjs?x";\n',
    "plain.js": "export const x = 1;\n",
    "typeless.mjs": 'import "./plain.js";\n',
  });
  const linked = (name: string) => graph.linkedWith(at(name));
  assert.equal([...linked("a.mjs").files].map((file) => file.slice(at("").length)).sort(), [
    ...["a.mjs", "b.mjs", "c.mjs", "d.cjs", "e.json"],
  ]);
  assert.is(linked("a.mjs").unknown, null);
  for (const name of ["lost.mjs", "query.mjs", "typeless.mjs"]) assert.ok(linked(name).unknown !== null, name);
  const cut = graph.linkedWith(at("a.mjs"), (_file, { line }) => (line === 1 ? [] : null));
  assert.not.ok(cut.files.has(at("b.mjs")));
});

test("what a require may give instead of a module", () => {
  const { graph, at } = graphOf({
    "a.mjs": 'export * from "./b.mjs";\nexport * from "node:fs";\n',
    "b.mjs": "export const x = 1;\n",
    "c.mjs": 'const x = 1;\nexport { x as "module.exports" };\n',
    "d.mjs": 'export * from "./c.mjs";\n',
    "e.mjs": 'export * from "./f.cjs";\n',
    "f.cjs": "",
  });
  for (const name of ["a.mjs", "b.mjs"]) assert.not.ok(graph.mayExportWhole(at(name)), name);
  for (const name of ["c.mjs", "d.mjs", "e.mjs"]) assert.ok(graph.mayExportWhole(at(name)), name);
});

test.run();
