import type { LineRange } from "../graph/profile.js";
import type { EditOption, ImportedName, Judged, Place, Reason } from "../languages/rewriting.js";
import { blamed } from "./blamed.js";
import type { Choices, Chosen } from "./choices.js";
import { isProgram, type RecordedStart, type Removable } from "./starts.js";

/** Said of what a run showed to be at fault: nothing that could be accepted. */
export const RUNS_OTHERWISE = "runs-otherwise";

export type LoadGround = "static" | "observed";

/** A name of an import statement with what became of it. */
export class Candidate implements Removable {
  refusal: Reason | null;
  /** What else stands in the way, where loading is what does: each has to be gone, or accepted. */
  readonly further: Reason[] = [];
  /** What shows that the loads that go with it leave nothing behind; null where none goes. */
  ground: LoadGround | null = null;
  private at = 0;
  /** Why it can't go the way that was tried before. */
  private left: Reason | null = null;

  constructor(
    readonly judged: Judged,
    /** What an edit of it counts: the names of one statement are one edit together. */
    readonly effort: number,
    /** Whether the script that a start runs calls it. */
    readonly isCalledByScript?: (name: ImportedName, start: RecordedStart) => boolean,
  ) {
    this.refusal = judged.refusal;
  }

  get name(): Judged["name"] {
    return this.judged.name;
  }

  /** The way that holds so far; null once refused. */
  get option(): EditOption | null {
    return this.refusal === null ? (this.judged.options[this.at] ?? null) : null;
  }

  get served(): readonly string[] {
    const { option, name } = this;
    if (option?.edit === "pep562" || option?.edit === "lazy") return option.starNames ?? [name.bound];
    return (option?.values ?? []).flatMap(({ isServed, name: value }) => (isServed ? [value] : []));
  }

  get instead(): readonly string[] {
    const { instead } = this.option ?? {};
    return instead === undefined ? [] : [instead.module];
  }

  /** Which of its ways holds so far, by number. */
  get way(): number {
    return this.at;
  }

  /** Tries its next way, or is refused where there is none. */
  refuse(reason: Reason): void {
    this.at++;
    this.left = reason;
    if (this.judged.options[this.at] === undefined) this.refusal = reason;
  }

  /** Of one that stays: where another import in its place gains nothing, it is its uses that keep it. */
  stay(): void {
    if (this.option?.edit === "barrel") this.refusal = this.judged.otherwise?.get("function") ?? this.left;
  }

  /** Whatever way it could go. */
  refuseAll(reason: Reason): void {
    if (this.refusal === null) this.refusal = reason;
    else if (![this.refusal, ...this.further].some((known) => isSame(known, reason))) this.further.push(reason);
  }

  runsAnyway(start: RecordedStart): boolean {
    const { linesRun, linesCalled = linesRun } = start.graph.recorded ?? {};
    const { judged, name } = this;
    // What runs under a guard of the start's own file, or is called by the script that starts it, is what the start is for.
    const refusal = judged.refusal;
    if (refusal?.code === "used-in-main") {
      return isAmong(refusal.line, linesRun?.[refusal.file] ?? []) || this.isCalledByScript?.(name, start) === true;
    }
    // So is what the file that a start runs calls by a statement of its own, or asks for without a name.
    if (refusal !== null && RUNS.test(refusal.code) && isProgram(name.importer, start))
      return isAmong(refusal.line, linesRun?.[refusal.file] ?? []);
    // Of one that is refused where it would go: what runs all the same would be no gain to a person either.
    const option = this.option ?? judged.options[0] ?? judged.wouldBe;
    if (option === undefined) return false;
    const [ran, called] = [linesRun?.[name.file] ?? [], linesCalled?.[name.file] ?? []];
    // A function on one line stands where its header does, which runs as it is made.
    const isRun = readers(option).some(({ line, block, inline }) =>
      isAmong(line, block === null && inline?.by === "header" ? called : ran),
    );
    const readAt = (option.values ?? []).flatMap((value) => value.readAt);
    return isRun || readAt.some(({ file, line }) => isAmong(line, linesRun?.[file] ?? []));
  }
}

const RUNS = /^(?:bare|called-at-load)$/;

/** Whether a line is one of some. */
export function isAmong(line: number, ranges: readonly LineRange[]): boolean {
  return ranges.some((range) => (typeof range === "number" ? range === line : range[0] <= line && line <= range[1]));
}

/** Where functions load it: they use it, or a value that is made of it. */
export function readers({ places, values = [] }: EditOption): readonly Place[] {
  return [...places, ...values.flatMap((value) => value.places)];
}

/** What holds for a set of modules that would be loaded later or never. */
export interface SetJudge {
  /** Modules that load at startup now, and later or never without the chosen names. */
  late(chosen: readonly Candidate[], all: readonly Candidate[], start: RecordedStart): ReadonlySet<string>;
  /**
   * Why a module must be loaded when it is now, by module; only those of `gone` that must.
   *
   * @param gone modules that load later or never
   * @param accept codes of reasons that are none; by default those of the options
   * @param never those of them that this start loads no more at all
   */
  loads(
    gone: ReadonlySet<string>,
    start: RecordedStart,
    accept?: ReadonlySet<string>,
    never?: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, readonly Reason[]>>;
  /** Looks closer at what the chosen names load. @returns whether anything new is known */
  prove(
    chosen: readonly Candidate[],
    gone: ReadonlySet<string>,
    start: RecordedStart,
    never: ReadonlySet<string>,
  ): Promise<boolean>;
  /** What shows that the loads that go with each chosen name leave nothing behind. */
  grounds(
    chosen: readonly Candidate[],
    gone: ReadonlySet<string>,
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, LoadGround>>;
  /** Names that can't go together with the rest of the set in this start. */
  together(
    chosen: readonly Candidate[],
    all: readonly Candidate[],
    start: RecordedStart,
  ): Promise<ReadonlyMap<Candidate, Reason>>;
}

export type Found = Chosen;

/**
 * The set of names to take away: the best by their cuts of which every module that goes with them may go. Where one may not,
 * the names on the way by which it is loaded now are refused, and the search begins again. It ends, since each round refuses
 * a name or learns of a module.
 */
export async function search(choices: Choices, candidates: readonly Candidate[], judge: SetJudge): Promise<Found> {
  const { recorded } = choices;
  for (;;) {
    const found = choices.of(candidates);
    if (found.choice.chosen.length > 0 && (await refuseSome(recorded, candidates, judge, found))) continue;
    await sayGrounds(recorded, candidates, judge, found);
    return found;
  }
}

/** @returns whether anything was refused */
async function refuseSome(
  recorded: readonly RecordedStart[],
  candidates: readonly Candidate[],
  judge: SetJudge,
  found: Found,
): Promise<boolean> {
  const chosen = found.choice.chosen.flatMap((index) => candidates[index] ?? []);
  const late = lateOf(found, (start) => judge.late(chosen, candidates, start), recorded);
  let isChanged = false;
  for (const [at, start] of recorded.entries()) {
    const reasons = await judge.loads(late[at] ?? new Set(), start, undefined, found.gone[at]);
    for (const [module, all] of reasons) {
      for (const candidate of blamed(module, start, chosen, (some) => judge.late(some, candidates, start))) {
        for (const reason of all) candidate.refuseAll(reason);
        isChanged = true;
      }
    }
  }
  if (isChanged) return true;
  for (const start of recorded) {
    for (const [candidate, reason] of await judge.together(chosen, candidates, start)) {
      candidate.refuse(reason);
      isChanged = true;
    }
    if (isChanged) return true;
  }
  // What costs runs is asked last, of what is left.
  for (const [at, start] of recorded.entries())
    if (await judge.prove(chosen, late[at] ?? new Set(), start, found.gone[at] ?? new Set())) return true;
  return false;
}

const LATE = new WeakMap<Found, readonly ReadonlySet<string>[]>();

/** Modules that go, and those that then load later, by start: told once of what is chosen. */
export function lateOf(
  found: Found,
  later: (start: RecordedStart) => ReadonlySet<string>,
  recorded: readonly RecordedStart[],
): readonly ReadonlySet<string>[] {
  const known = LATE.get(found) ?? recorded.map((start, at) => new Set([...(found.gone[at] ?? []), ...later(start)]));
  LATE.set(found, known);
  return known;
}

async function sayGrounds(
  recorded: readonly RecordedStart[],
  candidates: readonly Candidate[],
  judge: SetJudge,
  { choice, gone }: Found,
): Promise<void> {
  const chosen = choice.chosen.flatMap((index) => candidates[index] ?? []);
  for (const [at, start] of recorded.entries()) {
    const grounds = await judge.grounds(chosen, gone[at] ?? new Set(), start);
    for (const [candidate, ground] of grounds) if (candidate.ground !== "observed") candidate.ground = ground;
  }
}

function isSame(a: Reason, b: Reason): boolean {
  return a.code === b.code && a.file === b.file && a.line === b.line;
}
