import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import { LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "../graph/graph.js";
import { analyses, OPTIONS } from "./arbitrary-graph.js";
import type { Analysis } from "./format.js";
import { markdown } from "./markdown.js";
import { markdownName, markdownText } from "./markdown-text.js";

const test = suite("report/markdown");

function rendered(analysis: Analysis, top = 10): string {
  return [...markdown.render(analysis, { ...OPTIONS, top })].join("");
}

/** The text without its code spans and character references, whose inside is never markup. */
function bare(text: string): string {
  return text.replace(/`[^`\n]+`/g, "").replace(/&#\d+;/g, "");
}

test("hostile names are shown and are nothing else", () => {
  assert.is(markdownName("kubernetes.client"), "`kubernetes.client`");
  assert.is(markdownName("<img src=x>"), "`<img src=x>`");
  assert.is(markdownName("@team"), "`@team`");
  assert.is(markdownName("a|b`c"), "a&#124;b&#96;c");
  assert.is(markdownName("a\nb"), "`a b`");
  assert.is(markdownName(" \n"), "`(unnamed)`");
  assert.is(markdownName("x".repeat(200)).length, 122);
  assert.is(markdownText("see @me, #1 and www.x.org <b>"), "see &#64;me, &#35;1 and www&#46;x.org &#60;b&#62;");
});

test("outside of code nothing is left that could be markup, and tables keep their columns", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const text = rendered(analysis);
      assert.ok(text.length < 60_000);
      assert.not(/[<>@\\[\]]/.test(bare(text)), bare(text));
      const rows = text.split("\n").filter((line) => line.startsWith("|"));
      for (const row of rows) assert.is(row.replace(/[^|]/g, "").length, 5, row);
    }),
    { numRuns: 300 },
  );
});

test("functions are called functions", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const heads = (functions: boolean) =>
        rendered({ ...analysis, functions })
          .split("\n")
          .filter((_, at, lines) => lines[at + 1]?.startsWith("| ---"));
      assert.equal(heads(true), [
        "| Origin | Time | Share | Functions |",
        "| Distribution | Time | Share | Functions |",
        "| Function | Self | With what it leads to | Reached through |",
      ]);
      assert.is(heads(false).at(-1), "| Module | Self | With its imports | Importer |");
      assert.match(rendered({ ...analysis, functions: true }), /^\*\*Startup: \S+ ms in \d+ functions\*\*/);
    }),
    { numRuns: 20 },
  );
});

test("a list that is too long is cut, and says by how much", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (let load = 0; load < 600; load++) builder.addLoad(builder.addModule(`${load}-${"|".repeat(119)}`), 0, -1, 1000);
  const ignored = { lines: 2, first: [{ line: 7, text: "x" }] };
  const warnings = Array.from({ length: 50 }, () => ({ code: "a-doubt", message: "<".repeat(1000) }));
  const analysis = { tool: "t", inputs: ["a.log"], graph: builder.finish(), dialect: null, runs: 1, ignored, warnings };
  const text = rendered(analysis, 600);
  assert.ok(text.length < 60_000, `${text.length}`);
  const cut = Number(/(\d+) modules of the list do not fit/.exec(text)?.[1]);
  const shown = text.split("\n").filter((line) => /^\| \d+-/.test(line)).length;
  assert.is(shown + cut, 500);
  assert.match(text, "2 lines were not read, the first of them: 7");
  assert.match(text, "30 more warnings");
});

test("processes, what was not used and the spread of runs have their places", () => {
  const loads = new Map([[1, { spreadUs: 600 }]]);
  const builder = new GraphBuilder({ language: "javascript", evidence: "traced", recorded: { loads } });
  const process = builder.addProcess({ command: ["/usr/bin/node", "app.js"], runtime: "Node 24.1.0" });
  builder.addProcess({ parent: process, runtime: "Node 24.1.0", thread: "worker 1" });
  const app = builder.addLoad(builder.addModule("app"), process, -1, 1_000, LOAD_RAN_LATER);
  builder.addLoad(builder.addModule("idle"), process, app, 5_000, LOAD_NOT_RUN_LATER);
  const ignored = { lines: 0, first: [] };
  const graph = builder.finish();
  const text = rendered({ tool: "t", inputs: ["p"], graph, dialect: null, runs: 3, ignored, warnings: [] });
  assert.ok(
    text.includes(
      [
        "| Process | Imports | Modules | Runtime |",
        "| --- | ---: | ---: | --- |",
        "| `node app.js` | 6.00 ms | 2 | `Node 24.1.0` |",
        "| → `worker 1` | 0.00 ms | 0 | thread |",
      ].join("\n"),
    ),
    text,
  );
  assert.match(text, /^\| `idle` \| 5\.00 ms \| 1 \| `app` \|\n\n5\.00 ms in 1 module in all: none of their code ran/m);
  assert.match(text, /^\| `idle` \| 5\.00 ms ± 0\.30 ms \| 5\.00 ms \| `app` \|$/m);
});

test.run();
