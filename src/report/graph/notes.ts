import { ORIGINS, type Origin } from "../../graph/vocabulary.js";
import type { ReportOptions } from "../format.js";
import { fit, safe, wrap } from "../terminal/cells.js";
import { count, thousands } from "../terminal/units.js";
import type { GraphReport } from "./format.js";
import { moduleFile, relativeFile } from "./places.js";

const NARROWEST = 60;
const WIDEST = 120;
const LONGEST = 600;
const SHOWN = 3;

export function textWidth({ width }: ReportOptions): number {
  return Math.max(NARROWEST, Math.min(WIDEST, width));
}

/** What was not understood, of one kind. */
export interface Doubt {
  readonly code: "computed" | "not-found" | "unread";
  /** How many there are, and where. */
  readonly message: string;
  /** `FILE:LINE: text` of each that matters to the reader: the project's own, then those of dependencies. */
  readonly places: readonly string[];
}

/** What was not resolved and not read. The standard library's own doubts are counted, and listed nowhere. */
export function doubtsOf({ sources, followed }: GraphReport): Doubt[] {
  const { graph, unresolved, unread } = sources;
  const originOf = (module: number): Origin => ORIGINS[graph.modules.origin[module] ?? 0] ?? "dependency";
  const told = (code: "computed" | "not-found", what: string): Doubt[] => {
    const all = unresolved.filter(({ reason }) => (reason === "not-found") === (code === "not-found"));
    if (all.length === 0) return [];
    const of = (origin: Origin) => all.filter(({ importer }) => originOf(importer) === origin);
    const [own, others] = [of("application"), of("dependency")];
    const shares = [
      [own.length, "in the project"],
      [others.length, "in dependencies"],
      [all.length - own.length - others.length, "in the standard library"],
    ] as const;
    const where = shares.flatMap(([number, place]) => (number > 0 ? [`${thousands(number)} ${place}`] : []));
    return [
      {
        code,
        message: `${count(all.length, "import")} of modules ${what}${followed ? `, ${where.join(", ")}` : ""}`,
        places: [...own, ...others].map(
          ({ importer, line, text }) => `${moduleFile(graph, importer) ?? ""}:${line}: ${text}`,
        ),
      },
    ];
  };
  const files = unread.map(
    ({ file, line, reason }) => `${relativeFile(file, graph.root ?? "")}${line === null ? "" : `:${line}`}: ${reason}`,
  );
  return [
    ...told("computed", "that are only known when they run"),
    ...told("not-found", "that are not there"),
    ...(files.length === 0
      ? []
      : [{ code: "unread" as const, message: `${count(files.length, "file")} could not be read`, places: files }]),
  ];
}

/** What was not resolved and not read, and the warnings, as lines of at most `width` columns behind an empty one. */
export function doubts(report: GraphReport, width: number): string[] {
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(...wrap(`· ${fit(safe(text), LONGEST)}`, width, 2));
  };
  for (const { message, places } of doubtsOf(report)) {
    say(places.length > 0 ? `${message}:` : message);
    for (const place of places.slice(0, SHOWN)) lines.push(`    ${fit(safe(place), width - 4)}`);
  }
  for (const { message } of report.warnings) say(message);
  if (!report.followed) say(NOT_FOLLOWED);
  return lines.length === 0 ? [] : ["", ...lines];
}

export const NOT_FOLLOWED = "imports of dependencies were not read (--follow reads them)";
