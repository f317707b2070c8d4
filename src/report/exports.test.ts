import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../graph/builder.js";
import type { ImportGraph } from "../graph/graph.js";
import { totals } from "../graph/totals.js";
import { analyses, OPTIONS } from "./arbitrary-graph.js";
import { chrome } from "./chrome.js";
import { collapsed } from "./collapsed.js";
import { csv } from "./csv.js";
import type { Analysis, ReportFormat } from "./format.js";
import { REPORT_FORMATS } from "./formats.js";
import { speedscope } from "./speedscope.js";

const test = suite("report/exports");

function rendered(format: ReportFormat, analysis: Analysis): string {
  return [...format.render(analysis, OPTIONS)].join("");
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}

/** A process that loads `app`, which loads `json` (30 µs) and `re`; 100 µs in all. */
function small(names = ["app", "json", "re"]): Analysis {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  const app = builder.addLoad(builder.addModule(names[0] ?? ""), 0, -1, 50);
  builder.addLoad(builder.addModule(names[1] ?? "", { origin: "stdlib" }), 0, app, 30);
  builder.addLoad(builder.addModule(names[2] ?? ""), 0, app, 20);
  const ignored = { lines: 0, first: [] };
  return {
    tool: "importperf 0",
    inputs: ["x.log"],
    graph: builder.finish(),
    dialect: null,
    runs: 1,
    ignored,
    warnings: [],
  };
}

test("every format of the table is loaded under its own name", async () => {
  for (const [name, load] of Object.entries(REPORT_FORMATS)) {
    const format = await load();
    assert.is(format.name, name);
    assert.match(format.extension, /^\.[a-z.]+$/);
  }
});

test("collapsed: a line for each load with self time", () => {
  assert.is(rendered(collapsed, small()), "app 50\napp;json 30\napp;re 20\n");
});

test("collapsed: no name ends a frame, a stack or a number", () => {
  const text = rendered(collapsed, small(["a;b", "x\r\ny", "version 1.2"]));
  assert.is(text, "a:b 50\na:b;x y 30\na:b;version_1.2 20\n");
});

test("collapsed: the numbers sum to the total, and frames are as many as the load is deep", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { graph } = analysis;
      const lines = rendered(collapsed, analysis).split("\n").slice(0, -1);
      const found = lines.map((line) => /^(.*) (\d+)$/.exec(line) ?? assert.unreachable(line));
      assert.is(sum(found.map((match) => Number(match?.[2]))), totals(graph).us);
      const deep = [...graph.loads.selfUs].flatMap((us, load) => (us > 0 ? [depth(graph, load)] : []));
      const more = graph.processes.length > 1 ? 1 : 0;
      assert.equal(
        found.map((match) => match?.[1]?.split(";").length),
        deep.map((above) => above + more),
      );
    }),
  );
});

test("collapsed: a chain of 100,000 loads stays a file that can be written", () => {
  const builder = new GraphBuilder({ language: "python", evidence: "tree" });
  builder.addProcess();
  for (let load = 0; load < 100_000; load++) builder.addLoad(builder.addModule(`m${load % 10}`), 0, load - 1, 1);
  const analysis = { ...small(), graph: builder.finish() };
  let length = 0;
  let us = 0;
  for (const piece of collapsed.render(analysis, OPTIONS)) {
    length += piece.length;
    us += sum([...piece.matchAll(/ (\d+)\n/g)].map((match) => Number(match[1])));
  }
  assert.is(us, 100_000);
  assert.ok(length < 1e9, `${length}`);
});

function depth(graph: ImportGraph, load: number): number {
  let above = 0;
  for (let at = load; at >= 0; at = graph.loads.importer[at] ?? -1) above++;
  return above;
}

test("speedscope: frames open and close in order, and a frame's time is the load's", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { graph } = analysis;
      const file = JSON.parse(rendered(speedscope, analysis));
      assert.is(file.shared.frames.length, graph.modules.count);
      assert.is(file.profiles.length, new Set(graph.loads.process).size);
      let load = 0;
      for (const { events, endValue, unit } of file.profiles) {
        assert.is(unit, "microseconds");
        const open: { load: number; at: number }[] = [];
        let last = 0;
        for (const event of events) {
          assert.ok(event.at >= last);
          last = event.at;
          if (event.type === "O") {
            assert.is(event.frame, graph.loads.module[load]);
            assert.is(open.at(-1)?.load ?? -1, graph.loads.importer[load]);
            open.push({ load: load++, at: event.at });
          } else {
            const top = open.pop() ?? assert.unreachable("closed twice");
            assert.is(event.frame, graph.loads.module[top?.load ?? -1]);
            assert.is(event.at - (top?.at ?? 0), graph.loads.cumulativeUs[top?.load ?? -1]);
          }
        }
        assert.is(open.length, 0);
        assert.is(endValue, last);
      }
      assert.is(load, graph.loads.count);
    }),
  );
});

test("chrome: an event a load, within its importer's, and none beside it at the same time", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { loads, modules } = analysis.graph;
      const events: { ph: string; name: string; ts: number; dur: number; pid: number; args: { name: string } }[] =
        JSON.parse(rendered(chrome, analysis)).traceEvents;
      const spans = events.filter(({ ph }) => ph === "X");
      assert.is(spans.length, loads.count);
      const ends = new Map<number, number>();
      for (const [load, { name, ts, dur, pid }] of spans.entries()) {
        assert.is(name, modules.name[loads.module[load] ?? 0]);
        assert.is(pid, (loads.process[load] ?? 0) + 1);
        const importer = loads.importer[load] ?? -1;
        const over = spans[importer];
        if (over !== undefined) assert.ok(ts >= over.ts && ts + dur <= over.ts + over.dur);
        const beside = importer < 0 ? -pid : importer;
        assert.ok(ts >= (ends.get(beside) ?? 0));
        ends.set(beside, ts + dur);
      }
      const named = new Set(
        events.filter(({ ph, name }) => ph === "M" && name === "process_name").map(({ pid }) => pid),
      );
      assert.equal(named, new Set(spans.map(({ pid }) => pid)));
    }),
  );
});

/** Cells after RFC 4180. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("csv: a row a load whose cells are the load's, and no cell is a formula", () => {
  fc.assert(
    fc.property(analyses, (analysis) => {
      const { loads, modules } = analysis.graph;
      const [head, ...rows] = cells(rendered(csv, analysis));
      assert.is(rows.length, loads.count);
      for (const [load, row] of rows.entries()) {
        assert.is(row.length, head?.length);
        assert.is(row[0], `${load}`);
        // A name may itself begin with an apostrophe: only what the writer put in front of a formula is taken off.
        const name = modules.name[loads.module[load] ?? 0] ?? "";
        assert.is(row[1], /^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
        assert.is(Number(row[2]), loads.selfUs[load]);
        for (const cell of row) assert.not(/^[=+\-@\t\r]/.test(cell), cell);
      }
    }),
  );
});

test("csv: a name that a spreadsheet would run becomes text", () => {
  const text = rendered(csv, small(['=HYPERLINK("x")', "-1", "a,b"]));
  assert.ok(text.includes(`"'=HYPERLINK(""x"")"`));
  assert.ok(text.includes("1,'-1,30"));
  assert.ok(text.includes('2,"a,b",20'));
});

test.run();
