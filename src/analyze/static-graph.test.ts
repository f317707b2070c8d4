import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { perf } from "../cli/spawning.js";
import { temporaryFolder } from "../cli/testing.js";
import { GraphBuilder } from "../graph/builder.js";
import { checkGraph } from "../graph/check.js";
import { LOAD_FAILED } from "../graph/graph.js";
import { load } from "../io/load.js";
import type { AnalysisDocument } from "../report/analysis.js";
import { REPORT_FORMATS } from "../report/formats.js";
import { analyze } from "./analyze.js";
import { drawStatic } from "./static-graph.js";
import { checkDocument } from "./testing.js";

const test = suite("perf analyze of a static graph");

const OWN = "fixtures/graphs/own.json";

async function printed(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await perf(["analyze", ...argv]);
  assert.is(stderr, "");
  assert.is(code, 0);
  return stdout;
}

async function json(...argv: string[]): Promise<AnalysisDocument> {
  const document: AnalysisDocument = JSON.parse(await printed(...argv, "--json"));
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync("schemas/analysis.schema.json", "utf8")),
  );
  const isValid: boolean = validate(document);
  assert.ok(isValid, JSON.stringify(validate.errors));
  checkDocument(document);
  return document;
}

test("--json: bytes, the entry, what is reached and how, cycles", async () => {
  const { unit, evidence, total, top, static: found } = await json(OWN);
  assert.is(unit, "bytes");
  assert.is(evidence, "static");
  assert.equal(total, { us: 120 + 480 + 900 + 700 + 12_000, modules: 6, processes: 1 });
  assert.equal(found, {
    entries: ["shop.__main__"],
    entryCount: 1,
    entriesNamed: true,
    reach: { eager: 6, deferred: 2, never: 0 },
    cycles: [{ size: 2, modules: ["shop.cart", "shop.prices"] }],
    cycleCount: 1,
  });
  assert.equal(top.map(({ module, importer }) => `${importer} > ${module}`).slice(0, 2), [
    "shop.cart > yaml",
    "shop.__main__ > shop.cart",
  ]);
});

test("every report names its unit, and none speaks of milliseconds", async () => {
  const text = await printed(OWN);
  assert.match(text, /^14\.2 kB of imports in 6 modules, CPython 3\.12\.1$/m);
  assert.match(text, /Heaviest modules by self size +kB +%/);
  assert.match(text, /^· reached from there 2 modules only by deferred imports: not drawn$/m);
  assert.match(text, /^· 1 cycle of eager imports, of 2 modules: shop\.cart, shop\.prices$/m);
  const markdown = await printed(OWN, "--format", "markdown");
  assert.match(markdown, /\*\*Startup: 14\.2 kB in 6 modules\*\*/);
  assert.match(markdown, /\| Origin \| Size \| Share \| Modules \|/);
  for (const shown of [text, markdown]) assert.not.match(shown, /\bms\b|[Tt]ime\b/);
  assert.match(await printed(OWN, "--format", "csv"), /^load,module,self_bytes,cumulative_bytes,/);
  assert.match(await printed(OWN, "--format", "speedscope"), /"unit":"bytes"/);
  assert.is(JSON.parse(await printed(OWN, "--format", "chrome")).otherData.unit, "bytes");
});

test("a profile of it keeps the unit, and is read as one", async () => {
  const file = join(temporaryFolder(), "shop.profile.json");
  writeFileSync(file, await printed(OWN, "--format", "profile"));
  const { unit, total } = await json(file);
  assert.is(unit, "bytes");
  assert.is(total.modules, 6);
});

test("a log keeps its unit: none is written", async () => {
  assert.is((await json("fixtures/logs/boot-3.12.log")).unit, undefined);
});

test("--entry takes a module or a file's end; another one is told with the nearest names", async () => {
  assert.equal((await json(OWN, "--entry", "shop.report")).static?.entries, ["shop.report"]);
  assert.equal((await json(OWN, "--entry", "shop/cart.py")).static?.entries, ["shop.cart"]);
  const { code, stderr } = await perf(["analyze", OWN, "--entry", "shop.carts"]);
  assert.is(code, 2);
  assert.match(stderr, /shop\.carts is no module of the graph/);
  assert.match((await perf(["analyze", OWN, "--entry", "cart"])).stderr, /Name one of: shop\.cart/);
  const log = await perf(["analyze", "fixtures/logs/boot-3.12.log", "--entry", "x"]);
  assert.is(log.code, 2);
  assert.match(log.stderr, /no input is one/);
});

test("a recorded start beside it gives the times, by name", async () => {
  const file = join(temporaryFolder(), "import.log");
  const rows = ["      100 |        100 |   shop.cart", "     2500 |       2500 |   yaml", "       7 |   7 | other"];
  writeFileSync(
    file,
    ["import time: self [us] | cumulative | imported package", ...rows.map((row) => `import time: ${row}`), ""].join(
      "\n",
    ),
  );
  const { unit, total, top, warnings } = await json(OWN, file);
  assert.is(unit, undefined);
  assert.is(total.us, 2600);
  assert.equal([top[0]?.module, top[0]?.selfUs, top[0]?.importer], ["yaml", 2500, "shop.cart"]);
  assert.ok(warnings.some(({ code }) => code === "times-by-name"));
  const none = await perf(["analyze", OWN, "fixtures/javascript/pnpm.profile.json"]);
  assert.is(none.code, 2);
  assert.match(none.stderr, /the graph is python, the start beside it javascript/);
});

test("a module that the start looked for in vain is none that the graph lacks", async () => {
  const builder = new GraphBuilder({ language: "python", evidence: "traced" });
  const process = builder.addProcess();
  const cart = builder.addLoad(builder.addModule("shop.cart"), process, -1, 100);
  builder.addLoad(builder.addModule("shop.speedups"), process, cart, 30, LOAD_FAILED);
  builder.addLoad(builder.addModule("encodings"), process, -1, 2000);
  const reading = await load(OWN);
  assert.ok(reading.static !== undefined);
  const { graph, facts, warnings } = drawStatic({ ...reading, static: reading.static }, undefined, builder.finish());
  checkGraph(graph);
  assert.equal(
    warnings.map(({ message }) => message),
    ["1 modules of the recorded start are not in the graph (2 ms); 7 of the graph were not loaded and have no width"],
  );
  assert.equal([facts.deferred, facts.cycles.length], [2, 1], "what is marked does not hang on the widths");
});

test("what stands under the __main__ guard of an entry that a launcher imports is not drawn", async () => {
  const document = JSON.parse(readFileSync(OWN, "utf8"));
  const file = join(temporaryFolder(), "graph.json");
  const modules = async (launched: number[]) => {
    writeFileSync(file, JSON.stringify({ ...document, imports: document.imports.filter(keep), launched }));
    const { graph } = await analyze([file], { tool: "perf" });
    return Array.from(graph.loads.module, (module) => graph.modules.name[module]);
  };
  // yaml: only by the entry's own guarded import.
  const keep = ({ imported, inEntry }: { imported: number; inEntry?: true }) => imported !== 5 || inEntry === true;
  assert.ok((await modules([])).includes("yaml"));
  assert.not((await modules([1])).includes("yaml"));
});

test("several graphs, and a diff of one, are refused", async () => {
  assert.match((await perf(["analyze", OWN, OWN])).stderr, /2 static graphs are given/);
  const diff = await perf(["diff", OWN, OWN]);
  assert.is(diff.code, 2);
  assert.match(diff.stderr, /has no times to compare/);
});

test("JavaScript modules have our names and origins; sizes come from the files where the graph has none", async () => {
  const { graph } = await analyze(["fixtures/graphs/esbuild.json"], { tool: "perf" });
  assert.ok(graph.modules.name.includes("semver/index.js"));
  assert.is(graph.distributions[0]?.name, "semver");
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.js"), "12345");
  writeFileSync(join(folder, "b.js"), "123");
  const file = join(folder, "graph.json");
  writeFileSync(file, JSON.stringify({ [`${folder}/a.js`]: [`${folder}/b.js`], [`${folder}/b.js`]: [] }));
  const { unit, total } = await json(file);
  assert.is(unit, "bytes");
  assert.is(total.us, 8);
});

test("100,000 modules", async () => {
  const rows: Record<string, string[]> = {};
  for (let at = 0; at < 100_000; at++)
    rows[`src/p${at % 300}/m${at}.js`] = at === 0 ? [] : [`src/p${(at >> 1) % 300}/m${at >> 1}.js`, "src/p0/m0.js"];
  const file = join(temporaryFolder(), "graph.json");
  writeFileSync(file, JSON.stringify(rows));
  const analysis = await analyze([file], { tool: "perf" });
  assert.is(analysis.graph.loads.count, 100_000);
  checkGraph(analysis.graph);
  const text = (await REPORT_FORMATS.text()).render(analysis, { top: 10, width: 80, colour: false });
  assert.match([...text].join(""), /^100,000 modules/m);
});

test.run();
