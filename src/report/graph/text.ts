import { Ansis } from "ansis";
import { brought } from "../../graph/brought.js";
import { cycles } from "../../graph/cycles.js";
import { isEager } from "../../graph/import-edges.js";
import { type Reach, reachOf } from "../../graph/reach.js";
import { ORIGINS, type Origin } from "../../graph/vocabulary.js";
import type { ReportOptions } from "../format.js";
import { fit, left, right, safe } from "../terminal/cells.js";
import { count, thousands } from "../terminal/units.js";
import type { GraphFormat, GraphReport } from "./format.js";
import { doubts, textWidth } from "./notes.js";
import { placeText } from "./places.js";

const NUMBER = 10;
const NAME = 26;
const NO_ENTRY = "no entry";

/** What there is, what of it is loaded at startup, what brings most in, and what was not understood. */
export const text: GraphFormat = {
  *render(report, options) {
    const summary = new Summary(report, { ...options, width: textWidth(options) }, new Ansis(options.colour ? 1 : 0));
    for (const lines of summary.sections()) if (lines.length > 0) yield `${lines.join("\n")}\n`;
  },
};

class Summary {
  private readonly reach: readonly Reach[] | null;

  constructor(
    private readonly report: GraphReport,
    private readonly options: ReportOptions,
    private readonly paint: Ansis,
  ) {
    const { sources, entries } = report;
    this.reach = entries.starts.size === 0 ? null : reachOf(sources.graph, entries.run, entries.starts);
  }

  *sections(): Generator<string[]> {
    yield this.head();
    yield this.origins();
    yield this.brought();
    yield this.cycles();
    yield doubts(this.report, this.options.width).map((line) => this.paint.dim(line));
  }

  private head(): string[] {
    const { graph } = this.report.sources;
    const names = this.report.entries.named.map((module) => graph.modules.name[module] ?? "");
    const from = names.length === 0 ? NO_ENTRY : `from ${safe(names.join(", "))}`;
    const counted = `${count(graph.modules.count, "module")}, ${count(graph.imports.count, "import")}`;
    return [fit(`${this.paint.bold(counted)}, ${from}`, this.options.width + (this.options.colour ? 9 : 0))];
  }

  private origins(): string[] {
    const { modules } = this.report.sources.graph;
    const rows = new Map<Origin, Record<Reach, number>>();
    for (let module = 0; module < modules.count; module++) {
      const origin = ORIGINS[modules.origin[module] ?? 0] ?? "dependency";
      const row = rows.get(origin) ?? { eager: 0, deferred: 0, never: 0 };
      row[this.reach?.[module] ?? "never"]++;
      rows.set(origin, row);
    }
    const titles = this.reach === null ? ["modules"] : ["modules", "at startup", "deferred", "not reached"];
    const width = (title: string): number => Math.max(NUMBER, title.length + 2);
    const heading = titles.map((title) => right(title, width(title))).join("");
    return [
      `\n${" ".repeat(NAME)}${this.paint.dim(heading)}`,
      ...ORIGINS.flatMap((origin) => {
        const row = rows.get(origin);
        if (row === undefined) return [];
        const numbers = [row.eager + row.deferred + row.never, row.eager, row.deferred, row.never];
        const shown = titles.map((title, at) => right(thousands(numbers[at] ?? 0), width(title))).join("");
        return [`${left(origin, NAME)}${shown}`];
      }),
    ];
  }

  /** The distributions that imports at startup lead to. */
  private brought(): string[] {
    const { sources, entries, bytes, followed } = this.report;
    const { graph } = sources;
    const found = brought(graph, entries.run, entries.starts).filter(
      ({ origin }) => origin === "dependency" || (origin === "application" && followed),
    );
    const rows = found.slice(0, this.options.top).map(({ distribution, origin, modules, by }) => ({
      name: nameOf(this.report, distribution, origin),
      modules: modules.length,
      bytes: modules.reduce((sum, module) => sum + (bytes[module] ?? 0), 0),
      by: by === null ? "" : placeText(graph, by),
    }));
    if (rows.length === 0) return [];
    const withBytes = rows.some((row) => row.bytes > 0);
    const heading = right("modules", NUMBER) + (withBytes ? right("kB", NUMBER) : "");
    const room = this.options.width - NAME - heading.length - 2;
    const hidden = found.length - rows.length;
    return [
      `\n${this.paint.bold(left("Brought in at startup", NAME))}${this.paint.dim(`${heading}  first by`)}`,
      ...rows.map((row) => {
        const size = withBytes ? right(thousands(Math.round(row.bytes / 1000)), NUMBER) : "";
        const numbers = right(thousands(row.modules), NUMBER) + size;
        return `${left(fit(safe(row.name), NAME), NAME)}${numbers}  ${this.paint.dim(fit(safe(row.by), room))}`.trimEnd();
      }),
      ...(hidden > 0 ? [this.paint.dim(`… and ${thousands(hidden)} more (--top)`)] : []),
    ];
  }

  private cycles(): string[] {
    const { sources, entries } = this.report;
    const found = cycles(sources.graph, isEager(sources.graph, entries.run));
    if (found.length === 0) return [];
    const modules = found.reduce((sum, cycle) => sum + cycle.modules.length, 0);
    return [`\n${count(found.length, "cycle")} at startup, of ${count(modules, "module")} (--cycles)`];
  }
}

export function nameOf({ sources }: GraphReport, distribution: number, origin: Origin): string {
  const row = sources.graph.distributions[distribution];
  if (row === undefined) return `(${origin})`;
  return row.version === null ? row.name : `${row.name} ${row.version}`;
}
