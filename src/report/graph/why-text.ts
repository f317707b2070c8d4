import { Ansis } from "ansis";
import { isEager } from "../../graph/import-edges.js";
import { reachOf } from "../../graph/reach.js";
import type { UnresolvedImport } from "../../graph/static.js";
import { ORIGINS, WHENS } from "../../graph/vocabulary.js";
import { fit, left, right, safe } from "../terminal/cells.js";
import { count, thousands } from "../terminal/units.js";
import type { GraphFormat, WhyReport } from "./format.js";
import { doubts, textWidth } from "./notes.js";
import { hopsOf, placeOfImport, placeText } from "./places.js";

/** The shortest ways to what was asked for, and what all of them have in common. */
export const whyText: GraphFormat<WhyReport> = {
  *render(report, options) {
    const width = textWidth(options);
    const paint = new Ansis(options.colour ? 1 : 0);
    const { why, asked, sources, entries } = report;
    const { graph } = sources;
    const from = entries.named.map((module) => graph.modules.name[module] ?? "").join(", ");
    if (why.chains.length === 0) {
      yield* notLoaded(report, from, width);
    } else {
      const ways = `is imported at startup by ${count(why.chains.length, "module")}; a shortest way to each`;
      yield `${paint.bold(fit(safe(asked), width))} ${ways}\n`;
      const shown = why.chains.slice(0, Math.max(1, options.top));
      for (const [nth, chain] of shown.entries()) yield* chainLines(report, chain, nth + 1, width, paint);
      const hidden = why.chains.length - shown.length;
      if (hidden > 0) yield `\n${paint.dim(`… and ${thousands(hidden)} more (--top)`)}\n`;
      yield* commonLines(report, width, paint);
    }
    const said = doubts({ ...report, sources: { ...sources, unresolved: mayBringMore(report) } }, width);
    if (said.length > 0) yield `${said.map((line) => paint.dim(line)).join("\n")}\n`;
  },
};

/** What is loaded at startup and imports by a computed name: there may be ways that no source tells. */
function mayBringMore({ sources, entries }: WhyReport): readonly UnresolvedImport[] {
  const { graph, unresolved } = sources;
  const reach = reachOf(graph, entries.run, entries.starts);
  const isStandard = (module: number): boolean =>
    ["stdlib", "builtin"].includes(ORIGINS[graph.modules.origin[module] ?? 0] ?? "");
  return unresolved.filter(
    ({ reason, importer }) => reason !== "not-found" && reach[importer] === "eager" && !isStandard(importer),
  );
}

function* notLoaded({ asked, sources, entries, wanted }: WhyReport, from: string, width: number): Iterable<string> {
  const { graph } = sources;
  const say = (text: string): string => `${fit(safe(text), width)}\n`;
  for (const start of entries.starts) {
    if (wanted.has(start)) {
      yield say(`${asked} is where the program begins`);
      return;
    }
  }
  const reach = reachOf(graph, entries.run, entries.starts);
  const isDeferred = [...wanted].some((module) => reach[module] === "deferred");
  yield say(`${asked} is not loaded at startup${from === "" ? "" : ` of ${from}`}`);
  if (!isDeferred) {
    yield say("and nothing that can run imports it");
    return;
  }
  yield say("but by imports that run later:");
  const eager = isEager(graph, entries.run);
  let left = 10;
  for (let row = 0; row < graph.imports.count && left > 0; row++) {
    const importer = graph.imports.importer[row] ?? 0;
    if (!wanted.has(graph.imports.imported[row] ?? -1) || wanted.has(importer) || eager(row)) continue;
    if (WHENS[graph.imports.when[row] ?? 0] === "type-only" || reach[importer] === "never") continue;
    left--;
    yield say(`  ${placeText(graph, row)}: ${sources.sources[row]?.text ?? ""}`);
  }
}

function* chainLines(report: WhyReport, chain: readonly number[], nth: number, width: number, paint: Ansis) {
  const half = (width - 6) >> 1;
  yield "\n";
  for (const [at, { module, file, line, conditions }] of hopsOf(report.sources, chain).entries()) {
    const number = at === 0 ? right(String(nth), 3) : "   ";
    const place = file === null || line === null ? "" : `${file}:${line}`;
    const name = left(fit(safe(module), half), half);
    yield `${number}  ${name} ${paint.dim(fit(safe(place), width - half - 6))}`.trimEnd();
    yield "\n";
    if (conditions !== undefined) yield `       ${paint.dim(fit(safe(`if ${conditions.join(", ")}`), width - 7))}\n`;
  }
}

function* commonLines({ why, sources }: WhyReport, width: number, paint: Ansis): Iterable<string> {
  if (why.common.length === 0) {
    yield "\nNo import is common to all ways: several have to be deferred together.\n";
    return;
  }
  yield `\n${paint.bold("Every way leads through")}${paint.dim("  (deferring one takes it out of startup)")}\n`;
  for (const row of why.common) {
    const { importer, imported } = placeOfImport(sources.graph, row);
    yield `     ${fit(safe(`${placeText(sources.graph, row)}: ${importer} imports ${imported}`), width - 5)}\n`;
  }
}
