import type { ExitLook } from "../../collector/exit-look.js";

/** A program's entry, and what may speak against resting the collector in it. */
export interface CollectorSituation {
  /** The entry, relative to the project's root. */
  readonly entry: string;
  /** Of the processes that ran it, to their end. */
  readonly looks: readonly ExitLook[];
  /** Every Python file of the project, tests included. */
  readonly sources: readonly CollectorSource[];
  /** Of the installed packages that the program loads; not the standard library's. */
  readonly installed: readonly CollectorSource[];
  /** What the project says of itself: pyproject.toml, setup.cfg, setup.py. */
  readonly metadata: readonly CollectorSource[];
  /** The oldest minor version of Python 3 that must run it. */
  readonly floor: number;
  /** A file as reasons show it: relative to the root where inside it. */
  shown(file: string): string;
}

export interface CollectorSource {
  /** As reasons show it. */
  readonly shown: string;
  /** One character a byte; "" for a file that can't be read. */
  text(): string;
}

/** The first place of a text; null where none of the files has it. */
export function firstPlace(
  files: readonly CollectorSource[],
  pattern: RegExp,
): { readonly file: string; readonly line: number; readonly found: string } | null {
  for (const { shown, text } of files) {
    const own = text();
    const match = pattern.exec(own);
    if (match === null) continue;
    // A pattern of whole lines may begin with the line break before.
    const at = match.index + match[0].length - match[0].trimStart().length;
    return { file: shown, line: own.slice(0, at).split("\n").length, found: match[0].trim() };
  }
  return null;
}
