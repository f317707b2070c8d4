import { lateCircle } from "../../languages/python/judge/load/late-circles.js";
import { orderChange, tradingPlaces } from "../../languages/python/judge/load/order.js";
import type { Reason } from "../../languages/rewriting.js";
import { onWayTo } from "../first-way.js";
import type { Candidate } from "../search.js";
import type { RecordedStart } from "../starts.js";
import { goneRows } from "./gone-rows.js";
import type { OrderEffects } from "./order-effects.js";

/** What the project's sources say. */
export interface OrderContext {
  /** Whether a module's load may differ by how far another module is loaded. */
  seesHalfLoaded(module: string): boolean;
  /** Modules of the project whose functions import a module. */
  askedLater(module: string): Iterable<string>;
}

/**
 * Names without which what stays would load in another order, or meet a circle of imports at another place: those by which the
 * module that would come late is loaded now. Modules may trade places if one of each two neither does what others can tell nor sees what others do.
 *
 * @param all every name that was judged: one that stays keeps what its statement asks for
 */
export async function orderReasons(
  chosen: readonly Candidate[],
  all: readonly Candidate[],
  start: RecordedStart,
  sources: OrderContext,
  effects: OrderEffects,
): Promise<Map<Candidate, Reason>> {
  const { graph, process } = start;
  const { modules } = graph;
  const isGone = goneRows(chosen, all, start);
  const firstEffect = (module: number): number | null => effects.firstEffect(module);
  while (await effects.learn(tradingPlaces(graph, isGone, firstEffect, process))) {
    // What is free of effects is left out now: fewer trade places.
  }
  const sees = (module: number): boolean => sources.seesHalfLoaded(modules.name[module] ?? "");
  const change =
    orderChange(graph, isGone, firstEffect, process, sees) ??
    lateCircle(graph, isGone, (module) => sources.askedLater(module), process);
  const found = new Map<Candidate, Reason>();
  if (change === null) return found;
  const [first = "", second = ""] = [modules.name[change.first], modules.name[change.second]];
  const onWayOf = (module: string): Candidate[] => onWayTo(module, start, chosen);
  const late = onWayOf(second);
  for (const candidate of late.length > 0 ? late : onWayOf(first).length > 0 ? onWayOf(first) : chosen) {
    const { file, line } = candidate.name;
    const message =
      change.kind === "order"
        ? `without it ${second} would load after ${first}, and not before`
        : `without it the circle of imports of ${first} and ${second} would begin at another place`;
    found.set(candidate, { code: change.kind === "order" ? "changes-order" : "changes-cycle", message, file, line });
  }
  return found;
}
