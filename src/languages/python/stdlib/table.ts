import { FIRST_MINOR, LAST_MINOR, type NamesOfVersions, STDLIB_INNER, STDLIB_NAMES } from "./names.js";

/** The minor versions of Python 3 in which something was true, both ends included. */
export interface MinorRange {
  readonly first: number;
  readonly last: number;
}

export interface StdlibName extends MinorRange {
  /** Compiled into, or frozen in, every interpreter of these versions. */
  readonly builtin: boolean;
}

export const EVERY_MINOR: MinorRange = { first: FIRST_MINOR, last: LAST_MINOR };

let tops: Map<string, StdlibName> | undefined;
let inner: Map<string, StdlibName> | undefined;

/** Top-level modules of the standard library of CPython 3.7 to 3.15, for any platform. */
export function stdlibNames(): ReadonlyMap<string, StdlibName> {
  tops ??= parse(STDLIB_NAMES);
  return tops;
}

/** Modules inside standard packages that came or went with a version. */
export function stdlibInner(): ReadonlyMap<string, StdlibName> {
  inner ??= parse(STDLIB_INNER);
  return inner;
}

function parse(table: readonly NamesOfVersions[]): Map<string, StdlibName> {
  const found = new Map<string, StdlibName>();
  for (const [versions, names] of table) {
    const builtin = versions.startsWith("*");
    const [first, last] = versions.slice(builtin ? 1 : 0).split("-");
    const known = { first: Number(first || FIRST_MINOR), last: Number(last || LAST_MINOR), builtin };
    for (const name of names.split(" ")) found.set(name, known);
  }
  return found;
}
