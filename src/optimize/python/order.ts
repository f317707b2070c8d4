import { IMPORT_NOT_RUN } from "../../graph/graph.js";
import { WHENS } from "../../graph/vocabulary.js";
import { effectVerdict } from "../../languages/python/judge/effects.js";
import { orderChange } from "../../languages/python/judge/load/order.js";
import type { Reason } from "../../languages/rewriting.js";
import { firstWay } from "../first-way.js";
import type { Candidate } from "../search.js";
import { placeKey, type RecordedStart } from "../starts.js";
import type { ProjectTexts } from "./project-texts.js";
import { isStandardOrigin } from "./standard.js";

const EAGER = WHENS.indexOf("eager");

/** What the project's sources say. */
export interface OrderContext {
  readonly texts: Pick<ProjectTexts, "mentions">;
  /** Whether a module's load may differ by how far another module is loaded. */
  seesHalfLoaded(module: string): boolean;
}

/**
 * Names without which what stays would load in another order, or meet a circle of imports at another place: those by which the
 * module that would come late is loaded now. Modules of which the recording saw no effect
 * that others can tell may trade places.
 *
 * @param all every name that was judged: one that stays keeps what its statement asks for
 */
export function orderReasons(
  chosen: readonly Candidate[],
  all: readonly Candidate[],
  start: RecordedStart,
  sources: OrderContext,
): Map<Candidate, Reason> {
  const first = firstEffects(start, sources);
  return orderReasonsBy(chosen, all, start, sources, (module) => first.get(module) ?? null);
}

/** The same, where something else than the recording says at which line a module first does what others can tell. */
export function orderReasonsBy(
  chosen: readonly Candidate[],
  all: readonly Candidate[],
  start: RecordedStart,
  sources: OrderContext,
  firstEffect: (module: number) => number | null,
): Map<Candidate, Reason> {
  const { graph, process } = start;
  const { imports, modules } = graph;
  const stays = new Set(all);
  for (const each of chosen) stays.delete(each);
  const asked = (names: Iterable<Candidate>): Set<string> => {
    const found = new Set<string>();
    for (const { name } of names) {
      for (const module of name.imported) found.add(`${placeKey(name.importer, name.line, name.column)} ${module}`);
    }
    return found;
  };
  const [gone, kept] = [asked(chosen), asked(stays)];
  const isGone = (row: number): boolean => {
    if (imports.when[row] !== EAGER || ((imports.flags[row] ?? 0) & IMPORT_NOT_RUN) !== 0) return false;
    const importer = modules.name[imports.importer[row] ?? -1] ?? "";
    const place = placeKey(importer, imports.line[row] ?? 0, imports.column[row] ?? 0);
    const key = `${place} ${modules.name[imports.imported[row] ?? 0]}`;
    return gone.has(key) && !kept.has(key);
  };
  const change = orderChange(graph, isGone, firstEffect, process, (module) =>
    sources.seesHalfLoaded(modules.name[module] ?? ""),
  );
  const found = new Map<Candidate, Reason>();
  if (change === null) return found;
  const [first = "", second = ""] = [modules.name[change.first], modules.name[change.second]];
  const onWayOf = (module: string): Candidate[] => {
    const way = firstWay(start, module);
    return chosen.filter(({ name }) => way.has(`${name.importer} ${name.line}`));
  };
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

function firstEffects({ graph }: RecordedStart, sources: OrderContext): Map<number, number> {
  const { modules, loads, recorded } = graph;
  const firstEffect = new Map<number, number>();
  for (let load = 0; load < loads.count; load++) {
    const module = loads.module[load] ?? -1;
    const name = modules.name[module] ?? "";
    const isStdlib = isStandardOrigin(modules.origin[module]);
    // When it stays, what it reads can differ only by what others change: that is their effect.
    const context = {
      gone: new Set([name]),
      made: new Set<string>(),
      isStdlib,
      module: name,
      mentions: (word: string) => sources.texts.mentions(word),
      sameLater: () => true,
      programHas: () => false,
      stays: () => true,
    };
    for (const effect of recorded?.loads?.get(load)?.effects ?? []) {
      if (effectVerdict(effect, context) === null) continue;
      firstEffect.set(module, Math.min(effect.line, firstEffect.get(module) ?? effect.line));
    }
  }
  return firstEffect;
}
