import type { Reason } from "../languages/rewriting.js";
import type { Choices } from "./choices.js";
import type { Accepting } from "./plan.js";
import { Costs } from "./proposals.js";
import { Candidate, type Found, lateOf, RUNS_OTHERWISE, type SetJudge, search } from "./search.js";

export interface AcceptingContext {
  readonly choices: Choices;
  readonly candidates: readonly Candidate[];
  readonly judge: SetJudge;
  /** Codes that are accepted already. */
  readonly accept: ReadonlySet<string>;
  readonly leastUs: number;
}

/** Each set of codes that is looked at is a search of its own, without runs. */
const MOST_SEARCHES = 12;
const MOST_SETS = 3;

/**
 * What accepting the reasons of loads would save beyond what is proposed, codes that need each other together: the set that saves the
 * most, then smaller ones, each without a code that adds nothing to it. By the model: nothing is run.
 *
 * @param found what is proposed
 */
export async function acceptings(context: AcceptingContext, found: Found): Promise<Accepting[]> {
  return new AcceptingSets(context, savedBy(found)).sets();
}

/** What is chosen where some codes are accepted; null for all codes of loads. */
interface Tried {
  readonly codes: ReadonlySet<string>;
  readonly savedUs: number;
  /** What loads give against it. */
  readonly reasons: readonly Reason[];
}

class AcceptingSets {
  private searches = 0;

  constructor(
    private readonly context: AcceptingContext,
    private readonly now: number,
  ) {}

  async sets(): Promise<Accepting[]> {
    const all = await this.tried(null);
    const sets: Accepting[] = [];
    for (let set: Tried | null = this.isGain(all) ? await this.needed(all) : null; set !== null; ) {
      sets.push(this.described(set));
      set = sets.length < MOST_SETS ? await this.smaller(set) : null;
    }
    return sets;
  }

  /** Without codes that add nothing. */
  private async needed(tried: Tried): Promise<Tried> {
    let left = tried;
    for (const code of tried.codes) {
      if (left.codes.size === 1 || this.searches >= MOST_SEARCHES) break;
      const fewer = await this.tried(without(left.codes, code));
      if (left.savedUs - fewer.savedUs < this.context.leastUs) left = fewer;
    }
    return left;
  }

  /** The best with one code less. */
  private async smaller({ codes }: Tried): Promise<Tried | null> {
    let best: Tried | null = null;
    for (const code of codes.size > 1 ? codes : []) {
      if (this.searches >= MOST_SEARCHES) return null;
      const tried = await this.tried(without(codes, code));
      if (this.isGain(tried) && tried.savedUs > (best?.savedUs ?? 0)) best = tried;
    }
    return best === null ? null : this.needed(best);
  }

  private isGain({ savedUs }: Tried): boolean {
    return savedUs > this.now && savedUs - this.now >= this.context.leastUs;
  }

  /** @param codes null for all that loads give */
  private async tried(codes: ReadonlySet<string> | null): Promise<Tried> {
    this.searches++;
    const { choices, candidates, judge, accept } = this.context;
    const loads: SetJudge["loads"] = async (gone, start, _, never) =>
      codes === null ? new Map() : judge.loads(gone, start, new Set([...accept, ...codes]), never);
    const open = candidates.map(({ judged, effort, refusal, isCalledByScript }) => {
      const fresh = new Candidate(judged, effort, isCalledByScript);
      if (refusal?.code === RUNS_OTHERWISE) fresh.refuseAll(refusal);
      return fresh;
    });
    const found = await search(choices, open, {
      late: (chosen, all, start) => judge.late(chosen, all, start),
      together: (chosen, all, start) => judge.together(chosen, all, start),
      grounds: (chosen, gone, start) => judge.grounds(chosen, gone, start),
      loads,
      prove: async () => false,
    });
    const reasons = await this.reasons(found, open);
    const needed = codes ?? new Set(reasons.map(({ code }) => code));
    return { codes: needed, savedUs: savedBy(found), reasons };
  }

  /** What loads give against a choice. @param open the names that were chosen among */
  private async reasons(tried: Found, open: readonly Candidate[]): Promise<Reason[]> {
    const { choices, judge } = this.context;
    const { recorded } = choices;
    const chosen = tried.choice.chosen.flatMap((index) => open[index] ?? []);
    const late = lateOf(tried, (start) => judge.late(chosen, open, start), recorded);
    const found = new Map<string, Reason>();
    for (const [at, start] of recorded.entries()) {
      for (const reasons of (await judge.loads(late[at] ?? new Set(), start, undefined, tried.gone[at])).values()) {
        for (const reason of reasons) found.set(`${reason.code} ${reason.file}:${reason.line}`, reason);
      }
    }
    return [...found.values()];
  }

  private described({ codes, savedUs, reasons }: Tried): Accepting {
    const accepted = reasons.filter(({ code }) => codes.has(code));
    return { codes: [...codes].sort(), savingUs: Math.round(savedUs - this.now), reasons: accepted };
  }
}

function savedBy({ starts, choice }: Found): number {
  const costs = new Costs(starts);
  return costs.without([]) - costs.without(choice.chosen);
}

function without(codes: ReadonlySet<string>, code: string): ReadonlySet<string> {
  return new Set([...codes].filter((each) => each !== code));
}
