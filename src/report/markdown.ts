import { loadName } from "../graph/chain.js";
import type { ImportGraph } from "../graph/graph.js";
import { processLabel, processTree } from "../graph/process-tree.js";
import { unusedLoads } from "../graph/unused.js";
import { type AnalysisDocument, analysisDocument } from "./analysis.js";
import type { Analysis, ReportFormat } from "./format.js";
import { markdownName, markdownText } from "./markdown-text.js";
import { type Measure, measureOf } from "./measure.js";
import { staticLines } from "./static-lines.js";
import { toldApart } from "./told-apart.js";
import { capital, type ReportWords, reportWords } from "./words.js";

/** What a pull-request comment takes on GitHub is 65,536 characters; some is left for what stands around it. */
const LONGEST = 60_000;
const DISTRIBUTIONS = 20;
const PROCESSES = 20;
const UNUSED = 10;
/** Arrows before a process at most. */
const DEEPEST = 6;
/** The columns of the list of modules that hold names. */
const TEXTS = [0, 3];

/** A summary that fits a pull-request comment, in GitHub's Markdown. */
export const markdown: ReportFormat = {
  name: "markdown",
  extension: ".md",
  *render(analysis, options) {
    const document = analysisDocument(analysis, Math.min(options.top, 500));
    const words = reportWords(analysis);
    const parts = [
      summary(document, words),
      processes(analysis),
      origins(document, words),
      distributions(document, words),
      unused(analysis),
    ];
    const before = `${parts.filter((part) => part !== "").join("\n\n")}\n\n`;
    const after = doubts(analysis, document);
    yield before;
    yield modules(document, analysis.graph, words, LONGEST - before.length - after.length);
    yield after;
  },
};

function summary({ total, inputs, runtime, root, unit }: AnalysisDocument, words: ReportWords): string {
  const measure = measureOf(unit === undefined ? {} : { unit });
  const processes = total.processes === 1 ? "" : ` in ${total.processes} processes`;
  const named = inputs.slice(0, 3).map((input) => markdownName(input));
  const more = inputs.length > 3 ? ` and ${inputs.length - 3} more` : "";
  const ground = [`${named.join(", ")}${more}`, ...[runtime, root].flatMap((text) => (text ? markdownName(text) : []))];
  return `**Startup: ${amount(total.us, measure)} in ${total.modules} ${words.many}**${processes} (${ground.join("; ")})`;
}

function origins({ origins, unit }: AnalysisDocument, words: ReportWords): string {
  const measure = measureOf(unit === undefined ? {} : { unit });
  const rows = origins.map(({ origin, us, share, modules }) => [
    origin,
    amount(us, measure),
    percent(share),
    `${modules}`,
  ]);
  return table(["Origin", measure.name, "Share", capital(words.many)], rows);
}

function distributions({ distributions, unit }: AnalysisDocument, words: ReportWords): string {
  const measure = measureOf(unit === undefined ? {} : { unit });
  const rows = distributions
    .slice(0, DISTRIBUTIONS)
    .map(({ distribution, version, origin, us, share, modules }) => [
      distribution === null
        ? `(${origin})`
        : markdownName(version === null ? distribution : `${distribution} ${version}`),
      amount(us, measure),
      percent(share),
      `${modules}`,
    ]);
  const rest = distributions.length - rows.length;
  const us = distributions.slice(DISTRIBUTIONS).reduce((sum, group) => sum + group.us, 0);
  const note = rest > 0 ? `\n\n${rest} more distributions take ${amount(us, measure)}.` : "";
  return table(["Distribution", measure.name, "Share", capital(words.many)], rows) + note;
}

/** The processes, each behind the one that started it, which its arrows count. */
function processes({ graph, functions }: Analysis): string {
  const measure = measureOf(graph);
  if (graph.processes.length < 2 || functions) return "";
  const tree = processTree(graph);
  const rows = tree
    .slice(0, PROCESSES)
    .map(({ process, depth, us, loads }) => [
      `${"→ ".repeat(Math.min(depth, DEEPEST))}${markdownName(processLabel(graph, process))}`,
      amount(us, measure),
      `${loads}`,
      graph.processes[process]?.thread ? "thread" : markdownName(graph.processes[process]?.runtime ?? "not known"),
    ]);
  const rest = tree.length - rows.length;
  return (
    table(["Process", "Imports", "Modules", "Runtime"], rows, TEXTS) +
    (rest > 0 ? `\n\nand ${rest} more processes` : "")
  );
}

/** What was loaded for nothing in this run. */
function unused({ graph, functions }: Analysis): string {
  const measure = measureOf(graph);
  const found = functions ? [] : unusedLoads(graph);
  if (found.length === 0) return "";
  const rows = found.slice(0, UNUSED).map(({ load, us, loads }) => {
    const importer = graph.loads.importer[load] ?? -1;
    return [
      markdownName(loadName(graph, load)),
      amount(us, measure),
      `${loads}`,
      importer < 0 ? "" : markdownName(loadName(graph, importer)),
    ];
  });
  const us = found.reduce((sum, row) => sum + row.us, 0);
  const modules = found.reduce((sum, row) => sum + row.loads, 0);
  const all = `${amount(us, measure)} in ${modules} ${modules === 1 ? "module" : "modules"} in all: none of their code ran after its load. Constants and exception classes never count as run.`;
  return `${table(["Loaded, not used in this run", measure.name, "Modules", "Importer"], rows, TEXTS)}\n\n${all}`;
}

/** @param room how many characters there are for the table; the rows that do not fit are counted */
function modules({ top, unit }: AnalysisDocument, graph: ImportGraph, words: ReportWords, room: number): string {
  const measure = measureOf(unit === undefined ? {} : { unit });
  const names = toldApart(graph, top);
  const rows = top.map(({ selfUs, spreadUs, cumulativeUs, importer }, at) => [
    markdownName(names[at] ?? ""),
    spreadUs === undefined ? amount(selfUs, measure) : `${amount(selfUs, measure)} ± ${amount(spreadUs / 2, measure)}`,
    amount(cumulativeUs, measure),
    importer === null ? "" : markdownName(importer),
  ]);
  const head = [capital(words.one), "Self", words.cumulative, words.importer];
  let shown = rows.length;
  for (let length = table(head, rows, TEXTS).length; shown > 0 && length > room - 100; ) {
    shown--;
    length -= row(rows[shown] ?? []).length + 1;
  }
  const note = shown < rows.length ? `\n\n${rows.length - shown} ${words.many} of the list do not fit here.` : "";
  return `${table(head, rows.slice(0, shown), TEXTS)}${note}\n`;
}

function doubts(analysis: Analysis, { ignored, warnings, evidence }: AnalysisDocument): string {
  const notes = warnings.slice(0, 20).map(({ code, message }) => `- ${markdownText(`${code}: ${message}`, 200)}`);
  if (warnings.length > 20) notes.push(`- and ${warnings.length - 20} more warnings`);
  if (ignored.lines > 0) {
    const lines = ignored.first.map(({ line }) => line).join(", ");
    notes.push(`- ${ignored.lines} lines were not read, the first of them: ${lines}`);
  }
  for (const line of staticLines(analysis)) notes.push(`- ${markdownText(line, 400)}`);
  if (evidence === "tree")
    notes.push("- A tree names the first importer of a module alone: deferring that import may save nothing.");
  return notes.length === 0 ? "" : `\n${notes.join("\n")}\n`;
}

/** @param texts the columns that hold no numbers */
function table(head: readonly string[], rows: readonly (readonly string[])[], texts: readonly number[] = [0]): string {
  const rule = head.map((_, column) => (texts.includes(column) ? "---" : "---:"));
  return [head, rule, ...rows].map(row).join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function amount(us: number, measure: Measure): string {
  // More digits than in the terminal: there is room for them.
  return measure.head === "ms" ? `${(us / 1000).toFixed(us < 10_000 ? 2 : us < 100_000 ? 1 : 0)} ms` : measure.text(us);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
