import { type Choice, choose } from "../graph/choose.js";
import type { RemovableStart } from "../graph/removable.js";
import { goneOf, type ModuleNumbers, type RecordedStart, type Removable, StartGround } from "./starts.js";
import { targetsOf } from "./targets.js";

/** What would be chosen of names of which some are refused. */
export interface Chosen {
  readonly choice: Choice;
  readonly starts: readonly RemovableStart[];
  /** Sets of modules that were worth taking out, by node. */
  readonly targets: readonly (readonly number[])[];
  /** Modules that are no longer loaded, by start. */
  readonly gone: readonly ReadonlySet<string>[];
}

/** A name as it stands now. */
interface Open extends Removable {
  /** Null while it may go. */
  readonly refusal: object | null;
  /** Which of its ways it would go, by number. */
  readonly way: number;
  /** What an edit of it counts. */
  readonly effort: number;
}

/**
 * Chooses among the same names again and again, of which each time some are refused or go another way: searches that accept one code
 * or another come through the same states, and what is chosen follows from the state alone.
 */
export class Choices {
  private readonly known = new Map<string, Chosen>();
  private grounds: readonly StartGround[] | null = null;

  constructor(
    readonly recorded: readonly RecordedStart[],
    private readonly numbers: ModuleNumbers,
    private readonly leastUs: number,
  ) {}

  /** @param candidates those of the same judgements each time, in the same order */
  of(candidates: readonly Open[]): Chosen {
    const state = candidates.map((each) => (each.refusal === null ? each.way : "x")).join(",");
    let found = this.known.get(state);
    if (found === undefined) {
      found = this.choose(candidates);
      this.known.set(state, found);
    }
    return found;
  }

  private choose(candidates: readonly Open[]): Chosen {
    const { recorded, numbers, leastUs } = this;
    const places = candidates.map(({ name }) => name);
    this.grounds ??= recorded.map((start) => new StartGround(start, numbers, places));
    const starts = this.grounds.map((ground) => ground.now(candidates));
    const targets = starts.flatMap((start, at) => {
      const graph = recorded[at]?.graph;
      return graph === undefined ? [] : targetsOf(start, graph, numbers, leastUs);
    });
    const capacity = candidates.map(({ refusal, effort }) => (refusal === null ? effort : Number.POSITIVE_INFINITY));
    const choice = choose(starts, { capacity, targets, leastUs });
    const removed = new Set(choice.chosen);
    return { choice, starts, targets, gone: starts.map((start) => goneOf(start, numbers, removed)) };
  }
}
