import { Cuts, removableNames } from "../graph/cut.js";
import type { RemovableStart } from "../graph/removable.js";
import type { Reason } from "../languages/rewriting.js";
import type { Advice } from "./plan.js";
import { Costs } from "./proposals.js";
import type { Candidate, SetJudge } from "./search.js";
import { goneOf, type ModuleNumbers, type RecordedStart, StartGround } from "./starts.js";
import { isCaughtOnly, isValueNeeded } from "./used-by-start.js";
import { withoutVain } from "./without-vain.js";

export interface AdviceContext {
  readonly starts: readonly RecordedStart[];
  readonly numbers: ModuleNumbers;
  readonly candidates: readonly Candidate[];
  readonly judge: SetJudge;
  readonly leastUs: number;
}

/** What a person would do, where one word of a reason tells. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["called-at-load", "this call moves into a function"],
  ["caught-at-start", "it is caught otherwise"],
  ["used-by-default", "the default is asked for in the function"],
  ["used-by-decorator", "the decorator does without it"],
]);

/** What others' code does nobody here changes: who knows it to be harmless may say so, of the import that leads there. */
function isOthers({ file }: Reason): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(file);
}

function subject({ name }: Candidate, reason: Reason): string {
  const { file, line, from, text } = name;
  const imported = from === "" || from === null ? text : `${from} (${text})`;
  return isOthers(reason) ? `${file}:${line} imports ${imported}, and ${reason.message}` : reason.message;
}

function remedy(reason: Reason): string {
  if (isOthers(reason)) return `unless that is known to be harmless here (--accept ${reason.code})`;
  return `until ${REMEDIES.get(reason.code) ?? "this changes"}`;
}

/** A statement with refused names costs a person more than any number of proven ones. */
const BY_HAND = 1000;
/** Of how many sets the loads that go with them are asked, and how many of these have to be the best of all. */
const MOST_ASKED = 24;
const MOST_KNOWN = 10;

/** Names that could go if some of them were refused no more. */
interface Blocked {
  readonly savingUs: number;
  readonly cut: readonly number[];
  /** Those of them that are refused, or that the start itself needs. */
  readonly blocked: readonly number[];
  /** All that is known to stand in the way, the first name's first. */
  readonly reasons: readonly Reason[];
  /** The loads that would go have been asked. */
  readonly isAsked: boolean;
}

/**
 * What stands in the way of each expensive target that stays: the fewest refused names that would have to change, and what the start would
 * lose then. All that is known to keep them is named, also what their loads do; what saves most for each place to change comes first.
 *
 * @param targets sets of nodes
 */
export async function advice(
  context: AdviceContext,
  targets: readonly (readonly number[])[],
  chosen: readonly number[],
): Promise<Advice[]> {
  const { candidates } = context;
  const grounds = groundsOf(context);
  const open = blockedSets(context, grounds, targets, chosen);
  const known: Blocked[] = [];
  // What nobody has asked looks better than it is: who comes first is asked, until those that are shown are known.
  for (let asked = 0; open.length > 0 && asked < MOST_ASKED && known.length < MOST_KNOWN; ) {
    open.sort((a, b) => worth(b) - worth(a));
    const [first] = open;
    if (first === undefined) break;
    if (first.isAsked) known.push(...open.splice(0, 1));
    else {
      open[0] = await withLoads(context, grounds, first, chosen);
      asked++;
    }
  }
  known.push(...open);
  const best = new Map<string, Blocked>();
  for (const each of known) {
    const key = [...placesOf(each.reasons)].sort().join("\n");
    if (each.savingUs > (best.get(key)?.savingUs ?? 0)) best.set(key, each);
  }
  return withoutVain([...best.values()])
    .sort((a, b) => worth(b) - worth(a))
    .flatMap((each) => {
      const first = candidates[each.blocked[0] ?? -1];
      return first === undefined ? [] : [said(first, each, candidates)];
    });
}

/** The starts, where what they need of a name for nothing but to tell what they catch could go, and what values at load need could not. */
function groundsOf({ starts, numbers, candidates }: AdviceContext): readonly RemovableStart[] {
  const names = candidates.map(({ name }) => name);
  const removables = candidates.map((each) => ({
    name: each.name,
    served: each.served,
    instead: each.instead,
    runsAnyway: (start: RecordedStart): boolean =>
      isValueNeeded(each, candidates, start) || (each.runsAnyway(start) && isCaughtOnly(each, start) === null),
  }));
  return starts.map((start) => new StartGround(start, numbers, names).now(removables));
}

function blockedSets(
  { starts, candidates, leastUs }: AdviceContext,
  grounds: readonly RemovableStart[],
  targets: readonly (readonly number[])[],
  chosen: readonly number[],
): Blocked[] {
  const reasons = candidates.map((each) => reasonsOf(each, starts));
  const costs = new Costs(grounds);
  const now = costs.without(chosen);
  const capacity = candidates.map(({ effort }, index) => (reasons[index]?.length === 0 ? effort : BY_HAND * effort));
  for (const index of chosen) capacity[index] = 0;
  const names = removableNames(capacity);
  const found = new Map<string, Blocked>();
  for (const start of grounds) {
    for (const cut of cutsOf(start, names, capacity, targets)) {
      const blocked = cut.filter((index) => (reasons[index]?.length ?? 0) > 0).sort((a, b) => a - b);
      if (blocked.length === 0) continue;
      const savingUs = now - costs.without([...chosen, ...cut]);
      const key = blocked.join();
      if (savingUs < leastUs || savingUs <= (found.get(key)?.savingUs ?? 0)) continue;
      found.set(key, {
        savingUs,
        cut,
        blocked,
        reasons: blocked.flatMap((index) => reasons[index] ?? []),
        isAsked: false,
      });
    }
  }
  return [...found.values()];
}

function* cutsOf(
  start: RemovableStart,
  names: ReturnType<typeof removableNames>,
  capacity: readonly number[],
  targets: readonly (readonly number[])[],
): Generator<readonly number[]> {
  const cuts = new Cuts(start, names);
  cuts.price(capacity);
  for (const target of targets) yield* cuts.of(target) ?? [];
}

/** Why a name stays, the first reason first; none for one that may go. */
function reasonsOf(candidate: Candidate, starts: readonly RecordedStart[]): readonly Reason[] {
  const { refusal, further, judged } = candidate;
  if (refusal !== null) return [refusal, ...further, ...(judged.also ?? [])];
  for (const start of starts) {
    const caught = candidate.runsAnyway(start) ? isCaughtOnly(candidate, start) : null;
    if (caught !== null) return [caught];
  }
  return [];
}

/** With what the loads that would go do, which nobody has asked yet where the name was refused before. */
async function withLoads(
  { starts, numbers, judge }: AdviceContext,
  grounds: readonly RemovableStart[],
  blocked: Blocked,
  chosen: readonly number[],
): Promise<Blocked> {
  const further: Reason[] = [];
  const removed = new Set([...chosen, ...blocked.cut]);
  for (const [at, start] of starts.entries()) {
    const ground = grounds[at];
    if (ground === undefined) continue;
    const gone = goneOf(ground, numbers, removed);
    for (const reasons of (await judge.loads(gone, start)).values()) further.push(...reasons);
  }
  return { ...blocked, reasons: [...blocked.reasons, ...further], isAsked: true };
}

/** What it saves for each thing to do: a kind of change in a file, or a code that is accepted of others' code. */
function worth({ savingUs, reasons }: Blocked): number {
  const todo = reasons.map((reason) => (isOthers(reason) ? reason.code : `${reason.code} ${reason.file}`));
  return savingUs / new Set(todo).size;
}

function placesOf(reasons: readonly Reason[]): ReadonlySet<string> {
  return new Set(reasons.map(({ file, line }) => `${file}:${line}`));
}

function said(first: Candidate, { savingUs, cut, reasons }: Blocked, candidates: readonly Candidate[]): Advice {
  const [reason] = reasons;
  if (reason === undefined) throw new Error("blocked without a reason");
  const others = [...placesOf(reasons)].filter((place) => place !== `${reason.file}:${reason.line}`);
  const also =
    others.length === 0
      ? ""
      : ` (and ${others.slice(0, 4).join(", ")}${others.length > 4 ? ` and ${others.length - 4} more` : ""})`;
  const ms = savingUs >= 10_000 ? String(Math.round(savingUs / 1000)) : (savingUs / 1000).toFixed(1);
  return {
    file: reason.file,
    line: reason.line,
    savingUs: Math.round(savingUs),
    message: `${subject(first, reason)}${also}: ${ms} ms stay ${remedy(reason)}`,
    blocks: cut.flatMap((index) => {
      const name = candidates[index]?.name;
      const imported = name?.imported.at(-1);
      return name === undefined || imported === undefined ? [] : [{ importer: name.importer, imported }];
    }),
  };
}
