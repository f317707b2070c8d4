import { UserError } from "../errors.js";
import { inRounds } from "../measure/interleaved.js";
import type { Pairs } from "../measure/label-swap.js";
import { type Decision, decide, LOOKS, type Look, type Tolerance } from "../measure/looks.js";
import type { Random } from "../measure/random.js";
import type { Clock, Program, ProgramRun, Runner } from "../measure/runner.js";

export interface CompareOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly random: Random;
  readonly stop: AbortSignal;
  readonly tolerance: Tolerance;
  /** No further pair begins after so many seconds; what there is then is looked at once more. */
  readonly seconds: number;
  readonly looks?: readonly Look[];
  /** A pair begins: the first is 1. */
  readonly onPair?: (pair: number, of: number) => void;
}

/** Runs of both sides in pairs, and what they say. */
export interface Compared {
  readonly base: readonly ProgramRun[];
  readonly head: readonly ProgramRun[];
  readonly decision: Decision;
  /** Of the look that decided. */
  readonly alpha: number;
  /** What `times` are of. */
  readonly metric: "cpu" | "wall";
  readonly ended: "decided" | "pairs" | "time" | "user";
  /** Pairs with a time that can't be: a clock was set, or the machine slept. */
  readonly dropped: number;
}

/** Runs that fill caches before any counts. */
const WARM_UPS = 2;

/**
 * Runs two programs in pairs, the order drawn at random in each, until the pairs so far decide.
 *
 * @throws UserError for a program that can't be started, hangs or fails otherwise than the other one
 */
export async function compare(base: Program, head: Program, options: CompareOptions): Promise<Compared> {
  const { runner, clock, random, stop, tolerance, seconds, looks = LOOKS, onPair } = options;
  const began = clock();
  const runnables = (isWarmUp: boolean) =>
    [base, head].map((program) => async (): Promise<ProgramRun> => {
      const run = await runner.run(program, isWarmUp);
      if (run.ending === "timeout") throw hangs(program, run);
      return run;
    });
  const most = looks.at(-1)?.pairs ?? 0;
  const warm = await inRounds(runnables(true), (rounds) => rounds.length >= WARM_UPS, random, stop);
  refuseDifferent(warm, base, head);
  let decision: Decision = { verdict: "open", p: 1 };
  let look = looks[0] ?? NO_LOOK;
  let looked = 0;
  const metric = runner.precision === "exact" ? "cpu" : "wall";
  const lookAt = (valid: readonly (readonly ProgramRun[])[], at: Look): void => {
    look = at;
    looked = valid.length;
    const wall = pairsOf(valid, ({ wallUs }) => wallUs);
    const times = metric === "wall" ? wall : pairsOf(valid, ({ cpuUs, wallUs }) => cpuUs ?? wallUs);
    decision = decide({ times, wall: metric === "wall" ? null : wall }, at, tolerance);
  };
  onPair?.(1, most);
  const end: { by: Compared["ended"] } = { by: "user" };
  const rounds = await inRounds(
    runnables(false),
    (known) => {
      const valid = known.filter(isPossible);
      onPair?.(known.length + 1, most);
      const due = looks.find(({ pairs }) => pairs === valid.length && pairs > looked);
      if (due !== undefined) lookAt(valid, due);
      if (decision.verdict !== "open") end.by = "decided";
      else if (valid.length >= most || known.length >= 2 * most) end.by = "pairs";
      else if (clock() - began >= seconds && valid.length >= LEAST_PAIRS) end.by = "time";
      else return false;
      return true;
    },
    random,
    stop,
  );
  const valid = rounds.filter(isPossible);
  // No look comes any more: what all of them had left is spent at once.
  const left = looks.filter(({ pairs }) => pairs > looked);
  const sum = (of: (look: Look) => number): number => left.reduce((total, each) => total + of(each), 0);
  if (end.by === "time" && valid.length > looked)
    lookAt(valid, {
      pairs: valid.length,
      alpha: sum(({ alpha }) => alpha),
      wallAlpha: sum(({ wallAlpha }) => wallAlpha),
    });
  const side = (at: 0 | 1): ProgramRun[] => valid.flatMap((round) => round[at] ?? []);
  return {
    base: side(0),
    head: side(1),
    decision,
    alpha: look.alpha,
    metric,
    ended: end.by,
    dropped: rounds.length - valid.length,
  };
}

/** With fewer no labelling is rare enough for any verdict. */
const LEAST_PAIRS = 8;
const NO_LOOK: Look = { pairs: 0, alpha: 0, wallAlpha: 0 };

function isPossible(round: readonly ProgramRun[]): boolean {
  return round.every(({ wallUs, cpuUs }) => wallUs > 0 && Number.isFinite(wallUs) && (cpuUs === null || cpuUs > 0));
}

export function pairsOf(rounds: readonly (readonly ProgramRun[])[], of: (run: ProgramRun) => number): Pairs {
  const side = (at: 0 | 1): number[] => rounds.flatMap((round) => (round[at] === undefined ? [] : [of(round[at])]));
  return { base: side(0), head: side(1) };
}

/** A run that had to be ended. */
export function hangs({ words }: Program, { lastWords }: ProgramRun): UserError {
  const said = lastLine(lastWords);
  const message = `${words.join(" ")} was ended after the time that a run may take${said === "" ? "" : ` (${said})`}`;
  return new UserError("timeout", message, "give a command that ends by itself, or a longer --timeout");
}

/** What fails before it has started can't be compared with what starts. */
function refuseDifferent(warm: readonly (readonly ProgramRun[])[], base: Program, head: Program): void {
  const last = warm.at(-1);
  const [one, two] = [last?.[0], last?.[1]];
  if (one === undefined || two === undefined || one.exitCode === two.exitCode) return;
  const [program, run, name] = one.exitCode === 0 ? [head, two, "head"] : [base, one, "base"];
  const said = lastLine(run.lastWords);
  throw new UserError(
    "exit-codes-differ",
    `${name} (${program.words.join(" ")}) ends with exit code ${run.exitCode}, the other with ${(run === one ? two : one).exitCode}${said === "" ? "" : `: ${said}`}`,
    "both must start in the same way to be compared: try them by hand",
  );
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
