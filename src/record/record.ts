import { join } from "node:path";
import { UserError } from "../errors.js";
import type { ProfileRun, Warning } from "../graph/profile.js";
import { firstLineOf } from "../io/first-line.js";
import { HookFolder } from "../io/hook-folder.js";
import { type CommandRun, runCommand } from "../io/run-command.js";
import { StdinReplay } from "../io/stdin-replay.js";
import { HOOK_FILES, type HookMode, hookEnvironment, whyNoHook } from "../languages/python/record/hooks.js";
import { type ProcessRecord, readProcessFile } from "../languages/python/record/process-file.js";
import { inOrderOfStart } from "../languages/python/record/tree.js";
import type { Analysis } from "../report/format.js";
import { bootTime } from "./boot.js";
import { type HookedRun, pythonGraph } from "./python.js";

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

/** @throws UserError for a command that can't be run, and one in which no Python ran that our hooks could get into */
export async function record(options: RecordOptions): Promise<Recording> {
  const folder = new HookFolder(join(options.packageRoot, "dist", "python"), HOOK_FILES);
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
    const python = executableOf(warm.records);
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
    const root = inOrderOfStart(timed[0]?.records ?? [])[0];
    const bootNs =
      root === undefined || options.stop.aborted ? null : await bootTime(root.executable, options.environment);
    const { graph, warnings: more } = await pythonGraph({
      command: options.words,
      root: options.root,
      timed,
      traced: traced !== null && traced.records.length > 0 ? traced : null,
      runs: untouched.map(profileRun),
      bootNs,
    });
    const analysis: Analysis = {
      tool: options.tool,
      inputs: [options.words.join(" ")],
      graph,
      runs: timed.length,
      dialect: null,
      ignored: { lines: 0, first: [] },
      warnings: [...warnings, ...more],
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
    return hookEnvironment(this.folder.path, mode, this.options.environment, process.platform === "win32" ? ";" : ":");
  }

  private taken({ beganNs, endedNs, lastWords }: CommandRun): HookedRun {
    const files = this.folder.take();
    const records: ProcessRecord[] = [];
    for (const text of files.values()) {
      const record = readProcessFile(text);
      if (record !== null) records.push(record);
    }
    if (records.length === 0 && !this.options.stop.aborted) {
      const others = [...files].filter(([name]) => name.endsWith(".other")).map(([, text]) => text);
      throw this.noPython(others[0] ?? null, lastWords);
    }
    return { beganNs, endedNs, records };
  }

  private noPython(other: string | null, lastWords: string): UserError {
    const { words, environment } = this.options;
    const line = firstLineOf(words[0] ?? "", environment.PATH);
    const ran = `${words[0]}${line === "" ? "" : ` (${line})`}`;
    if (other !== null) {
      return new UserError("python-too-old", `${other} can't be recorded`, "Use CPython 3.7 or later.");
    }
    const why = whyNoHook(words, line);
    if (why !== null && why !== "") {
      const hint = `Run it without ${why} to record it; python -X importtime with ${why} still gives a log for perf analyze.`;
      return new UserError("hooks-kept-out", `${ran} runs Python with ${why}, which keeps our hooks out`, hint);
    }
    const said = lastWords.trim().split("\n").at(-1) ?? "";
    const hint = `It may be a frozen binary, or fail before it starts Python${said === "" ? "." : `; its last words: ${said}`}`;
    return new UserError("no-python", `no Python was seen to run: what ran is ${ran}`, hint);
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

function executableOf(records: readonly ProcessRecord[]): string | undefined {
  return inOrderOfStart(records)[0]?.executable;
}

function profileRun({ beganNs, endedNs, cpuUs, exitCode }: CommandRun): ProfileRun {
  return { wallUs: Math.round((endedNs - beganNs) / 1000), cpuUs: Math.round(cpuUs), exitCode };
}

interface Span {
  readonly beganNs: number;
  readonly endedNs: number;
}

function ratioOfMedians(timed: readonly Span[], untouched: readonly Span[]): number | null {
  if (timed.length === 0 || untouched.length === 0) return null;
  return medianNs(timed) / medianNs(untouched);
}

function medianNs(spans: readonly Span[]): number {
  const sorted = spans.map(({ beganNs, endedNs }) => endedNs - beganNs).sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}

function measuringCost(ratio: number): Warning {
  const message = `with our timer the command took ${ratio.toFixed(2)} × what it takes without (medians of the same runs)`;
  return { code: "measuring-cost", message };
}
