import * as assert from "uvu/assert";
import { checkGraph } from "../graph/check.js";
import { totals } from "../graph/totals.js";
import type { LogReading } from "../logs/format.js";
import type { AnalysisDocument } from "../report/analysis.js";
import { columns } from "../report/terminal/cells.js";

/** For tests: what must hold for every analysis, whatever the input was. */

/** Origins and distributions each hold the whole, and their shares are parts of it. */
export function checkDocument({ kind, total, origins, distributions, top, ignored }: AnalysisDocument): void {
  assert.is(kind, "analysis");
  for (const groups of [origins, distributions]) {
    assert.is(sum(groups, "us"), total.us);
    assert.is(sum(groups, "modules"), total.modules);
    const share = sum(groups, "share");
    assert.ok(total.us === 0 ? share === 0 : Math.abs(share - 1) < 1e-9, `shares sum to ${share}`);
  }
  for (const { selfUs, cumulativeUs } of top)
    assert.ok(selfUs >= 0 && selfUs <= cumulativeUs && cumulativeUs <= total.us);
  assert.is(ignored.first.length, Math.min(10, ignored.lines));
}

function sum<Field extends string>(rows: readonly Record<Field, number>[], field: Field): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

/** The graph's invariants, and that the loads' own times are the total. */
export function checkReading({ graph }: LogReading): void {
  checkGraph(graph);
  const roots = graph.loads.cumulativeUs.filter((_, load) => (graph.loads.importer[load] ?? -1) < 0);
  assert.is(
    roots.reduce((total, us) => total + us, 0),
    totals(graph).us,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** No line is wider than the terminal, and nothing in the text steers it. */
export function checkText(text: string, width: number): void {
  const unsafe = UNSAFE.exec(text);
  assert.is(unsafe, null, `control character ${unsafe?.[0].codePointAt(0)?.toString(16)}`);
  assert.ok(text.endsWith("\n"));
  for (const line of text.split("\n")) assert.ok(columns(line) <= width, `${columns(line)} columns: ${line}`);
}
