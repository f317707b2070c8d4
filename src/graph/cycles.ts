import { components } from "./components.js";
import { type Edges, edgesOf } from "./dominators.js";
import { feedbackOrder } from "./feedback-order.js";
import type { ImportGraph } from "./graph.js";
import { hittingSet } from "./hitting-set.js";
import { importEdges } from "./import-edges.js";
import { statements } from "./statements.js";

export interface Cycle {
  /** Module indices, ascending: each leads to each other. */
  readonly modules: readonly number[];
  /** Import rows, one for each statement to defer: then no cycle is left among the modules. */
  readonly break: readonly number[];
  /** No smaller set does; false where only a good one was looked for. */
  readonly isSmallest: boolean;
}

/** Steps of the search for the smallest set, for each component: about a tenth of a second. */
const MOST_STEPS = 20_000;
/** Above this many statements, only a good set is looked for: each way round costs a walk over all of them. */
const MOST_STATEMENTS = 400;

/**
 * Modules that import each other in a circle, and what to defer to break each circle. The smallest set of statements
 * is found as a hitting set of the shortest ways round, ways being added until none is left.
 *
 * @param keep which imports count
 */
export function cycles(graph: ImportGraph, keep: (row: number) => boolean): Cycle[] {
  const places = statements(graph);
  const edges = importEdges(graph, keep);
  const componentOf = new Int32Array(edges.nodes).fill(-1);
  const found = components(edges);
  found.forEach((modules, index) => {
    for (const module of modules) componentOf[module] = index;
  });
  return found.map((modules, index) => {
    const within: Way[] = [];
    for (const importer of modules) {
      for (let edge = edges.first[importer] ?? 0; edge < (edges.first[importer + 1] ?? 0); edge++) {
        const imported = edges.to[edge] ?? 0;
        if (componentOf[imported] !== index || imported === importer) continue;
        within.push({ importer, imported, statement: places.of[edges.row[edge] ?? 0] ?? 0 });
      }
    }
    const { chosen, isSmallest } = breaking(modules, within);
    return { modules, break: chosen.map((statement) => places.row[statement] ?? 0), isSmallest };
  });
}

interface Way {
  readonly importer: number;
  readonly imported: number;
  readonly statement: number;
}

function breaking(
  modules: readonly number[],
  ways: readonly Way[],
): { chosen: readonly number[]; isSmallest: boolean } {
  const place = new Map(modules.map((module, at) => [module, at]));
  if (new Set(ways.map(({ statement }) => statement)).size > MOST_STATEMENTS) {
    return { chosen: goodSet(place, ways), isSmallest: false };
  }
  const rounds: number[][] = [];
  for (let steps = MOST_STEPS; ; ) {
    const { chosen, isSmallest } = hittingSet(rounds, steps);
    // More ways round make the search no shorter.
    if (!isSmallest) steps = 0;
    const gone = new Set(chosen);
    const left = ways.filter(({ statement }) => !gone.has(statement));
    const more = shortestRounds(left, place);
    if (more.length === 0) return { chosen, isSmallest };
    rounds.push(...more);
  }
}

/** The statements that lead back in an order in which few do. */
function goodSet(place: ReadonlyMap<number, number>, ways: readonly Way[]): number[] {
  const importer = Int32Array.from(ways, (way) => place.get(way.importer) ?? 0);
  const imported = Int32Array.from(ways, (way) => place.get(way.imported) ?? 0);
  const order = feedbackOrder(edgesOf(place.size, importer, imported), edgesOf(place.size, imported, importer));
  const isBack = (_: Way, way: number): boolean => (order[importer[way] ?? 0] ?? 0) > (order[imported[way] ?? 0] ?? 0);
  return [...new Set(ways.filter(isBack).map(({ statement }) => statement))].sort((a, b) => a - b);
}

/** Ways round that share no statement, shortest first from each module, as statements. */
function shortestRounds(ways: readonly Way[], place: ReadonlyMap<number, number>): number[][] {
  const found: number[][] = [];
  const used = new Set<number>();
  for (;;) {
    const left = ways.filter(({ statement }) => !used.has(statement));
    const from = Int32Array.from(left, ({ importer }) => place.get(importer) ?? 0);
    const to = Int32Array.from(left, (_, way) => way);
    const edges = edgesOf(place.size, from, to);
    const round = shortestRound(edges, (way) => left[way], place);
    if (round === null) return found;
    found.push(round);
    for (const statement of round) used.add(statement);
  }
}

/** @param edges from module to way: `to` holds indices of ways */
function shortestRound(
  edges: Edges,
  wayAt: (way: number) => Way | undefined,
  place: ReadonlyMap<number, number>,
): number[] | null {
  const [component] = components({
    ...edges,
    to: edges.to.map((way) => place.get(wayAt(way)?.imported ?? -1) ?? 0),
  });
  const start = component?.[0];
  if (start === undefined) return null;
  /** Way by which a module was first met. */
  const by = new Map<number, Way>();
  const open = [start];
  for (let at = 0; at < open.length; at++) {
    const module = open[at] ?? 0;
    for (let edge = edges.first[module] ?? 0; edge < (edges.first[module + 1] ?? 0); edge++) {
      const way = wayAt(edges.to[edge] ?? -1);
      if (way === undefined) continue;
      const next = place.get(way.imported) ?? 0;
      if (next === start) return backTo(start, way, by, place);
      if (by.has(next)) continue;
      by.set(next, way);
      open.push(next);
    }
  }
  return null;
}

function backTo(start: number, last: Way, by: ReadonlyMap<number, Way>, place: ReadonlyMap<number, number>): number[] {
  const round = new Set<number>();
  for (let way: Way | undefined = last; way !== undefined; ) {
    round.add(way.statement);
    const at: number = place.get(way.importer) ?? 0;
    way = at === start ? undefined : by.get(at);
  }
  return [...round];
}
