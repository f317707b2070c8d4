import type { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import type { Candidate } from "../search.js";
import type { RecordedStart } from "../starts.js";
import { insteadOf } from "./edited-imports.js";
import { lateLoads, wholeStatements } from "./late-loads.js";
import type { LoadOrders } from "./load-order.js";
import type { LoadedFiles } from "./loaded-files.js";

export interface MovedGround {
  readonly orders: LoadOrders;
  readonly graph: ModuleGraph;
  readonly loaded: LoadedFiles;
}

/**
 * Modules that load later or never, or before others that now load before them, once statements are edited. Where what defines their names
 * is imported in their place, what loads on in the same order is none of these.
 *
 * @param all every name that was judged
 * @returns names
 */
export function movedLoads(
  chosen: readonly Candidate[],
  all: readonly Candidate[],
  start: RecordedStart,
  { orders, graph, loaded }: MovedGround,
): ReadonlySet<string> {
  const whole = wholeStatements(chosen, all);
  const late = lateLoads(whole, start);
  // What CommonJS asks for is foreseen where another module comes in its place.
  const modules = (names: readonly Candidate[]): string[] =>
    names.flatMap(({ name, instead }) =>
      name.imported
        .flatMap((module) => loaded.files.get(module) ?? [])
        .filter((file) => instead.length > 0 || graph.formatOf(file) === "module"),
    );
  if (modules(whole).length === 0) return late;
  const named = (files: Iterable<string>): string[] => [...files].flatMap((file) => loaded.modules.get(file) ?? []);
  const deferred = whole.filter(({ instead }) => instead.length === 0);
  const moved = new Set(lateLoads(deferred, start));
  for (const lastFirst of [false, true]) {
    const foreseen = orders.of(start, lastFirst, insteadOf(whole, loaded));
    if (foreseen === null)
      return new Set([...late, ...modules(whole).flatMap((file) => named(graph.linkedWith(file).files))]);
    const { before, after } = foreseen;
    const edited = new Set(modules(whole).flatMap((file) => before.within(file)));
    const kept = inSameOrder(
      before.order,
      after.order.filter((file) => !after.elsewhere.has(file)),
      edited,
    );
    for (const module of named(before.order.filter((file) => !kept.has(file)))) moved.add(module);
    // A function may ask for it at any time.
    for (const file of modules(deferred))
      if (after.within(file).length === 0) for (const module of named(before.within(file))) moved.add(module);
  }
  return moved;
}

/**
 * Files that stand in one order in both lists: all but those of some, and the most of these.
 *
 * @param some those that edits are about
 */
function inSameOrder(
  before: readonly string[],
  after: readonly string[],
  some: ReadonlySet<string>,
): ReadonlySet<string> {
  const places = new Map(before.map((file, at) => [file, at]));
  const isAfter = new Set(after);
  const stays = before.filter((file) => isAfter.has(file));
  const [gapBefore, gapAfter] = [gapsOf(stays, some), gapsOf(after, some)];
  const isBetweenSame = (file: string): boolean => gapBefore.get(file) === gapAfter.get(file);
  const items = after.filter(isBetweenSame).flatMap((file) => places.get(file) ?? []);
  return new Set(longestRise(items).map((at) => before[at] ?? ""));
}

/** Of each file how many others stand before it that are not of some. */
function gapsOf(files: readonly string[], some: ReadonlySet<string>): ReadonlyMap<string, number> {
  let others = 0;
  return new Map(files.map((file) => [file, some.has(file) ? others : others++]));
}

/** The most of some different numbers that rise, in their order (patience sorting). */
function longestRise(numbers: readonly number[]): number[] {
  const before = new Int32Array(numbers.length).fill(-1);
  /** By length of a rise the place of the least number that ends one. */
  const ends: number[] = [];
  for (const [place, number] of numbers.entries()) {
    let length = 0;
    for (let high = ends.length; length < high; ) {
      const middle = (length + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) length = middle + 1;
      else high = middle;
    }
    before[place] = ends[length - 1] ?? -1;
    ends[length] = place;
  }
  const found: number[] = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) found.unshift(numbers[place] ?? 0);
  return found;
}
