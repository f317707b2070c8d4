import { UserError } from "../errors.js";
import type { RecordedProcess } from "../languages/recording.js";
import { recordingFolder } from "./hooked.js";
import type { RecordOptions } from "./options.js";
import { Runner } from "./runner.js";
import type { HookedRun } from "./runs.js";
import { medianRun, startOf } from "./start.js";

/** Where one start went, without what recording it took; microseconds. */
export interface StartParts {
  /** Until the interpreter is ready: a launcher, the interpreter, what it loads by itself. */
  readonly interpreterUs: number;
  /** From there until the entry begins to load; null where that is not known, and it is in the next two. */
  readonly unpackingUs: number | null;
  /** Loads of modules from then on. */
  readonly importsUs: number;
  /** The rest until its last line, waiting included. */
  readonly mainUs: number;
  readonly endUs: number | null;
}

export interface StartPartsOptions
  extends Pick<RecordOptions, "tool" | "words" | "packageRoot" | "environment" | "stop"> {
  readonly cwd: string;
  readonly timeoutS: number;
  /** The first module of the program; null where none stands for it. */
  readonly entry: string | null;
}

const RUNS = 5;

/**
 * Starts a program a few times with the timer alone: where the start of median length went.
 *
 * @returns null where our hooks don't get in, or a start is no single process
 */
export async function startParts(options: StartPartsOptions): Promise<StartParts | null> {
  const folder = recordingFolder(options.packageRoot);
  try {
    const runner = new Runner({ ...QUIET, ...options, root: options.cwd }, folder, RUNS);
    const timed: HookedRun[] = [];
    // The first one warms up.
    for (let run = 0; run <= RUNS && !options.stop.aborted; run++) timed.push(await runner.hooked("time"));
    const { anatomy } = await startOf(timed.slice(1), options.environment, runner);
    const median = medianRun(timed.slice(1));
    const [process] = median?.processes ?? [];
    if (anatomy === null || median === undefined || process === undefined) return null;
    const { importsUs, mainUs, waitingUs, teardownUs } = anatomy;
    const wholeUs = (median.endedNs - median.beganNs) / 1000 - (await hooksUs(process, runner));
    const restUs = wholeUs - (importsUs ?? 0) - (mainUs ?? 0) - (waitingUs ?? 0) - (teardownUs ?? 0);
    const before = options.entry === null ? null : (process.beforeLoad?.(options.entry) ?? null);
    const earlyUs = (before?.importsNs ?? 0) / 1000;
    const ownUs = Math.max(0, (before?.ns ?? 0) / 1000 - earlyUs);
    const parts = {
      interpreterUs: restUs,
      unpackingUs: before === null ? null : earlyUs + ownUs,
      importsUs: (importsUs ?? 0) - earlyUs,
      mainUs: (mainUs ?? 0) + (waitingUs ?? 0) - ownUs,
      endUs: teardownUs,
    };
    return rounded(parts);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  } finally {
    folder.remove();
  }
}

const QUIET: Omit<RecordOptions, keyof StartPartsOptions | "root"> = {
  runs: RUNS,
  once: false,
  trace: false,
  cold: false,
  quiet: true,
  stdoutToStderr: false,
  say: () => {},
  onRun: () => {},
};

/** What the hooks added to a process. */
async function hooksUs(process: RecordedProcess, runner: Runner): Promise<number> {
  const own = process.hooksNs ?? 0;
  const fixed = process.isEntered === true ? 0 : await runner.fixedCost([process], undefined);
  return (own + fixed) / 1000;
}

function rounded(parts: StartParts): StartParts {
  const whole = (us: number): number => Math.max(0, Math.round(us));
  return {
    interpreterUs: whole(parts.interpreterUs),
    unpackingUs: parts.unpackingUs === null ? null : whole(parts.unpackingUs),
    importsUs: whole(parts.importsUs),
    mainUs: whole(parts.mainUs),
    endUs: parts.endUs === null ? null : whole(parts.endUs),
  };
}
