import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkGraph } from "../graph/check.js";
import { unpackGraph } from "../graph/unpack.js";
import type { ViewData } from "../graph/view-data.js";
import type { CheckDocument, CyclesDocument, WhyDocument } from "../report/graph/answers.js";
import { documentOf, graph, projectOf } from "../scan/testing.js";

const test = suite("perf graph");

const APP = {
  "package.json": JSON.stringify({ name: "app", bin: "main.js" }),
  "main.js": 'require("./cli");\n',
  "cli.js": 'require("./api");\nrequire("./core");\n',
  "api.js": 'require("./core");\nrequire("heavy");\n',
  "core.js": 'require("./api");\nexports.f = () => require("other");\n',
  "node_modules/heavy/package.json": JSON.stringify({ name: "heavy", version: "1.0.0" }),
  "node_modules/heavy/index.js": 'require("./part");\nrequire("deep");\n',
  "node_modules/heavy/part.js": "",
  "node_modules/deep/index.js": "",
  "node_modules/other/index.js": "",
};

test("why: shortest chains with their places, and what is common to them", async () => {
  const folder = projectOf(APP);
  const document = await documentOf<WhyDocument>(folder, "--why", "heavy");
  assert.equal(document.target.sort(), ["heavy/index.js", "heavy/part.js"]);
  assert.equal(document.chains, [
    [
      { module: "main.js", file: "main.js", line: 1 },
      { module: "cli.js", file: "cli.js", line: 1 },
      { module: "api.js", file: "api.js", line: 2 },
      { module: "heavy/index.js", file: "node_modules/heavy/index.js", line: null },
    ],
  ]);
  assert.equal(
    document.common.map(({ importer, imported, line }) => `${importer}:${line} ${imported}`),
    ["main.js:1 cli.js", "api.js:2 heavy/index.js"],
  );
  const deep = await documentOf<WhyDocument>(folder, "--why", "deep");
  assert.is(deep.chains[0]?.length, 5, "dependencies are followed");
  const other = await graph(folder, "--why", "other");
  assert.match(
    other.printed,
    /other is not loaded at startup of main\.js\nbut by imports that run later:\n {2}core\.js:2: other\n/,
  );
  const { error } = await graph(folder, "--why", "heavi");
  assert.is(error?.code, "module-unknown");
  assert.match(error?.hint ?? "", /heavy/);
});

test("cycles: their modules and a smallest set of imports to defer", async () => {
  const { cycles } = await documentOf<CyclesDocument>(projectOf(APP), "--cycles");
  assert.is(cycles.length, 1);
  assert.equal(cycles[0]?.modules.sort(), ["api.js", "core.js"]);
  assert.is(cycles[0]?.break.length, 1);
  assert.match(
    (await graph(projectOf(APP), "--cycles")).printed,
    /1 cycle[\s\S]*api\.js, core\.js[\s\S]*is broken by deferring 1 import/,
  );
});

test("check: forbidden imports and layers, exit code 1 with the chain", async () => {
  const folder = projectOf({ ...APP, "importperf.json": JSON.stringify({ forbid: ["deep", "other", "nothing"] }) });
  const document = await documentOf<CheckDocument>(folder, "--check");
  assert.equal(
    document.broken.map(({ rule, chain }) => [rule, chain.map(({ module }) => module).join(" ")]),
    [["forbid deep", "main.js cli.js api.js heavy/index.js deep/index.js"]],
  );
  const { code, printed } = await graph(folder, "--check");
  assert.is(code, 1);
  assert.match(printed, /forbid deep/);
  const github = await graph(folder, "--check", "--format", "github");
  assert.is(github.code, 1);
  assert.is(
    github.printed,
    "::error file=api.js,line=2::forbid deep: main.js → cli.js → api.js → heavy/index.js → deep/index.js\n",
  );
  const sarif = JSON.parse((await graph(folder, "--check", "--format", "sarif")).printed);
  const [result] = sarif.runs[0].results;
  assert.is(sarif.version, "2.1.0");
  assert.equal(result.locations[0].physicalLocation.region, { startLine: 2 });
  assert.is(result.locations[0].physicalLocation.artifactLocation.uri, "api.js");
  writeFileSync(join(folder, "importperf.json"), JSON.stringify({ layers: ["api.js", "core.js"], forbid: ["other"] }));
  const layers = await documentOf<CheckDocument>(folder, "--check");
  assert.equal(
    layers.broken.map(({ rule, chain }) => [rule, chain.map(({ line }) => line)]),
    [["layers: core.js is below api.js", [1, null]]],
  );
  writeFileSync(join(folder, "importperf.json"), JSON.stringify({ forbid: ["other"] }));
  assert.equal((await graph(folder, "--check")).code, 0);
});

/** What SARIF 2.1.0 requires of the parts that we write, by the specification's text. */
const SARIF = {
  type: "object",
  required: ["version", "runs"],
  properties: {
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: {
        type: "object",
        required: ["tool", "results"],
        properties: {
          tool: {
            type: "object",
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                required: ["name"],
                properties: {
                  name: { type: "string", minLength: 1 },
                  rules: { type: "array", uniqueItems: true, items: { type: "object", required: ["id"] } },
                },
              },
            },
          },
          originalUriBaseIds: {
            type: "object",
            additionalProperties: { type: "object", properties: { uri: { pattern: "^file:///(?:[^?#]*/)?$" } } },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              required: ["message", "ruleId", "ruleIndex"],
              properties: {
                message: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
                level: { enum: ["none", "note", "warning", "error"] },
                ruleIndex: { type: "integer", minimum: 0 },
                locations: {
                  type: "array",
                  items: {
                    properties: {
                      physicalLocation: {
                        type: "object",
                        required: ["artifactLocation"],
                        properties: {
                          artifactLocation: {
                            type: "object",
                            required: ["uri"],
                            oneOf: [
                              { required: ["uriBaseId"], properties: { uri: { pattern: "^[^/:?#][^:?#]*$" } } },
                              { properties: { uri: { pattern: "^file:///[^?#]+$" }, uriBaseId: false } },
                            ],
                          },
                          region: {
                            type: "object",
                            required: ["startLine"],
                            properties: { startLine: { type: "integer", minimum: 1 } },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

test("SARIF and annotations name files as the repository does, and layers stand beside what is forbidden", async () => {
  const folder = projectOf({
    ".git/HEAD": "",
    "importperf.json": JSON.stringify({ forbid: ["node:fs", "gone"], layers: ["api", "c,o:re"] }),
    "packages/a b#1/package.json": JSON.stringify({ bin: "main.js" }),
    "packages/a b#1/main.js": 'require("./api/x");\n',
    "packages/a b#1/api/x.js": 'require("../c,o:re/y");\nrequire("fs");\n',
    "packages/a b#1/c,o:re/y.js": '\nrequire("../api/z");\n',
    "packages/a b#1/api/z.js": "",
  });
  const target = join(folder, "packages/a b#1");
  const { code, printed } = await graph(target, "--check", "--format", "sarif");
  assert.is(code, 1);
  const sarif = JSON.parse(printed);
  const validate = new Ajv({ allErrors: true, strict: false }).compile(SARIF);
  const isValid: boolean = validate(sarif);
  assert.ok(isValid, JSON.stringify(validate.errors));
  const [run] = sarif.runs;
  const places = run.results.map((result: { ruleIndex: number; locations: { physicalLocation: object }[] }) => [
    run.tool.driver.rules[result.ruleIndex].id,
    result.locations[0]?.physicalLocation,
  ]);
  const at = (uri: string, startLine: number) => ({
    artifactLocation: { uri, uriBaseId: "ROOT" },
    region: { startLine },
  });
  assert.equal(places, [
    ["forbid node:fs", at("packages/a%20b%231/api/x.js", 2)],
    ["layers: c,o:re is below api", at("packages/a%20b%231/c,o%3Are/y.js", 2)],
  ]);
  const github = await graph(target, "--check", "--format", "github");
  assert.is(github.code, 1);
  assert.match(
    github.printed,
    /^::error file=packages\/a b#1\/c%2Co%3Are\/y\.js,line=2::layers: c,o:re is below api: /m,
  );
  assert.match(github.printed, /^::error file=packages\/a b#1\/api\/x\.js,line=2::forbid node:fs: main\.js → /m);
  writeFileSync(join(folder, "importperf.json"), JSON.stringify({ forbid: ["gone"] }));
  const kept = await graph(target, "--check", "--format", "sarif");
  assert.is(kept.code, 0);
  assert.ok(validate(JSON.parse(kept.printed)));
  assert.equal(JSON.parse(kept.printed).runs[0].results, []);
  assert.is((await graph(target, "--check", "--format", "github")).printed, "");
});

test("settings: each place, the nearest first; what is wrong is said", async () => {
  const settings = { forbid: ["deep"] };
  const code = async (files: Record<string, string>) => (await graph(projectOf({ ...APP, ...files }), "--check")).code;
  const own = JSON.parse(APP["package.json"]);
  assert.is(await code({ "package.json": JSON.stringify({ ...own, importperf: settings }) }), 1);
  assert.is(await code({ "pyproject.toml": '[tool.importperf]\nforbid = ["deep"]\n' }), 1);
  const problem = async (files: Record<string, string>) =>
    (await graph(projectOf({ ...APP, ...files }), "--check")).error;
  assert.is((await problem({}))?.code, "no-rules");
  const unknown = await problem({ "importperf.json": '{"forbids": []}' });
  assert.is(unknown?.code, "unknown-setting");
  assert.match(unknown?.hint ?? "", /did you mean forbid\?/);
  assert.is((await problem({ "importperf.json": '{"forbid": "deep"}' }))?.code, "bad-setting");
  assert.is((await problem({ "importperf.json": "[]" }))?.code, "bad-setting");
  assert.is((await problem({ "importperf.json": "{" }))?.code, "bad-json");
  const toml = await problem({ "pyproject.toml": "[tool.importperf]\nforbid = [\n" });
  assert.is(toml?.code, "bad-toml");
  assert.ok((toml?.line ?? 0) >= 2);
  assert.is((await problem({ "importperf.json": '{"layers": ["aip.js"]}' }))?.code, "layer-unknown");
});

test("text within 80 columns; dot and Mermaid; a file's name tells the format", async () => {
  const folder = projectOf(APP);
  for (const argv of [[], ["--follow"], ["--why", "deep"], ["--cycles"]]) {
    const { printed } = await graph(folder, ...argv);
    for (const line of printed.split("\n")) assert.ok(line.length <= 80, line);
  }
  assert.match((await graph(folder, "--follow")).printed, /from main\.js[\s\S]*at startup[\s\S]*heavy 1\.0\.0 +2 /);
  const file = join(folder, "out.dot");
  assert.is((await graph(folder, "-o", file)).printed, "");
  const dot = readFileSync(file, "utf8");
  assert.match(dot, /^digraph imports \{[\s\S]* m\d+ -> m\d+ \[style=dashed\];[\s\S]*\}\n$/);
  assert.is(dot.match(/\[label=/g)?.length, 6);
  assert.match((await graph(folder, "--format", "mermaid")).printed, /^flowchart LR\n[\s\S]*-->[\s\S]*-\.->/);
  assert.match(
    (await graph(folder, "--why", "deep", "--format", "mermaid")).printed,
    /^flowchart LR\n(?: {2}m\d+\["[^"]*"\]\n){5}/,
  );
  assert.is((await graph(folder, "--format", "sarif")).error?.code, "usage");
});

/** What the page of `--format html` holds. */
async function pageOf(...argv: string[]): Promise<ViewData> {
  const { printed, error } = await graph(...argv, "--format", "html");
  assert.is(error, null);
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(printed)?.[1] ?? "");
}

test("html: the start's tree, wide by bytes, with all imports; what is not read or resolved is named", async () => {
  const files = {
    ...APP,
    "core.js": `${APP["core.js"]}require(process.argv[2]);\n`,
    "node_modules/heavy/part.js": "// four words of comment\n",
    "half.js": 'let = = ;\nrequire("./a");\n',
  };
  const folder = projectOf(files);
  const data = await pageOf(folder, "--follow");
  const page = unpackGraph(data.graph);
  checkGraph(page);
  const name = (load: number): string => page.modules.name[page.loads.module[load] ?? -1] ?? "";
  assert.equal(
    Array.from(page.loads.importer, (above, load) => `${above < 0 ? "" : name(above)}>${name(load)}`),
    [
      ">main.js",
      "main.js>cli.js",
      "cli.js>api.js",
      "api.js>core.js",
      "api.js>heavy/index.js",
      "heavy/index.js>heavy/part.js",
      "heavy/index.js>deep/index.js",
    ],
  );
  const bytes = (module: string) => page.loads.selfUs[page.loads.module.indexOf(page.modules.name.indexOf(module))];
  assert.is(page.unit, "bytes");
  assert.is(bytes("heavy/part.js"), 25);
  assert.is(bytes("api.js"), APP["api.js"].length);
  assert.ok(page.modules.name.includes("other/index.js"), "what is deferred is part of the graph");
  assert.match((data.notes ?? []).join("\n"), /begins with main\.js\nreached from there 1 module only by deferred/);
  assert.equal(
    data.warnings.slice(1).map(({ code, message }) => [code, message.replace(/(half\.js:1).*/, "$1")]),
    [
      [
        "computed",
        "1 import of modules that are only known when they run, 1 in the project\ncore.js:3: require(process.argv[2])",
      ],
      ["unread", "1 file could not be read\nhalf.js:1"],
    ],
  );
  const shallow = await pageOf(folder);
  assert.ok(shallow.warnings.some(({ code }) => code === "not-followed"));
  const unread = unpackGraph(shallow.graph);
  const heavy = unread.loads.module.indexOf(unread.modules.name.indexOf("heavy/index.js"));
  assert.is(unread.loads.selfUs[heavy], APP["node_modules/heavy/index.js"].length, "its size is that of its file");
  assert.is((await graph(folder, "--cycles", "--format", "html")).error?.code, "usage");
  assert.is((await graph(folder, "--cycles", "--open")).error?.code, "usage");
  const file = join(folder, "view.html");
  assert.is((await graph(folder, "-o", file)).printed, "");
  assert.match(readFileSync(file, "utf8"), /^<!doctype html>/);
});

test("html without an entry begins with what nothing imports", async () => {
  const folder = projectOf({ "src/b.js": 'require("./a");\n', "src/a.js": "" });
  const data = await pageOf(folder);
  assert.equal([...unpackGraph(data.graph).loads.importer], [-1, 0]);
  assert.match((data.notes ?? []).join(), /begins with src\/b\.js, which nothing imports/);
});

test("hostile names stay text", async () => {
  const name = 'x"];\nevil -> b;\u001b[31m.js';
  const folder = projectOf({ "main.js": `require(${JSON.stringify(`./${name}`)});\n`, [name]: "" });
  const dot = (await graph(folder, "--format", "dot", "--entry", "main.js")).printed;
  assert.not(/^evil/m.test(dot));
  const mermaid = (await graph(folder, "--format", "mermaid")).printed;
  assert.not(/\n *evil/.test(mermaid));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
  assert.not(/\u001b/.test((await graph(folder, "--why", name, "--entry", "main.js")).printed));
});

test.run();
