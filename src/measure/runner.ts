/** What is run again and again to be measured. */
export interface Program {
  /** The program, looked up on PATH, and its arguments; no shell stands between. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that it runs in; ours by default. */
  readonly cwd?: string;
}

/** One whole run of a program. */
export interface ProgramRun {
  readonly wallUs: number;
  /** Of it and the processes that it waited for, in and outside the kernel; null where the system does not tell. */
  readonly cpuUs: number | null;
  /** The part of `cpuUs` outside the kernel, less exact than the sum. */
  readonly userUs: number | null;
  readonly minorFaults: number | null;
  /** Of its largest process; null where that isn't known. */
  readonly maxRssBytes: number | null;
  /** 128 + n where signal n ended it. */
  readonly exitCode: number;
  readonly ending: "itself" | "timeout" | "user";
  readonly output: ProgramOutput;
  /** The end of what it wrote to stderr, for messages. */
  readonly lastWords: string;
}

export interface ProgramOutput {
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** The same for runs that wrote the same to both, and most probably for no others. */
  readonly hash: string;
  /** The first line of stdout, at most 200 characters. */
  readonly firstLine: string;
}

/** How exactly a runner reads processor time: to the microsecond, to the tick of 10 ms, or not at all. */
export type Precision = "exact" | "ticks" | "none";

/** Runs programs one at a time; a fake in tests. */
export interface Runner {
  readonly precision: Precision;
  /**
   * @param isWarmUp its times count for nothing: what else can be read may be read at their expense
   * @throws UserError for what can't be started
   */
  run(program: Program, isWarmUp: boolean): Promise<ProgramRun>;
}

/** Seconds since any moment, never back: a fake in tests. */
export type Clock = () => number;
