import { Ansis } from "ansis";
import type { Warning } from "../../graph/profile.js";
import type { ReportOptions } from "../format.js";
import { bar, fit, left, right, safe, wrap } from "../terminal/cells.js";
import { count, milliseconds, thousands } from "../terminal/units.js";
import { type DiffDocument, type DiffModule, diffDocument } from "./document.js";
import type { DiffFormat } from "./format.js";
import { signed, signedMs } from "./signs.js";

const NARROWEST = 60;
const WIDEST = 120;
/** Columns of a time, a count and a bar, with the blanks before them. */
const TIME = 11;
const MODULES = 9;
const BAR = 8;

/** Totals, then by distribution, then what came and went by the import that brought it, then what changed. */
export const text: DiffFormat = {
  *render(comparison, options) {
    const width = Math.max(NARROWEST, Math.min(WIDEST, options.width));
    const shown = new Shown(diffDocument(comparison), { ...options, width }, new Ansis(options.colour ? 1 : 0));
    for (const lines of shown.sections()) if (lines.length > 0) yield `${lines.join("\n")}\n`;
  },
};

class Shown {
  constructor(
    private readonly document: DiffDocument,
    private readonly options: ReportOptions,
    private readonly paint: Ansis,
  ) {}

  *sections(): Generator<string[]> {
    const { added, removed, changed } = this.document;
    yield this.head();
    yield this.groups();
    yield this.brought("Came", "imported by", added, 1);
    yield this.brought("Gone", "was imported by", removed, -1);
    yield this.changed();
    if (added.length + removed.length + changed.length === 0) {
      yield ["", ...wrap(SAME, this.options.width)];
    }
    yield this.notes();
  }

  private head(): string[] {
    const { before, after } = this.document;
    const { paint } = this;
    const half = (this.options.width - 3) >> 1;
    const names = `${fit(safe(before.input), half)} → ${fit(safe(after.input), half)}`;
    const us = after.us - before.us;
    const modules = after.modules - before.modules;
    const from = `${milliseconds(before.us)} → ${milliseconds(after.us)} ms of imports`;
    const counted = `${thousands(before.modules)} → ${count(after.modules, "module")}`;
    const width = Math.max(from.length, counted.length) + 2;
    const share = before.us > 0 && us !== 0 ? `  ${signed(Math.round((us / before.us) * 100), thousands)} %` : "";
    return [
      paint.dim(names),
      `${left(from, width)}${this.colour(us)(paint.bold(right(signedMs(us), TIME)))} ms${share}`,
      `${left(counted, width)}${right(signed(modules, thousands), TIME)}`,
    ];
  }

  private groups(): string[] {
    const { top } = this.options;
    const rows = this.document.groups.map((group) => ({
      name: group.distribution ?? `(${group.origin})`,
      us: group.addedUs - group.removedUs + group.changedUs,
      modules: group.addedModules - group.removedModules,
      importer: group.importer ?? "",
    }));
    return this.list("By distribution", "by", rows.slice(0, top), rows.length);
  }

  private brought(title: string, by: string, modules: readonly DiffModule[], sign: 1 | -1): string[] {
    const rows = modules
      .flatMap(({ brings, module, chain }) =>
        brings === undefined
          ? []
          : [{ name: module, us: sign * brings.us, modules: sign * brings.modules, importer: chain.at(-2) ?? "" }],
      )
      .sort((a, b) => Math.abs(b.us) - Math.abs(a.us));
    return this.list(title, by, rows.slice(0, this.options.top), rows.length);
  }

  private list(title: string, by: string, rows: readonly Row[], all: number): string[] {
    if (rows.length === 0) return [];
    const largest = Math.max(1, ...rows.map(({ us }) => Math.abs(us)));
    const room = this.options.width - TIME - MODULES - BAR - 3;
    const name = Math.ceil(room / 2);
    const titles = right("ms", TIME) + right("modules", MODULES) + " ".repeat(BAR + 1);
    return [
      `\n${this.paint.bold(left(title, name))}${this.paint.dim(`${titles}  ${fit(by, room - name)}`)}`,
      ...rows.map(({ name: shown, us, modules, importer }) => {
        const numbers = right(signedMs(us), TIME) + right(signed(modules, thousands), MODULES);
        const drawn = this.colour(us)(left(bar(Math.abs(us) / largest, BAR), BAR));
        const who = this.paint.dim(fit(safe(importer), room - name));
        return `${left(fit(safe(shown), name), name)}${numbers} ${drawn}  ${who}`.trimEnd();
      }),
      ...this.more(all - rows.length),
    ];
  }

  private changed(): string[] {
    const { changed } = this.document;
    const rows = changed.slice(0, this.options.top);
    if (rows.length === 0) return [];
    const room = this.options.width - 3 * TIME - 2;
    const name = Math.ceil(room * 0.6);
    const titles = right("before", TIME) + right("after", TIME) + right("ms", TIME);
    return [
      `\n${this.paint.bold(left("Changed", name))}${this.paint.dim(`${titles}  ${fit("imported by", room - name)}`)}`,
      ...rows.map(({ module, beforeUs, afterUs, expectedUs, chain }) => {
        const change = this.colour(afterUs - expectedUs)(right(signedMs(afterUs - beforeUs), TIME));
        const who = this.paint.dim(fit(safe(chain.at(-2) ?? ""), room - name));
        const times = right(milliseconds(beforeUs), TIME) + right(milliseconds(afterUs), TIME);
        return `${left(fit(safe(module), name), name)}${times}${change}  ${who}`.trimEnd();
      }),
      ...this.more(changed.length - rows.length),
    ];
  }

  private more(hidden: number): string[] {
    return hidden > 0 ? [this.paint.dim(`… and ${thousands(hidden)} more (--top)`)] : [];
  }

  private notes(): string[] {
    const { same, warnings } = this.document;
    const rest = same.afterUs - same.beforeUs;
    const own =
      same.modules > 0
        ? [`the other ${count(same.modules, "module")} of both: ${signedMs(rest)} ms, within noise each`]
        : [];
    const lines = [...own, ...warnings.map((warning) => sentence(warning, this.options.width - 4))].flatMap((line) =>
      wrap(`· ${safe(line)}`, this.options.width, 2),
    );
    return lines.length === 0 ? [] : ["", ...lines.map((line) => this.paint.dim(line))];
  }

  private colour(us: number): (text: string) => string {
    if (us === 0) return (shown) => shown;
    return us > 0 ? this.paint.red : this.paint.green;
  }
}

const SAME = "The same modules are loaded, none of them with a time that differs by more than noise.";

interface Row {
  name: string;
  us: number;
  modules: number;
  importer: string;
}

/** @param room columns for a file name, which is never broken */
function sentence({ file, line, message }: Warning, room: number): string {
  return [
    ...(file === undefined ? [] : [fit(safe(file), room)]),
    ...(line === undefined ? [] : [`line ${line}`]),
    message,
  ].join(": ");
}
