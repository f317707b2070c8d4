import { IMPORT_NOT_RUN, type ImportGraph } from "../../../../graph/graph.js";
import { WHENS } from "../../../../graph/vocabulary.js";
import type { OrderChange } from "./order.js";
import { circleOf, Replay } from "./replay.js";

const EAGER = WHENS.indexOf("eager");

/**
 * A circle of imports that loads later once some imports are gone, and that may then be entered at another of its modules than the one by
 * which it is entered now: modules that took names of it may meet them half loaded, and fail.
 *
 * @param graph of one start
 * @param isGone whether an import, by row, no longer runs while its importer loads
 * @param askedLater modules of the project whose functions import a module, by its name
 * @returns the other module as `first`; null where each circle can only be entered as it is now
 */
export function lateCircle(
  graph: ImportGraph,
  isGone: (row: number) => boolean,
  askedLater: (module: string) => Iterable<string>,
  process = 0,
): OrderChange | null {
  const { imports, modules } = graph;
  const replay = Replay.of(graph, process);
  const begun = new Set(replay.run(isGone, () => null).begun);
  const circles = circleOf(graph, (row) => replay.counts(row) && !isGone(row));
  // What loads first of a circle, by its number, where the circle loads later.
  const entries = new Map<number, number>();
  for (const module of replay.begunBefore) {
    const circle = circles.get(module);
    if (circle !== undefined && !begun.has(module) && !entries.has(circle)) entries.set(circle, module);
  }
  const numbers = new Map(modules.name.map((name, module) => [name, module]));
  const doors = firstImports(graph, circles, process, isGone);
  /** Where whoever asks for a module enters its circle: a package of it that lies in the circle, or imports of it, loads first. */
  const entered = (module: number, circle: number): number => {
    const parts = (modules.name[module] ?? "").split(".");
    for (let length = 1; length < parts.length; length++) {
      const around = numbers.get(parts.slice(0, length).join("."));
      if (around === undefined) continue;
      if (circles.get(around) === circle) return around;
      const door = doors.get(`${around} ${circle}`);
      if (door !== undefined) return imports.imported[door] ?? module;
    }
    return module;
  };
  const elsewhere = (importer: number | undefined, module: number, row: number): OrderChange | null => {
    const circle = circles.get(module);
    const entry = circle === undefined ? undefined : entries.get(circle);
    if (circle === undefined || entry === undefined) return null;
    if (importer !== undefined && circles.get(importer) === circle) return null;
    // Once an importer has loaded the circle it enters it no more.
    if ((doors.get(`${importer} ${circle}`) ?? row) !== row) return null;
    return entered(module, circle) === entry ? null : { kind: "cycle", first: module, second: entry };
  };
  for (let row = 0; row < imports.count; row++) {
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
    const found = elsewhere(imports.importer[row] ?? -1, imports.imported[row] ?? -1, row);
    if (found !== null) return found;
  }
  for (const [module, circle] of circles) {
    if (!entries.has(circle)) continue;
    for (const importer of askedLater(modules.name[module] ?? "")) {
      const found = elsewhere(numbers.get(importer), module, -1);
      if (found !== null) return found;
    }
  }
  return null;
}

/** By importer and circle, "12 3", the first import by which a module's own body enters it while it loads, by its row. */
function firstImports(
  { imports }: ImportGraph,
  circles: ReadonlyMap<number, number>,
  process: number,
  isGone: (row: number) => boolean,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const isBefore = (row: number, other: number): boolean =>
    (imports.line[row] ?? 0) - (imports.line[other] ?? 0) < 0 ||
    (imports.line[row] === imports.line[other] && (imports.column[row] ?? 0) < (imports.column[other] ?? 0));
  for (let row = 0; row < imports.count; row++) {
    const [importer, circle] = [imports.importer[row] ?? -1, circles.get(imports.imported[row] ?? -1)];
    if (importer < 0 || circle === undefined || circles.get(importer) === circle) continue;
    if (imports.process[row] !== process || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) continue;
    if (imports.when[row] !== EAGER || isGone(row)) continue;
    const key = `${importer} ${circle}`;
    const known = found.get(key);
    if (known === undefined || isBefore(row, known)) found.set(key, row);
  }
  return found;
}
