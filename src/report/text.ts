import { Ansis } from "ansis";
import { loadName } from "../graph/chain.js";
import type { ImportGraph } from "../graph/graph.js";
import { type DistributionGroup, distributionGroups, originGroups } from "../graph/groups.js";
import { heaviest } from "../graph/heaviest.js";
import { processLabel, processTree } from "../graph/process-tree.js";
import { heaviestShared } from "../graph/shared.js";
import { totals } from "../graph/totals.js";
import { unusedLoads } from "../graph/unused.js";
import type { Origin } from "../graph/vocabulary.js";
import type { Analysis, ReportFormat, ReportOptions } from "./format.js";
import { type Measure, measureOf } from "./measure.js";
import { anatomyLines } from "./terminal/anatomy.js";
import { bar, fit, left, right, safe, wrap } from "./terminal/cells.js";
import { notes } from "./terminal/notes.js";
import { count, percent, thousands } from "./terminal/units.js";
import { toldApart } from "./told-apart.js";
import { type ReportWords, reportWords } from "./words.js";

const NARROWEST = 60;
const WIDEST = 120;
/** Columns of a time and a share, with the blanks before them. */
const TIME = 10;
const SHARE = 7;
const SPREAD = 7;
/** Rows of the list of processes and of what was not used, and steps that a process stands in, at most. */
const PROCESSES = 12;
const UNUSED = 5;
const DEEPEST = 6;
/** Blanks before a count of modules, whose heading is its widest. */
const BLANKS = 2;
/** How much of the room that the numbers leave is for the name; the importer has the rest. */
const NAME = 0.58;

/** Modules below this share of the total are not worth a line at the top. */
const WORTH_SAYING = 0.02;

/** The summary that the terminal shows: the total, then by origin, distribution and module, then the doubts. */
export const text: ReportFormat = {
  name: "text",
  extension: ".txt",
  *render(analysis, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const summary = new Summary(analysis, { ...options, width }, new Ansis(options.colour ? 1 : 0));
    for (const lines of summary.sections()) if (lines.length > 0) yield `${lines.join("\n")}\n`;
  },
};

interface Row {
  name: string;
  us: number;
  share: number;
  /** Half the distance between the quartiles of several runs; left out where no row has one. */
  spreadUs?: number;
  /** Left out where every row would say 1. */
  modules?: number;
  importer: string;
}

class Summary {
  private readonly total: number;
  private readonly measure: Measure;
  private readonly words: ReportWords;
  /** Columns of a count of modules, with the blanks before it. */
  private readonly countWidth: number;

  constructor(
    private readonly analysis: Analysis,
    private readonly options: ReportOptions,
    private readonly paint: Ansis,
  ) {
    this.total = totals(analysis.graph).us;
    this.measure = measureOf(analysis.graph);
    this.words = reportWords(analysis);
    this.countWidth = BLANKS + this.words.many.length;
  }

  *sections(): Generator<string[]> {
    yield anatomyLines(this.analysis.graph.recorded?.anatomy, this.options.width, this.paint);
    yield this.head();
    yield this.processes();
    yield this.origins();
    yield this.distributions();
    if (this.analysis.graph.unit !== "modules")
      yield this.modules(`Heaviest ${this.words.many} by self ${this.measure.noun}`, "selfUs");
    yield this.modules(`Heaviest by cumulative ${this.measure.noun}`, "cumulativeUs");
    yield this.unused();
    yield notes(this.analysis, this.options.width).map((line) => this.paint.dim(line));
  }

  private head(): string[] {
    const { graph, inputs, runs } = this.analysis;
    const { us, modules, processes } = totals(graph);
    const parts = [count(modules, this.words.one)];
    if (processes > 1) parts.push(count(processes, "process", "processes"));
    if (graph.runtime !== null) parts.push(safe(graph.runtime));
    if (runs > 1) parts.push(`medians of ${runs} runs`);
    const names = fit(safe(inputs.join(" ")), this.options.width);
    const spent = this.measure.text(us);
    // A count of modules says the first part already.
    const more =
      graph.unit === "modules"
        ? parts.slice(1).map((part) => `, ${part}`)
        : [`${this.words.ofWhat} in ${parts.join(", ")}`];
    const [first = "", ...rest] = wrap(`${spent}${more.join("")}`, this.options.width, 2);
    return [this.paint.dim(names), ...this.hidden(), this.paint.bold(spent) + first.slice(spent.length), ...rest];
  }

  /** What the tree alone would hide, as lines; none where nothing is. */
  private hidden(): string[] {
    const { graph } = this.analysis;
    const shared = graph.evidence === "traced" && !this.analysis.functions ? heaviestShared(graph) : null;
    if (shared === null) return [];
    const cumulativeUs = graph.loads.cumulativeUs[shared.load] ?? 0;
    if (this.total === 0 || cumulativeUs / this.total < WORTH_SAYING) return [];
    const name = safe(loadName(graph, shared.load));
    const importers = count(shared.importers.length, "eager importer");
    return wrap(
      `${name} (${this.measure.text(cumulativeUs)}) has ${importers}: deferring one import of it saves nothing`,
      this.options.width,
    );
  }

  private origins(): string[] {
    const nameWidth = 13;
    const width = this.options.width - nameWidth - TIME - SHARE - this.countWidth;
    return [
      `\n${this.paint.bold(left("Origin", nameWidth + width))}${this.paint.dim(this.titles(true))}`,
      ...originGroups(this.analysis.graph).map((row) => {
        const drawn = this.colour(row.origin)(left(bar(row.share, width), width));
        return left(row.origin, nameWidth) + drawn + this.numbers(row.us, row.share, row.modules);
      }),
    ];
  }

  private distributions(): string[] {
    const named = distributionGroups(this.analysis.graph).filter((group) => group.distribution !== null);
    return this.list(
      "Heaviest distributions",
      named.slice(0, this.options.top).map((group) => ({
        name: distributionName(group),
        us: group.us,
        share: group.share,
        modules: group.modules,
        importer: this.importerOf(group.firstLoad),
      })),
    );
  }

  private modules(title: string, by: "selfUs" | "cumulativeUs"): string[] {
    const { graph } = this.analysis;
    const loads = heaviest(graph, by, this.options.top);
    const names = toldApart(
      graph,
      loads.map((load) => ({ module: loadName(graph, load), process: graph.loads.process[load] ?? 0 })),
    );
    return this.list(
      title,
      loads.map((load, at) => {
        const us = graph.loads[by][load] ?? 0;
        return {
          name: names[at] ?? "",
          us,
          share: this.total > 0 ? us / this.total : 0,
          ...(by === "selfUs" ? spreadOf(graph, load) : {}),
          importer: this.importerOf(load),
        };
      }),
    );
  }

  /** The processes, each below the one that started it and further in. */
  private processes(): string[] {
    const { graph, functions } = this.analysis;
    if (graph.processes.length < 2 || functions) return [];
    const tree = processTree(graph);
    const rows = tree.slice(0, PROCESSES).map(({ process, depth, us, loads }) => ({
      name: `${"  ".repeat(Math.min(depth, DEEPEST))}${processLabel(graph, process)}`,
      us,
      share: this.total > 0 ? us / this.total : 0,
      modules: loads,
      importer: graph.processes[process]?.thread ? "thread" : (graph.processes[process]?.runtime ?? ""),
    }));
    const hidden = tree.length - rows.length;
    return [
      ...this.list("Processes", rows, "runtime"),
      ...(hidden > 0 ? [this.paint.dim(`… and ${thousands(hidden)} more processes`)] : []),
    ];
  }

  /** What was loaded for nothing in this run. */
  private unused(): string[] {
    const { graph, functions } = this.analysis;
    const found = functions ? [] : unusedLoads(graph);
    const rows = found.slice(0, Math.min(UNUSED, this.options.top)).map(({ load, us, loads }) => ({
      name: loadName(graph, load),
      us,
      share: this.total > 0 ? us / this.total : 0,
      modules: loads,
      importer: this.importerOf(load),
    }));
    const shown = this.list("Loaded, not used in this run", rows);
    if (shown.length === 0) return [];
    const us = found.reduce((sum, row) => sum + row.us, 0);
    const modules = found.reduce((sum, row) => sum + row.loads, 0);
    const all = `${this.measure.text(us)} in ${count(modules, "module")} in all: none of their code ran after its load (constants and exception classes never count as run)`;
    return [...shown, ...wrap(all, this.options.width).map((line) => this.paint.dim(line))];
  }

  private importerOf(load: number): string {
    const { graph } = this.analysis;
    const importer = graph.loads.importer[load] ?? -1;
    return importer < 0 ? "" : loadName(graph, importer);
  }

  private list(title: string, rows: readonly Row[], last = this.words.firstImporter): string[] {
    if (rows.length === 0) return [];
    const withModules = rows.some((row) => row.modules !== undefined);
    const withSpread = rows.some((row) => row.spreadUs !== undefined);
    const numbers = TIME + (withSpread ? SPREAD : 0) + SHARE + (withModules ? this.countWidth : 0);
    const room = this.options.width - numbers - 2;
    const nameWidth = Math.ceil(room * NAME);
    // A long title takes the blanks before the first column's name, so that the columns stay in line.
    const titleWidth = nameWidth + TIME - this.measure.head.length;
    const titles = fit(`${this.titles(withModules, withSpread).trimStart()}  ${last}`, this.options.width - titleWidth);
    const heading = this.paint.bold(left(fit(title, titleWidth - 1), titleWidth)) + this.paint.dim(titles);
    return [
      `\n${heading}`,
      ...rows.map((row) => {
        const name = left(fit(safe(row.name), nameWidth), nameWidth);
        const importer = fit(safe(row.importer), room - nameWidth);
        const spread = withSpread ? this.spreadText(row.spreadUs) : "";
        return `${name}${this.numbers(row.us, row.share, row.modules, spread)}  ${this.paint.dim(importer)}`.trimEnd();
      }),
    ];
  }

  private titles(withModules: boolean, withSpread = false): string {
    return (
      right(this.measure.head, TIME) +
      (withSpread ? right("±", SPREAD) : "") +
      right("%", SHARE) +
      (withModules ? right(this.words.many, this.countWidth) : "")
    );
  }

  private numbers(us: number, share: number, modules: number | undefined, spread = ""): string {
    const counted = modules === undefined ? "" : right(thousands(modules), this.countWidth);
    return right(this.measure.number(us), TIME) + spread + right(percent(share), SHARE) + counted;
  }

  private spreadText(us: number | undefined): string {
    return right(us === undefined ? "" : this.measure.number(us), SPREAD);
  }

  private colour(origin: Origin): (text: string) => string {
    const { paint } = this;
    return { application: paint.green, dependency: paint.yellow, stdlib: paint.blue, builtin: paint.magenta }[origin];
  }
}

function spreadOf({ recorded }: ImportGraph, load: number): { spreadUs?: number } {
  const spreadUs = recorded?.loads?.get(load)?.spreadUs;
  return spreadUs === undefined ? {} : { spreadUs: spreadUs / 2 };
}

function distributionName({ distribution, version }: DistributionGroup): string {
  return version === null ? (distribution ?? "") : `${distribution} ${version}`;
}
