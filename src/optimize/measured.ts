import type { Until } from "../io/end-watch.js";
import { type EditedFile, OVERLAYS, OverlayFolder } from "../io/overlay-folder.js";
import { type CommandRun, runCommand } from "../io/run-command.js";
import type { OverlayMode, OverlayReport, OverlayRuntime } from "../languages/overlay.js";
import { type Estimate, estimate, pairedRatio } from "../measure/bootstrap.js";
import { interleaved } from "../measure/interleaved.js";
import { median } from "../measure/quantile.js";
import { seededRandom } from "../measure/random.js";

export interface MeasureOptions {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that the command runs in; ours by default. */
  readonly cwd?: string;
  readonly files: readonly EditedFile[];
  /** Our package's folder. */
  readonly packageRoot: string;
  /** Seconds until a run is stopped. */
  readonly timeoutS?: number | undefined;
  readonly until?: Until | undefined;
  readonly stop: AbortSignal;
  readonly limits?: Partial<MeasureLimits>;
  /** Of the order of the runs and of what is drawn for the intervals. */
  readonly seed?: number;
  /** A run begins: the first is 1. */
  readonly onRun?: (run: number) => void;
}

export interface MeasureLimits {
  readonly leastPairs: number;
  readonly mostPairs: number;
  /** No further pair begins after this many seconds. */
  readonly seconds: number;
  /** It is enough once the interval of the time after the edits is not wider than this share of it, to either side. */
  readonly precision: number;
}

/** Times of one kind, microseconds, of starts without hooks. */
export interface MeasuredTimes {
  readonly before: Estimate;
  readonly after: Estimate;
  /** After over before. */
  readonly ratio: Estimate;
}

export interface Measured {
  readonly wall: MeasuredTimes;
  readonly cpu: MeasuredTimes;
  readonly pairs: number;
  /** Paths of the edited files that were loaded in either state. */
  readonly loaded: readonly string[];
  /** The edited program ended otherwise than the unedited one: its times say nothing of an equal program. */
  readonly failure: { readonly exitBefore: number; readonly exitAfter: number; readonly lastWords: string } | null;
}

const LIMITS: MeasureLimits = { leastPairs: 6, mostPairs: 30, seconds: 60, precision: 0.025 };
/** Starts of an empty program with and without hooks. */
const EMPTY_PAIRS = 12;

/**
 * What a command takes with edited sources, without changing them on disk: runs in turns in which the original and the
 * edited sources are served in the same way, less what serving adds to an empty program.
 *
 * @returns null where no edited file was loaded, as with a Python that is told to leave PYTHONPATH alone, a Node that gets
 *   another NODE_OPTIONS, or an edited script that a Python 3.7 runs directly; and where it was stopped before two pairs were measured
 */
export async function measureEdits(options: MeasureOptions): Promise<Measured | null> {
  const folder = new OverlayFolder(options.packageRoot);
  try {
    folder.serve(options.files);
    return await new Measuring(options, folder).measure();
  } finally {
    folder.remove();
  }
}

class Measuring {
  private runs = 0;
  private python: string | undefined;
  private readonly limits: MeasureLimits;
  private readonly random: () => number;

  constructor(
    private readonly options: MeasureOptions,
    private readonly folder: OverlayFolder,
  ) {
    this.limits = { ...LIMITS, ...options.limits };
    this.random = seededRandom(options.seed ?? 1);
  }

  async measure(): Promise<Measured | null> {
    const { files, stop } = this.options;
    // These also compile what is served, as an earlier start would have.
    const before = await this.reported("before");
    const after = await this.reported("after");
    const loaded = new Set([...before.report.loaded, ...after.report.loaded]);
    if (loaded.size === 0 || stop.aborted) return null;
    const paths = [...loaded].sort((a, b) => a - b).flatMap((number) => files[number]?.path ?? []);
    this.python = before.report.runtimes.find(({ language }) => language === "python")?.executable;
    const [exitBefore, exitAfter] = [before.run.exitCode, after.run.exitCode];
    const hooks = await this.hooksCost(before.report.runtimes);
    const isEnough = exitBefore === exitAfter ? this.isEnough(hooks) : (known: readonly unknown[]) => known.length > 1;
    const pairs = await interleaved(
      () => this.run("overlay-before"),
      () => this.run("overlay-after"),
      isEnough,
      this.random,
      stop,
    );
    if (pairs.length < 2) return null;
    return {
      wall: this.times(pairs.map(wallOf), hooks.wallUs),
      cpu: this.times(pairs.map(cpuOf), hooks.cpuUs),
      pairs: pairs.length,
      loaded: paths,
      failure: exitBefore === exitAfter ? null : { exitBefore, exitAfter, lastWords: after.run.lastWords },
    };
  }

  private isEnough(hooks: HooksCost): (pairs: readonly (readonly [CommandRun, CommandRun])[]) => boolean {
    const began = performance.now();
    const { leastPairs, mostPairs, seconds, precision } = this.limits;
    return (pairs) => {
      if (pairs.length >= mostPairs || performance.now() - began > seconds * 1000) return true;
      if (pairs.length < leastPairs) return false;
      const { value, lo, hi } = this.times(pairs.map(wallOf), hooks.wallUs).after;
      return Math.max(hi - value, value - lo) <= precision * value;
    };
  }

  private times(pairs: readonly (readonly [number, number])[], hooksUs: number): MeasuredTimes {
    const own = pairs.map(([a, b]): [number, number] => [Math.max(1, a - hooksUs), Math.max(1, b - hooksUs)]);
    return {
      before: estimate(
        own.map(([us]) => us),
        this.random,
      ),
      after: estimate(
        own.map(([, us]) => us),
        this.random,
      ),
      ratio: pairedRatio(own, this.random),
    };
  }

  /** What the hooks add to programs that do nothing, summed over the processes of a run. */
  private async hooksCost(runtimes: readonly OverlayRuntime[]): Promise<HooksCost> {
    const counts = new Map<string, { runtime: OverlayRuntime; count: number }>();
    for (const runtime of runtimes) {
      const known = counts.get(runtime.executable);
      if (known === undefined) counts.set(runtime.executable, { runtime, count: 1 });
      else known.count++;
    }
    const costs = { wallUs: 0, cpuUs: 0 };
    for (const { runtime, count } of counts.values()) {
      const one = await this.costOf(runtime);
      costs.wallUs += one.wallUs * count;
      costs.cpuUs += one.cpuUs * count;
    }
    return costs;
  }

  private async costOf({ language, executable }: OverlayRuntime): Promise<HooksCost> {
    const words = OVERLAYS.find((overlay) => overlay.language === language)?.emptyWords(executable);
    if (words === undefined) return { wallUs: 0, cpuUs: 0 };
    const pairs = await interleaved(
      () => this.run(null, { words }),
      () => this.run("overlay-before", { words }),
      (known) => known.length === EMPTY_PAIRS,
      this.random,
      this.options.stop,
    );
    const added = (of: typeof wallOf): number => {
      const differences = pairs.map(of).map(([plain, hooked]) => hooked - plain);
      return Math.max(0, median(differences));
    };
    return { wallUs: added(wallOf), cpuUs: added(cpuOf) };
  }

  private async reported(side: "before" | "after"): Promise<{ run: CommandRun; report: OverlayReport }> {
    this.folder.takeReport();
    const run = await this.run(`overlay-${side}-report`);
    return { run, report: this.folder.takeReport() };
  }

  private async run(mode: OverlayMode | null, { words }: { words?: readonly string[] } = {}): Promise<CommandRun> {
    const { environment, cwd, timeoutS, until, stop, onRun } = this.options;
    if (words === undefined) onRun?.(++this.runs);
    for (;;) {
      const run = await runCommand({
        words: words ?? this.options.words,
        environment: mode === null ? environment : this.folder.environment(mode, environment),
        stdin: "ignore",
        stdout: "capture",
        timeoutS,
        until,
        stop,
        python: this.python,
        ...(cwd === undefined ? {} : { cwd }),
      });
      if (!run.wasPaused || stop.aborted) return run;
    }
  }
}

interface HooksCost {
  readonly wallUs: number;
  readonly cpuUs: number;
}

function wallOf([a, b]: readonly [CommandRun, CommandRun]): [number, number] {
  return [(a.endedNs - a.beganNs) / 1000, (b.endedNs - b.beganNs) / 1000];
}

function cpuOf([a, b]: readonly [CommandRun, CommandRun]): [number, number] {
  return [a.cpuUs, b.cpuUs];
}
