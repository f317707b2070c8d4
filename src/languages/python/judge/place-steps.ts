import type { Place } from "../../rewriting.js";
import type { FileFacts } from "./facts.js";
import { chainOf, entry, qualifiedName, type Step } from "./nesting.js";

/** What can begin in one branch without beginning in another: an import may go into these, and into nothing else. */
const BRANCHES = new Set(["if", "match"]);

/** More imports than this in one function are one import, before the statement that holds them all. */
const MOST_PLACES = 4;

/**
 * The latest statements of a function, each with the way to it, before which an import stands before every given use: down
 * into branches, never into a loop, `with`, `try` or class body.
 *
 * @param uses statements of the function
 */
export function stepsBefore(facts: FileFacts, uses: readonly number[]): Step[][] {
  const ways = uses.map((use) => wayTo(facts, use));
  const needed = ways.filter((way, i) => !ways.some((other, j) => j !== i && comesFirst(other, way, j < i)));
  return needed.length > MOST_PLACES ? [common(needed)] : needed;
}

/** Whether an import before `way`'s last statement also stands before a statement that another way leads to. */
export function covers(way: readonly Step[], chain: readonly Step[]): boolean {
  const last = way[way.length - 1];
  const level = chain[way.length - 1];
  if (last === undefined || level === undefined) return false;
  return level.statement.block === last.statement.block && level.statement.position >= last.statement.position;
}

export function placeOf(facts: FileFacts, way: readonly Step[], home: number): Place {
  const last = way[way.length - 1];
  if (last === undefined) throw new Error("a place has a statement");
  const { line, column, block, inline } = last.statement;
  const { role, header } = entry(facts.blocks, block);
  return { line, column, scope: qualifiedName(facts, home), block: role === "function" ? null : header, inline };
}

function wayTo(facts: FileFacts, use: number): Step[] {
  const chain = chainOf(facts, use);
  const end = chain.findIndex(({ statement }) => !BRANCHES.has(statement.kind));
  return end < 0 ? chain : chain.slice(0, end + 1);
}

function comesFirst(way: readonly Step[], other: readonly Step[], isEarlier: boolean): boolean {
  if (!covers(way, other)) return false;
  const same = way.length === other.length && way[way.length - 1]?.index === other[other.length - 1]?.index;
  return !same || isEarlier;
}

/** The way to the first of the statements that hold all ends, in the innermost block that holds them all. */
function common(ways: readonly (readonly Step[])[]): Step[] {
  let [shared] = ways as readonly [readonly Step[]];
  for (const way of ways.slice(1)) {
    let depth = 0;
    while (
      depth + 1 < Math.min(shared.length, way.length) &&
      shared[depth]?.index === way[depth]?.index &&
      sameBlock(shared, way, depth + 1)
    ) {
      depth++;
    }
    const [a, b] = [shared[depth], way[depth]];
    const first = a !== undefined && b !== undefined && b.statement.position < a.statement.position ? way : shared;
    shared = first.slice(0, depth + 1);
  }
  return [...shared];
}

function sameBlock(a: readonly Step[], b: readonly Step[], depth: number): boolean {
  return a[depth]?.statement.block === b[depth]?.statement.block;
}
