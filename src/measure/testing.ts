import type { Random } from "./random.js";
import type { Program, ProgramRun, Runner } from "./runner.js";

/** For tests: a run of 50 ms that writes a line. */
export function fakeRun(changes: Partial<ProgramRun> = {}): ProgramRun {
  return {
    wallUs: 50_000,
    cpuUs: 45_000,
    userUs: 40_000,
    minorFaults: 900,
    maxRssBytes: 20_000_000,
    exitCode: 0,
    ending: "itself",
    output: { stdoutBytes: 3, stderrBytes: 0, hash: "3-1+0-0", firstLine: "ok" },
    lastWords: "",
    ...changes,
  };
}

/** For tests: a machine with programs and a clock of its own, in which time passes by running alone. */
export class FakeMachine implements Runner {
  readonly precision = "exact";
  /** The first word of each program that ran, warm-ups in brackets. */
  readonly ran: string[] = [];
  private now = 0;

  /** @param behave what a program does in its run of this number, the first being 0 */
  constructor(private readonly behave: (program: string, run: number) => Partial<ProgramRun>) {}

  async run({ words: [name = ""] }: Program, isWarmUp: boolean): Promise<ProgramRun> {
    const before = this.ran.filter((each) => each.replace(/[()]/g, "") === name).length;
    this.ran.push(isWarmUp ? `(${name})` : name);
    const run = fakeRun(this.behave(name, before));
    this.now += Math.max(0, run.wallUs) / 1e6;
    return run;
  }

  readonly clock = (): number => this.now;
}

/** For tests: programs of these names. */
export function fakePrograms(...names: string[]): Program[] {
  return names.map((name) => ({ words: [name], environment: {} }));
}

/** For tests: microseconds of one program's runs, one after the other (fixtures/measure/recorded-runs.json). */
export interface RecordedRuns {
  readonly wallUs: readonly number[];
  readonly cpuUs: readonly number[];
}

/**
 * For tests: pairs of one program against itself, out of a stretch of recorded runs, so that they drift as those did; which
 * of two neighbours is called the first is drawn.
 */
export function samePairs(times: readonly number[], count: number, random: Random): [number, number][] {
  const begin = Math.floor(random() * times.length);
  return Array.from({ length: count }, (_, pair): [number, number] => {
    const [one = 1, two = 1] = [0, 1].map((side) => times[(begin + 2 * pair + side) % times.length]);
    return random() < 0.5 ? [one, two] : [two, one];
  });
}
