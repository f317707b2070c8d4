import { join } from "node:path";
import { UserError } from "../errors.js";
import type { ProfileRun, Warning } from "../graph/profile.js";
import { HookFolder } from "../io/hook-folder.js";
import { type CommandRun, runCommand } from "../io/run-command.js";
import { StdinReplay } from "../io/stdin-replay.js";
import type { HookMode, RunSpan } from "../languages/recording.js";
import type { Analysis } from "../report/format.js";
import { type HookedRun, recordedGraph } from "./graph.js";
import { notRecorded } from "./not-recorded.js";
import { preludesOf, preludeWarning, withPrelude } from "./prelude.js";
import { RECORDINGS } from "./recordings.js";

export interface RecordOptions {
  readonly tool: string;
  readonly words: readonly string[];
  /** Timed runs; there are as many untouched ones beside them. */
  readonly runs: number;
  /** One run does for all. */
  readonly once: boolean;
  readonly trace: boolean;
  readonly timeoutS?: number | undefined;
  /** The program's stdout goes to our stderr. */
  readonly stdoutToStderr: boolean;
  /** The package's folder. */
  readonly packageRoot: string;
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Says something before and between the runs, on stderr. */
  readonly say: (text: string) => void;
  /** A run begins: the first is 1. */
  readonly onRun: (run: number, of: number) => void;
  readonly stop: AbortSignal;
}

export interface Recording {
  readonly analysis: Analysis;
  /** Of the first run. */
  readonly exitCode: number;
}

/** @throws UserError for a command that can't be run, and one in which nothing ran that our hooks could get into */
export async function record(options: RecordOptions): Promise<Recording> {
  const folder = new HookFolder(
    join(options.packageRoot, "dist"),
    RECORDINGS.flatMap(({ hookFiles }) => hookFiles),
  );
  try {
    return await new Recorder(options, folder).record();
  } finally {
    folder.remove();
  }
}

class Recorder {
  private readonly stdin: StdinReplay;
  private run = 0;
  private readonly total: number;

  constructor(
    private readonly options: RecordOptions,
    private readonly folder: HookFolder,
  ) {
    this.stdin = new StdinReplay(join(folder.path, "stdin"));
    // Untouched with the real terminal, one to warm up, then pairs of timed and untouched ones, and the traced one.
    this.total = options.once ? 1 : 2 + 2 * options.runs + (options.trace ? 1 : 0);
  }

  async record(): Promise<Recording> {
    const { options } = this;
    if (options.once) return this.once();
    options.say(
      `runs the command ${this.total} times: once as it is, then ${this.total - 1} times with its output put away (--once: one run)`,
    );
    const first = await this.real(options.environment);
    const warm = await this.hooked("time");
    const python = pythonOf(warm);
    const timed: HookedRun[] = [];
    const untouched: CommandRun[] = [];
    for (let pair = 0; pair < options.runs; pair++) {
      const hooked = async (): Promise<void> => this.keep(timed, await this.hooked("time", python));
      const plain = async (): Promise<void> => this.keep(untouched, await this.captured(options.environment, python));
      // In turns, the order changed from pair to pair: neighbouring runs drift together.
      for (const each of pair % 2 === 0 ? [hooked, plain] : [plain, hooked]) {
        if (!options.stop.aborted) await each();
      }
    }
    const traced = options.trace && !options.stop.aborted ? await this.hooked("trace", python) : null;
    const cost = ratioOfMedians(timed, untouched);
    const warnings: Warning[] = cost === null ? [] : [measuringCost(cost)];
    if (first.isTimedOut) warnings.push(STOPPED);
    return this.recording(first, timed.length > 0 ? timed : [warm], traced, untouched, warnings);
  }

  private async once(): Promise<Recording> {
    const mode = this.options.trace ? "trace" : "time";
    const run = await this.real({ ...this.options.environment, ...this.hooks(mode) });
    const hooked = this.taken(run);
    return this.recording(run, [hooked], this.options.trace ? hooked : null, [run], run.isTimedOut ? [STOPPED] : []);
  }

  private async recording(
    first: CommandRun,
    timed: readonly HookedRun[],
    traced: HookedRun | null,
    untouched: readonly CommandRun[],
    warnings: readonly Warning[],
  ): Promise<Recording> {
    const { options } = this;
    const preludes = await preludesOf(timed[0], this.folder, options.environment, options.stop);
    const { graph, warnings: more } = await recordedGraph({
      command: options.words,
      root: options.root,
      environment: options.environment,
      timed: timed.map((run, at) => withPrelude(run, preludes, at)),
      traced: traced !== null && traced.processes.length > 0 ? withPrelude(traced, preludes, 0) : null,
      pth: preludes?.each[0].pth ?? null,
      runs: untouched.map(profileRun),
    });
    const analysis: Analysis = {
      tool: options.tool,
      inputs: [options.words.join(" ")],
      graph,
      runs: timed.length,
      dialect: null,
      ignored: { lines: 0, first: [] },
      warnings: [...warnings, ...(preludes === null ? [] : [preludeWarning(preludes)]), ...more],
    };
    return { analysis, exitCode: options.stop.aborted ? INTERRUPTED : first.exitCode };
  }

  /** A run that was stopped by Ctrl-C counts for nothing. */
  private keep<Run>(runs: Run[], run: Run): void {
    if (!this.options.stop.aborted) runs.push(run);
  }

  /** The run that the user sees. */
  private real(environment: RecordOptions["environment"]): Promise<CommandRun> {
    const { options } = this;
    options.onRun(++this.run, this.total);
    return runCommand({
      words: options.words,
      environment,
      stdin: this.stdin.first,
      stdout: options.stdoutToStderr ? 2 : "inherit",
      timeoutS: options.timeoutS,
      onStart: (started) => this.stdin.tee(started),
    });
  }

  private async captured(environment: RecordOptions["environment"], python?: string): Promise<CommandRun> {
    const { words, timeoutS, stop, onRun } = this.options;
    if (stop.aborted) throw interrupted();
    onRun(++this.run, this.total);
    const stdin = this.stdin.open();
    try {
      return await runCommand({ words, environment, stdin, stdout: "capture", timeoutS, stop, python });
    } finally {
      this.stdin.close(stdin);
    }
  }

  private async hooked(mode: HookMode, python?: string): Promise<HookedRun> {
    return this.taken(await this.captured({ ...this.options.environment, ...this.hooks(mode) }, python));
  }

  private hooks(mode: HookMode): Record<string, string> {
    const separator = process.platform === "win32" ? ";" : ":";
    const each = RECORDINGS.map((support) =>
      support.hookEnvironment(this.folder.path, mode, this.options.environment, separator),
    );
    return Object.assign({}, ...each);
  }

  private taken({ beganNs, endedNs, lastWords }: CommandRun): HookedRun {
    const { root, words, environment, stop } = this.options;
    const files = this.folder.take();
    const processes = RECORDINGS.flatMap((support) => support.processes(files, root));
    if (processes.length === 0 && !stop.aborted) {
      const other = [...files].find(([name]) => name.endsWith(".other"))?.[1] ?? null;
      throw notRecorded({ words, environment, other, lastWords });
    }
    return { beganNs, endedNs, processes: processes.sort((a, b) => a.startNs - b.startNs) };
  }
}

const INTERRUPTED = 130;

function interrupted(): UserError {
  return new UserError(
    "interrupted",
    "interrupted before anything was recorded",
    "Let the first two runs come to their end.",
  );
}

const STOPPED: Warning = { code: "stopped", message: "the program did not end by itself and was stopped (--timeout)" };

/** A Python that can start the command and read its processor time exactly. */
function pythonOf({ processes }: HookedRun): string | undefined {
  return processes.find(({ language }) => language === "python")?.executable;
}

function profileRun({ beganNs, endedNs, cpuUs, exitCode }: CommandRun): ProfileRun {
  return { wallUs: Math.round((endedNs - beganNs) / 1000), cpuUs: Math.round(cpuUs), exitCode };
}

function ratioOfMedians(timed: readonly RunSpan[], untouched: readonly RunSpan[]): number | null {
  if (timed.length === 0 || untouched.length === 0) return null;
  return medianNs(timed) / medianNs(untouched);
}

function medianNs(spans: readonly RunSpan[]): number {
  const sorted = spans.map(({ beganNs, endedNs }) => endedNs - beganNs).sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}

function measuringCost(ratio: number): Warning {
  const message = `with our timer the command took ${ratio.toFixed(2)} × what it takes without (medians of the same runs)`;
  return { code: "measuring-cost", message };
}
