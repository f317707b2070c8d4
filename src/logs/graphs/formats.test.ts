import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../../errors.js";
import { checkGraph } from "../../graph/check.js";
import { mutatedJson } from "../profile/mutated-json.js";
import { importsOf, readGraph } from "./testing.js";

const test = suite("logs/graphs");

const graphFile = (name: string): string => readFileSync(`fixtures/graphs/${name}.json`, "utf8");

const FORMATS: Readonly<Record<string, string>> = {
  own: "graph",
  esbuild: "esbuild metafile",
  "dependency-cruiser": "dependency-cruiser result",
  rollup: "rollup visualizer file",
  webpack: "webpack stats file",
  pydeps: "pydeps graph",
  grimp: "grimp graph",
  "grimp-details": "grimp graph",
  ruff: "ruff graph",
  madge: "madge graph",
  "madge-npm": "madge graph",
};

test("every format is told by its content, also indented otherwise and as PowerShell saves it", async () => {
  for (const [file, format] of Object.entries(FORMATS)) {
    const text = graphFile(file);
    for (const written of [text, JSON.stringify(JSON.parse(text)), JSON.stringify(JSON.parse(text), null, "\t")]) {
      const reading = await readGraph(written);
      assert.is(reading.format, format, file);
      assert.is(reading.graph.evidence, "static");
      assert.is(reading.static?.bytes.length, reading.graph.modules.count);
      checkGraph(reading.graph);
    }
    assert.is((await readGraph(new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")))).format, format);
  }
});

/** What esbuild, webpack, dependency-cruiser and rollup each say of one program, written by four parsers. */
test("the tools agree on the imports of one program", async () => {
  const own = (lines: readonly string[]) =>
    lines.filter((line) => !line.includes("semver/") && !line.includes("\u0000"));
  const plain = async (file: string) => {
    const found = importsOf(await readGraph(graphFile(file))).map((line) => line.replaceAll("/home/user/release/", ""));
    return own(found.filter((line) => !line.includes("node_modules") && !line.includes("node:")));
  };
  const truth = [
    "bump.js > colours.js",
    "bump.js > history.js",
    "cli.js > bump.js",
    "cli.js > colours.js",
    "cli.js > notes.js deferred",
    "history.js > bump.js",
    "notes.js > colours.js",
  ];
  for (const file of ["esbuild", "webpack", "dependency-cruiser", "rollup"])
    assert.equal(await plain(file), truth, file);
  const eager = truth.map((line) => line.replace(" deferred", ""));
  for (const file of ["madge", "madge-npm"]) assert.equal(await plain(file), eager, file);
});

test("the tools agree on what a dependency imports: esbuild, webpack and dependency-cruiser on all of semver", async () => {
  const [esbuild, webpack, cruiser] = await Promise.all(
    ["esbuild", "webpack", "dependency-cruiser"].map(async (file) => importsOf(await readGraph(graphFile(file)))),
  );
  assert.ok((esbuild?.length ?? 0) > 100);
  // webpack leaves out what a module that it joined with another one imports, and we say so.
  const joined = "bump.js > node_modules/semver/functions/inc.js";
  assert.equal([...(webpack ?? []), joined].sort(), esbuild);
  assert.ok((await readGraph(graphFile("webpack"))).warnings.some(({ code }) => code === "modules-joined"));
  assert.equal(cruiser, esbuild);
});

test("bytes and lines are those of the sources", async () => {
  const webpack = await readGraph(graphFile("webpack"));
  const esbuild = await readGraph(graphFile("esbuild"));
  for (const { graph, static: found } of [webpack, esbuild]) {
    assert.is(found?.bytes[graph.modules.name.indexOf("cli.js")], 438);
    assert.equal(
      found?.entries.map((module) => graph.modules.name[module]),
      ["cli.js"],
    );
  }
  const { graph } = webpack;
  const cli = graph.modules.name.indexOf("cli.js");
  const lines = [...graph.imports.importer.keys()]
    .filter((row) => graph.imports.importer[row] === cli)
    .map((row) => [graph.modules.name[graph.imports.imported[row] ?? 0], graph.imports.line[row]]);
  assert.equal(Object.fromEntries(lines), {
    "node:util": 1,
    "node_modules/semver/index.js": 2,
    "bump.js": 3,
    "colours.js": 4,
    "notes.js": 9,
  });
});

test("ruff and grimp agree on pluggy; files are named as Python names their modules", async () => {
  const inside = (lines: readonly string[]) => lines.filter((line) => /^pluggy\S* > pluggy/.test(line));
  const ruff = importsOf(await readGraph(graphFile("ruff")));
  assert.equal(inside(ruff), ruff);
  assert.equal(
    inside(importsOf(await readGraph(graphFile("grimp")))),
    inside(importsOf(await readGraph(graphFile("grimp-details")))),
  );
  assert.ok(ruff.includes("pluggy > pluggy._hooks"));
  assert.ok(inside(importsOf(await readGraph(graphFile("grimp")))).every((line) => ruff.includes(line)));
});

test("importing a module loads the packages around it first", async () => {
  const files = {
    "tool.py": ["src/a/b/c.py"],
    "src/a/__init__.py": [],
    "src/a/b/__init__.py": [],
    "src/a/b/c.py": ["src/a/b/d.py"],
    "src/a/b/d.py": [],
  };
  const wanted = ["a.b.c > a.b.d", "tool > a", "tool > a.b", "tool > a.b.c"];
  assert.equal(importsOf(await readGraph(JSON.stringify(files))), wanted);
  const names = { tool: ["a.b.c"], a: [], "a.b": [], "a.b.c": ["a.b.d"], "a.b.d": [] };
  assert.equal(importsOf(await readGraph(JSON.stringify(names))), wanted);
});

test("our own: entries, bytes, when, manner, and what is only run in the entry", async () => {
  const { graph, static: found, warnings } = await readGraph(graphFile("own"));
  assert.equal(found?.entries, [1]);
  assert.is(found?.foreign, false);
  assert.equal([...(found?.bytes ?? [])], [120, 480, 900, 700, 2500, 12000, 8000, -1]);
  assert.equal(
    graph.distributions.map(({ name, version }) => `${name} ${version}`),
    ["PyYAML 6.0.2", "pandas 2.2.3"],
  );
  assert.equal(
    importsOf({ graph, warnings } as never).filter((line) => /pandas|report/.test(line)),
    ["shop.__main__ > shop.report deferred", "shop.cart > pandas type-only", "shop.report > pandas"],
  );
  assert.equal(
    warnings.map(({ code }) => code),
    ["unresolved"],
  );
});

test("lists of objects are no lists of names", async () => {
  for (const text of ['{"nodes": [{"id": 1}]}', '{"a.js": [{"b": 1}]}', '{"a.py": [["x", {"b": 1}]]}'])
    assert.match((await failure(text)).message, /^not an import log, it looks like /);
});

async function failure(input: string): Promise<UserError> {
  try {
    await readGraph(input);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("was read");
}

test("a bad document gets one message with its place and how to make it again", async () => {
  const bad = async (file: string, from: string, to: string): Promise<string> => {
    const text = graphFile(file);
    assert.ok(text.includes(from), `${file} has no ${from}`);
    const { code, message, hint, file: named } = await failure(text.replace(from, to));
    assert.is(code, "invalid-graph");
    assert.is(named, "graph.json");
    assert.match(hint, /^Make it again: /);
    return message;
  };
  assert.is(
    await bad("esbuild", '"bytes": 240', '"bytes": "240"'),
    'this esbuild metafile has inputs["node_modules/semver/internal/debug.js"].bytes "240" where an integer from 0 is expected',
  );
  assert.is(
    await bad("dependency-cruiser", '"source": "bump.js"', '"source": 7'),
    "this dependency-cruiser result has modules[2].source 7 where a text is expected",
  );
  assert.is(
    await bad("ruff", '"pluggy/_hooks.py",', "3,"),
    'this ruff graph has "pluggy/__init__.py"[0] 3 where a text is expected',
  );
  assert.is(
    await bad("own", '"imported":7', '"imported":70'),
    "this graph has imports[0].imported 70 where a row from 0 to 7 is expected",
  );
  assert.match(
    (await failure(graphFile("esbuild").slice(0, 5000))).message,
    /^this esbuild metafile is not complete JSON$/,
  );
  assert.is((await failure(graphFile("esbuild").slice(0, 5000))).code, "invalid-json");
  assert.is((await failure('{"kind": "graph", "version": 2}')).code, "unknown-version");
});

test("names that objects have of their own, cycles and deep nesting are nothing special", async () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "\u001b[31m", ""];
  const ring = names.map((name, at) => `${JSON.stringify(name)}: [${JSON.stringify(names[(at + 1) % names.length])}]`);
  const { graph } = await readGraph(`{${ring.join(",")}}`);
  assert.equal([...graph.modules.name].sort(), [...names].sort());
  assert.is(graph.imports.count, names.length);
  const deep = `{"inputs": {"a.js": {"bytes": 1, "imports": [], "x": ${"[".repeat(50_000)}${"]".repeat(50_000)}}}}`;
  assert.is((await readGraph(deep)).graph.modules.count, 1);
  const nested = `${'{"identifier":"i","name":"n","modules":['.repeat(5000)}{"name":"./x.js"}${"]}".repeat(5000)}`;
  assert.equal(
    (await readGraph(`{"hash":"1","outputPath":"/","publicPath":"","modules":[${nested}]}`)).graph.modules.name,
    ["x.js"],
  );
});

test("any change to a document is read or refused with a place, never anything else", async () => {
  for (const file of Object.keys(FORMATS).filter((each) => !["webpack", "dependency-cruiser"].includes(each))) {
    await fc.assert(
      fc.asyncProperty(mutatedJson(graphFile(file)), async (text) => {
        try {
          checkGraph((await readGraph(text)).graph);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          assert.ok(error.message.length < 500, error.message);
        }
      }),
      { numRuns: 40 },
    );
  }
});

test("large fixtures too, cut to their first modules", async () => {
  for (const file of ["webpack", "dependency-cruiser"]) {
    const document = JSON.parse(graphFile(file));
    document.modules.length = 8;
    const small = JSON.stringify(document);
    await fc.assert(
      fc.asyncProperty(mutatedJson(small), async (text) => {
        try {
          checkGraph((await readGraph(text)).graph);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
      { numRuns: 100 },
    );
  }
});

test.run();
