import { test } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { unpackGraph } from "../graph/unpack.js";
import type { ViewData } from "../graph/view-data.js";
import type { Analysis } from "./format.js";
import { html } from "./html.js";

const HOSTILE = ["</script><script>alert(1)</script>", "<!-- <script>", "__proto__", "\u2028\u2029", "$& $1 {{data}}"];

function analysis(names: readonly string[]): Analysis {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (const name of names) builder.addLoad(builder.addModule(name, { origin: "application" }), 0, -1, 7);
  return {
    tool: "importperf 0.1.0",
    inputs: ["<b>.log"],
    graph: builder.finish(),
    runs: 1,
    dialect: null,
    ignored: { lines: 1, first: [{ line: 3, text: "</script>" }] },
    warnings: [{ code: "cut", message: "<i>" }],
  };
}

const options = { top: 10, width: 80, colour: false };

test("the page holds its data as JSON that no name can end", () => {
  const made = analysis(HOSTILE);
  const text = [...html.render(made, { ...options, viewPage: () => "<p>{{data}}</p>{{data}}" })].join("");
  assert.match(text, /^<p>\{.*\}<\/p>\{\{data\}\}$/);
  const json = text.slice("<p>".length, -"</p>{{data}}".length);
  assert.not.match(json, /[<\u2028\u2029]/);
  const data: ViewData = JSON.parse(json);
  assert.equal(data.inputs, ["<b>.log"]);
  assert.equal(data.warnings, made.warnings);
  assert.equal(data.ignored, made.ignored);
  assert.equal(unpackGraph(data.graph), made.graph);
});

test("the page is told of functions, and of modules nothing", () => {
  const told = (made: Analysis) => [...html.render(made, { ...options, viewPage: () => "{{data}}" })].join("");
  assert.is(JSON.parse(told({ ...analysis(["a"]), functions: true })).functions, true);
  assert.not.ok("functions" in JSON.parse(told({ ...analysis(["a"]), functions: false })));
});

test("without the view's page there is no report", () => {
  assert.throws(() => [...html.render(analysis(["a"]), options)], /view's page/);
});

test.run();
