import { Ansis } from "ansis";
import { loadName } from "../graph/chain.js";
import { type DistributionGroup, distributionGroups, originGroups } from "../graph/groups.js";
import { heaviest } from "../graph/heaviest.js";
import { totals } from "../graph/totals.js";
import type { Origin } from "../graph/vocabulary.js";
import type { Analysis, ReportFormat, ReportOptions } from "./format.js";
import { bar, fit, left, right, safe } from "./terminal/cells.js";
import { doubts } from "./terminal/doubts.js";
import { count, milliseconds, percent, thousands, time } from "./terminal/units.js";

const NARROWEST = 60;
const WIDEST = 120;
/** Time, share and module count, with the blanks before them. */
const NUMBERS = 11 + 8 + 9;

/** The summary that the terminal shows: the total, then by origin, distribution and module, then the doubts. */
export const text: ReportFormat = {
  name: "text",
  extension: ".txt",
  render(analysis, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const paint = new Ansis(options.colour ? 1 : 0);
    return lines(new Summary(analysis, { ...options, width }, paint));
  },
};

function* lines(summary: Summary): Generator<string> {
  for (const section of [
    summary.head(),
    summary.origins(),
    summary.distributions(),
    summary.modules("selfUs"),
    summary.modules("cumulativeUs"),
    summary.doubts(),
  ]) {
    if (section.length > 0) yield `${section.join("\n")}\n`;
  }
}

class Summary {
  private readonly total: number;

  constructor(
    private readonly analysis: Analysis,
    private readonly options: ReportOptions,
    private readonly paint: Ansis,
  ) {
    this.total = totals(analysis.graph).us;
  }

  head(): string[] {
    const { graph, inputs } = this.analysis;
    const { us, modules, processes } = totals(graph);
    const parts = [count(modules, "module")];
    if (processes > 1) parts.push(count(processes, "process", "processes"));
    if (graph.runtime !== null) parts.push(safe(graph.runtime));
    const names = fit(safe(inputs.join(" ")), this.options.width);
    const spent = time(us);
    const rest = fit(` of imports in ${parts.join(", ")}`, this.options.width - spent.length);
    return [this.paint.dim(names), this.paint.bold(spent) + rest];
  }

  origins(): string[] {
    const rows = originGroups(this.analysis.graph);
    const width = this.options.width - 14 - NUMBERS;
    return [
      this.heading("Origin", "ms", "%", "modules"),
      ...rows.map((row) => {
        const drawn = this.colour(row.origin)(left(bar(row.share, width), width));
        return left(row.origin, 14) + drawn + this.numbers(row.us, row.share, row.modules);
      }),
    ];
  }

  distributions(): string[] {
    const groups = distributionGroups(this.analysis.graph);
    const named = groups.filter((group) => group.distribution !== null).slice(0, this.options.top);
    if (named.length === 0) return [];
    return [
      this.heading("Heaviest distributions", "ms", "%", "modules", "first imported by"),
      ...named.map((group) =>
        this.line(this.title(group), this.importerOf(group), group.us, group.share, group.modules),
      ),
    ];
  }

  modules(by: "selfUs" | "cumulativeUs"): string[] {
    const { graph } = this.analysis;
    const times = graph.loads[by];
    const title = by === "selfUs" ? "Heaviest modules, self time" : "Heaviest modules, cumulative time";
    const rows = heaviest(graph, by, this.options.top);
    if (rows.length === 0) return [];
    return [
      this.heading(title, "ms", "%", "", "first imported by"),
      ...rows.map((load) => {
        const us = times[load] ?? 0;
        const importer = graph.loads.importer[load] ?? -1;
        return this.line(
          safe(loadName(graph, load)),
          importer < 0 ? "" : safe(loadName(graph, importer)),
          us,
          this.total > 0 ? us / this.total : 0,
          null,
        );
      }),
    ];
  }

  doubts(): string[] {
    const said = doubts(this.analysis, this.options.width);
    return said.length === 0 ? [] : ["", ...said.map((line) => this.paint.dim(line))];
  }

  private heading(title: string, ...columns: [string, string, string, string?]): string {
    const [ms, share, modules, importer = ""] = columns;
    // A long title takes the blanks before the first column's name, so that the columns stay in line.
    const width = this.nameWidth(importer !== "") + 11 - ms.length;
    const name = left(fit(title, width - 1), width);
    const room = this.options.width - width - ms.length - 8 - 9 - 2;
    const rest = importer === "" ? "" : `  ${fit(importer, room)}`;
    return `\n${this.paint.bold(name)}${this.paint.dim(ms + right(share, 8) + right(modules, 9) + rest)}`;
  }

  /** A list's line: name, time, share, modules, importer. */
  private line(name: string, importer: string, us: number, share: number, modules: number | null): string {
    const width = this.nameWidth(true);
    const shown = left(fit(name, width), width);
    const room = this.options.width - width - NUMBERS - 2;
    return `${shown}${this.numbers(us, share, modules)}  ${this.paint.dim(fit(importer, room))}`.trimEnd();
  }

  private numbers(us: number, share: number, modules: number | null): string {
    return (
      right(milliseconds(us), 11) + right(percent(share), 8) + right(modules === null ? "" : thousands(modules), 9)
    );
  }

  private nameWidth(withImporter: boolean): number {
    const room = this.options.width - NUMBERS;
    return withImporter ? Math.ceil((room - 2) * 0.58) : room;
  }

  private title(group: DistributionGroup): string {
    return safe(group.version === null ? (group.distribution ?? "") : `${group.distribution} ${group.version}`);
  }

  private importerOf(group: DistributionGroup): string {
    const { graph } = this.analysis;
    const importer = graph.loads.importer[group.firstLoad] ?? -1;
    return importer < 0 ? "" : safe(loadName(graph, importer));
  }

  private colour(origin: Origin): (text: string) => string {
    const { paint } = this;
    return { application: paint.green, dependency: paint.yellow, stdlib: paint.blue, builtin: paint.magenta }[origin];
  }
}
