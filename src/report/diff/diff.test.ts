import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { diff } from "../../diff/diff.js";
import { GraphBuilder } from "../../graph/builder.js";
import { diffGraphs } from "../../graph/diff.js";
import { graphs, OPTIONS } from "../arbitrary-graph.js";
import { columns } from "../terminal/cells.js";
import { type DiffDocument, diffDocument } from "./document.js";
import type { Comparison, DiffFormat } from "./format.js";
import { json } from "./json.js";
import { markdown } from "./markdown.js";
import { text } from "./text.js";

const test = suite("report/diff");

const warnings = [{ code: "a-doubt", message: "<b> @me", file: "x|y" }];
const comparisons: fc.Arbitrary<Comparison> = fc.tuple(graphs, graphs).map(([before, after]) => ({
  tool: "importperf 0.1.0",
  inputs: ["a|.log", "<b>.log"],
  before,
  after,
  diff: diffGraphs(before, after),
  warnings,
}));

const rendered = (format: DiffFormat, comparison: Comparison, options = OPTIONS) =>
  [...format.render(comparison, options)].join("");

const gefyra = () => diff("fixtures/diff/gefyra-0.6.0.log", "fixtures/diff/gefyra-0.6.7.log", { tool: "t" });

test("a document is as its schema says", async () => {
  const schema = JSON.parse(readFileSync("schemas/diff.schema.json", "utf8"));
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const check = (comparison: Comparison) =>
    assert.ok(validate(JSON.parse(rendered(json, comparison))), JSON.stringify(validate.errors));
  check(await gefyra());
  fc.assert(fc.property(comparisons, check));
});

test("no line of text is wider than the terminal, and nothing of a name moves the cursor", () => {
  fc.assert(
    fc.property(comparisons, fc.constantFrom(60, 80, 120), (comparison, width) => {
      for (const line of rendered(text, comparison, { ...OPTIONS, width }).split("\n")) {
        assert.ok(columns(line) <= width, line);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        assert.not.match(line, /[\u0000-\u001f]/);
      }
    }),
  );
});

test("markdown holds nothing that could be markup, and fits a comment", () => {
  fc.assert(
    fc.property(comparisons, (comparison) => {
      const shown = rendered(markdown, comparison);
      assert.ok(shown.length < 60_000);
      assert.not.match(shown.replace(/`[^`\n]+`/g, "").replace(/&#\d+;/g, ""), /[<>@\\[\]]/);
      for (const row of shown.split("\n").filter((line) => line.startsWith("|"))) {
        assert.is(row.replace(/[^|]/g, "").length, 5, row);
      }
    }),
  );
});

test("gefyra 0.6.7 no longer loads kubernetes and docker, which gefyra.api.bridge brought", async () => {
  const comparison = await gefyra();
  const document: DiffDocument = diffDocument(comparison);
  assert.ok(document.after.us < 0.2 * document.before.us);
  for (const name of ["kubernetes", "docker"]) {
    const group = document.groups.find(({ distribution }) => distribution === name);
    assert.is(group?.importer, "gefyra.api.bridge");
    assert.is(group?.addedModules, 0);
    const gone = document.removed.find(({ module }) => module === name);
    assert.equal(gone?.chain.slice(-2), ["gefyra.api.bridge", name]);
    assert.ok((gone?.brings?.us ?? 0) > 50_000);
  }
  assert.is(document.removed.filter(({ module }) => /^kubernetes(\.|$)/.test(module)).length, 696);
  assert.equal(document.added, []);
  assert.equal(
    document.changed.map(({ module }) => module),
    ["gefyra.configuration"],
  );
  assert.match(rendered(text, comparison), /^kubernetes +−\d+\.\d +−968 █+ +gefyra\.api\.bridge$/m);
});

test("colour stands where time came or went, and only where it is allowed", async () => {
  const comparison = await gefyra();
  const colour = "\u001b[";
  assert.not(rendered(text, comparison).includes(colour));
  const coloured = rendered(text, comparison, { ...OPTIONS, colour: true });
  assert.ok(coloured.includes(`${colour}32m`));
  assert.not(coloured.includes(`${colour}31m`));
});

test("a very long chain of modules is compared, each with the end of its chain", () => {
  const graph = (count: number) => {
    const builder = new GraphBuilder({ language: "python", evidence: "tree" });
    builder.addProcess();
    for (let load = 0; load < count; load++) builder.addLoad(builder.addModule(`m${load}`), 0, load - 1, 10);
    return builder.finish();
  };
  const [before, after] = [graph(1), graph(50_000)];
  const found = diffGraphs(before, after);
  const document = diffDocument({ tool: "t", inputs: ["a", "b"], before, after, diff: found, warnings: [] });
  assert.is(document.added.length, 49_999);
  assert.equal(document.added.find(({ module }) => module === "m1")?.brings, { us: 499_990, modules: 49_999 });
  const last = document.added.find(({ module }) => module === "m49999");
  assert.is(last?.chain.length, 50);
  assert.is(last?.chainIsCut, true);
});

test.run();
