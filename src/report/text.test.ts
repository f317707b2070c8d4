import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkText } from "../analyze/testing.js";
import { GraphBuilder } from "../graph/builder.js";
import { LOAD_NOT_RUN_LATER, LOAD_RAN_LATER } from "../graph/graph.js";
import { analyses } from "./arbitrary-graph.js";
import type { Analysis } from "./format.js";
import { columns } from "./terminal/cells.js";
import { text } from "./text.js";

const test = suite("report/text");

const HOSTILE = fc.oneof(
  fc.constantFrom(
    "\u001b[2J\u001b[Hgone",
    "\u001b]8;;http://x\u0007link",
    "a\nb\r\nc",
    "\u202eesrever\u202c",
    "\u2066\u2069\u061c\u200f",
    "日本語".repeat(20),
    `e${"\u0301".repeat(200)}`,
    "👩‍👩‍👧‍👦".repeat(9),
    "🇩🇪".repeat(30),
    "\u200b".repeat(500),
    "\ud800",
    "x".repeat(1000),
    "\u0085\u009b31m",
    "\t\v\f",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

const hostile = fc
  .tuple(analyses, fc.array(HOSTILE, { minLength: 1, maxLength: 9 }))
  .map(([analysis, names]): Analysis => {
    const { modules, distributions, processes } = analysis.graph;
    const any = (at: number): string => names[at % names.length] ?? "";
    return {
      ...analysis,
      inputs: names.slice(0, 2),
      ignored: { lines: 1_000_000, first: [{ line: 7, text: any(1) }] },
      warnings: [{ code: "x", message: `${any(2)} ${any(3)}`, line: 3 }],
      graph: {
        ...analysis.graph,
        runtime: any(4),
        processes,
        modules: { ...modules, name: modules.name.map((_, module) => any(module)) },
        distributions: distributions.map((_, at) => ({ name: any(at), version: any(at + 1) })),
      },
    };
  });

function rendered(analysis: Analysis, width: number, colour = false): string {
  return [...text.render(analysis, { top: 10, width, colour })].join("");
}

for (const width of [60, 80, 120]) {
  test(`at ${width} columns no line is wider, and no name steers the terminal`, () => {
    fc.assert(fc.property(fc.oneof(analyses, hostile), (analysis) => checkText(rendered(analysis, width), width)));
  });
}

test("a narrower or wider terminal gets what fits 60 or 120", () => {
  fc.assert(
    fc.property(analyses, fc.nat({ max: 59 }), fc.integer({ min: 121, max: 1e6 }), (analysis, narrow, wide) => {
      assert.is(rendered(analysis, narrow), rendered(analysis, 60));
      assert.is(rendered(analysis, wide), rendered(analysis, 120));
    }),
  );
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
const COLOURS = /\u001b\[\d+m/g;

test("colours change nothing but colours, and each line ends its own", () => {
  fc.assert(
    fc.property(fc.oneof(analyses, hostile), (analysis) => {
      const coloured = rendered(analysis, 80, true);
      assert.ok(coloured.includes("\u001b[1m"));
      const uncoloured = (line: string): string => line.replace(COLOURS, "").trimEnd();
      assert.is(
        coloured.split("\n").map(uncoloured).join("\n"),
        rendered(analysis, 80)
          .split("\n")
          .map((line) => line.trimEnd())
          .join("\n"),
      );
    }),
  );
});

/** `日本語.x…` and `json`, from `app`. */
function small(): Analysis {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  const app = builder.addLoad(builder.addModule("app", { origin: "application" }), 0, -1, 1_000);
  const distribution = builder.addDistribution("日本語", "1.0");
  const wide = builder.addModule(`日本語.${"あ".repeat(60)}`, { distribution });
  builder.addLoad(wide, 0, app, 2_500);
  builder.addLoad(builder.addModule("json", { origin: "stdlib" }), 0, app, 40);
  const ignored = { lines: 0, first: [] };
  return { tool: "t", inputs: ["x.log"], graph: builder.finish(), dialect: null, runs: 1, ignored, warnings: [] };
}

for (const width of [60, 80, 120]) {
  for (const functions of [false, true])
    test(`at ${width} columns every number ends where its heading does, ${functions ? "functions" : "modules"}`, () => {
      const blocks = rendered({ ...small(), functions }, width)
        .split("\n\n")
        .slice(1, -1);
      assert.is(blocks.length, 4);
      for (const block of blocks) {
        const [heading = "", ...rows] = block.split("\n").filter((line) => line !== "");
        const counted = heading.match(functions ? / functions(?= {2}|$)/ : / modules(?= {2}|$)/) ?? [];
        const ends = endsOf(heading, [" ms", " %", ...counted]);
        assert.ok(rows.length > 0);
        for (const row of rows) {
          for (const end of ends) {
            const before = cutAt(row, end);
            assert.match(before, /\d$/, `${row} | ${before}`);
            assert.match(row.slice(before.length), /^( |$)/, row);
          }
        }
      }
    });
}

function endsOf(heading: string, words: readonly string[]): number[] {
  return words.map((word) => columns(heading.slice(0, heading.lastIndexOf(word) + word.length)));
}

/** The start of a line that takes this many columns. */
function cutAt(line: string, width: number): string {
  let start = "";
  for (const letter of line) {
    if (columns(start + letter) > width) break;
    start += letter;
  }
  return start;
}

test("functions are counted as functions", () => {
  const text = rendered({ ...small(), functions: true }, 80);
  assert.match(text, /^3\.5 ms in 3 functions$/m);
  assert.match(text, /^Origin +ms +% {2}functions$/m);
  assert.match(text, /^Heaviest distributions +ms +% {2}functions {2}reached through$/m);
  assert.not.match(text.slice(0, text.indexOf("·")), /modules/);
});

test("the sums that it shows are those of the graph", () => {
  const text = rendered(small(), 80);
  assert.match(text, /^3\.5 ms of imports in 3 modules$/m);
  assert.match(text, /^stdlib .*\s0\.04\s+1\.1\s+1$/m);
  assert.match(text, /^日本語 1\.0 .*\s2\.5\s+70\.6\s+1 {2}app$/m);
  assert.match(text, /^app .*\s3\.5\s+100\.0$/m);
});

/** A recording of three runs in which `app` used `used` and nothing of `idle`, and started two processes. */
function recorded(): Analysis {
  const loads = new Map([
    [1, { spreadUs: 600 }],
    [2, { spreadUs: 100, waitingUs: 30_000 }],
  ]);
  const builder = new GraphBuilder({ language: "javascript", evidence: "traced", recorded: { loads } });
  const process = builder.addProcess({ command: ["/usr/bin/node", "app.js"], runtime: "Node 24.1.0" });
  const worker = builder.addProcess({ parent: process, runtime: "Node 24.1.0", thread: "worker 1" });
  builder.addProcess({ parent: worker, command: ["python3", "-c", "0"], runtime: "CPython 3.12.1" });
  const app = builder.addLoad(builder.addModule("app"), process, -1, 1_000, LOAD_RAN_LATER);
  const idle = builder.addLoad(builder.addModule("idle"), process, app, 5_000, LOAD_NOT_RUN_LATER);
  builder.addLoad(builder.addModule("idle.part"), process, idle, 3_000, LOAD_NOT_RUN_LATER);
  builder.addLoad(builder.addModule("used"), process, app, 2_000, LOAD_RAN_LATER);
  const ignored = { lines: 0, first: [] };
  return { tool: "t", inputs: ["p.json"], graph: builder.finish(), dialect: null, runs: 3, ignored, warnings: [] };
}

const sectionOf = (text: string, title: string): string[] =>
  (text.split("\n\n").find((section) => section.trimStart().startsWith(title)) ?? "").trim().split("\n");

test("what was loaded and not used is listed, with what it means", () => {
  assert.equal(sectionOf(rendered(recorded(), 80), "Loaded, not used"), [
    "Loaded, not used in this run           ms      %  modules  first imported by",
    "idle                                  8.0   72.7        2  app",
    "8.0 ms in 2 modules in all: none of their code ran after its load (constants and",
    "exception classes never count as run)",
  ]);
  assert.not.match(rendered(small(), 80), /not used/);
});

test("processes stand below the one that started them, threads by their names", () => {
  assert.equal(sectionOf(rendered(recorded(), 80), "Processes"), [
    "Processes                              ms      %  modules  runtime",
    "node app.js                          11.0  100.0        4  Node 24.1.0",
    "  worker 1                            0.0    0.0        0  thread",
    "    python3 -c 0                      0.0    0.0        0  CPython 3.12.1",
  ]);
});

test("spread stands beside self times, half of the middle half of the runs to either side", () => {
  assert.equal(sectionOf(rendered(recorded(), 80), "Heaviest modules by self time").slice(0, 3), [
    "Heaviest modules by self time           ms      ±      %  first imported by",
    "idle                                   5.0    0.3   45.5  app",
    "idle.part                              3.0   0.05   27.3  idle",
  ]);
});

test("waiting is told apart from every other time", () => {
  assert.match(
    rendered(recorded(), 120),
    /^· waiting while loading, 30\.0 ms, is part of no module's time; most in idle\.part \(30\.0 ms\)$/m,
  );
});

test.run();
