import { join } from "node:path";
import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { askForCounts, askForObjects } from "../io/hook-environment.js";
import type { HookFolder } from "../io/hook-folder.js";
import { type CommandOptions, type CommandRun, runCommand } from "../io/run-command.js";
import { type SeenCommand, SeenCommands } from "../io/seen-commands.js";
import { StdinReplay } from "../io/stdin-replay.js";
import { keepTerminalModes } from "../io/terminal-modes.js";
import type { HookMode, RecordedProcess } from "../languages/recording.js";
import { quantile } from "../measure/quantile.js";
import { hookableWords } from "./hookable-words.js";
import { othersIn, recordingHooks } from "./hooked.js";
import { LeftBehind } from "./left-behind.js";
import { type MeasuredRun, runTimes } from "./measuring.js";
import { notRecorded } from "./not-recorded.js";
import type { RecordOptions } from "./options.js";
import { RECORDINGS, recordingOf } from "./recordings.js";
import { replacements, replacementWarning } from "./replaced.js";
import type { HookedRun } from "./runs.js";
import { untilEnd } from "./until-end.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the command in each of the ways that a recording needs. */
export class Runner {
  private readonly stdin: StdinReplay;
  private readonly leftBehind = new LeftBehind();
  /** The command as it lets our hooks in. */
  private readonly hookable: readonly string[];
  private run = 0;
  private seen: readonly SeenCommand[] = [];
  /** What recorded processes went on as, where hooks don't get in. */
  private readonly replaced = new Set<string>();

  /** @param total how many runs there will be, for those who wait */
  constructor(
    private readonly options: RecordOptions,
    private readonly folder: HookFolder,
    private readonly total: number,
  ) {
    this.stdin = new StdinReplay(join(folder.path, "stdin"));
    this.hookable = hookableWords(options, folder.path);
  }

  /** The run that the user sees, as it is. */
  untouchedFirst(): Promise<CommandRun> {
    return this.options.quiet === true ? this.untouched() : this.real(this.options.environment);
  }

  /** The one run that the user sees, with hooks. */
  async hookedOnce(mode: HookMode): Promise<{ run: CommandRun; hooked: HookedRun }> {
    const run = await this.real({ ...this.environment(), ...this.hooks(mode) }, this.hookable, true);
    return { run, hooked: this.taken(run) };
  }

  async hooked(mode: HookMode, python?: string): Promise<HookedRun> {
    const isFirst = this.seen.length === 0;
    const environment = (): Environment => ({ ...this.environment(), ...this.hooks(mode) });
    return this.taken(await this.captured({ environment, words: this.hookable, python, isWatched: isFirst }));
  }

  untouched(python?: string): Promise<CommandRun> {
    return this.captured({ environment: () => this.environment(), python });
  }

  /** What the runs so far leave unknown. */
  warnings(): Warning[] {
    return [...this.replaced].map(replacementWarning);
  }

  /** An untouched run of another way to start the same program. */
  with(words: readonly string[], onStderr: (chunk: Buffer) => void, onAgain: () => void): Promise<CommandRun> {
    return this.captured({ environment: () => this.environment(), words, onStderr, onAgain });
  }

  /**
   * What the hooks add to programs that load nothing, nanoseconds, summed over the processes of a run: right where they
   * run one after the other, too much where they run side by side.
   *
   * @param python reads processor times, which are then compared; wall times otherwise
   */
  async fixedCost(processes: readonly RecordedProcess[], python: string | undefined): Promise<number> {
    let sum = 0;
    const known = new Map<string, number>();
    for (const process of processes) {
      if (process.thread !== null) continue;
      let cost = known.get(process.executable);
      if (cost === undefined) {
        const { plain, hooked } = await this.empty(process, true, python);
        const { timed, untouched } = runTimes(hooked, plain, python !== undefined);
        cost = Math.max(0, quantile(timed, 0.5) - quantile(untouched, 0.5));
        known.set(process.executable, cost);
      }
      sum += cost;
    }
    return sum;
  }

  /** How long the interpreter of a process takes until the hooks begin when nothing stands before it, nanoseconds. */
  async timeToHooks(process: RecordedProcess): Promise<number[]> {
    const { hooked } = await this.empty(process, false, undefined);
    return hooked.flatMap(({ beganNs, processes }) => processes.slice(0, 1).map(({ startNs }) => startNs - beganNs));
  }

  /** Runs of a program that does nothing, with and without hooks. */
  private async empty({ language, executable }: RecordedProcess, isCompared: boolean, python: string | undefined) {
    const support = recordingOf(language);
    const words = support?.emptyWords?.(executable);
    const plain: MeasuredRun[] = [];
    const hooked: (MeasuredRun & Pick<HookedRun, "processes">)[] = [];
    for (let time = 0; time < EMPTY_TIMES && words !== undefined; time++) {
      const options = { words, python, stdin: "ignore", stdout: "capture", timeoutS: 20 } as const;
      const environment = this.environment();
      if (isCompared) plain.push(await runCommand({ ...options, environment }));
      const run = await runCommand({ ...options, environment: { ...this.environment(), ...this.hooks("time") } });
      const read = support?.processes(this.folder.take(), this.options.root) ?? [];
      hooked.push({ ...run, processes: this.leftBehind.without(read, run.beganNs) });
    }
    return { plain, hooked };
  }

  /** The environment of a run, with `--cold` without what earlier runs compiled. */
  private environment(): Environment {
    const { environment, cold } = this.options;
    if (!cold) return environment;
    const folder = this.folder.emptyFolder();
    return Object.assign({}, environment, ...RECORDINGS.map((support) => support.coldEnvironment?.(folder)));
  }

  private hooks(mode: HookMode): Record<string, string> {
    const { environment, probed, counted } = this.options;
    if (counted !== undefined) askForCounts(this.folder);
    if (mode === "observe") askForObjects(this.folder, probed ?? []);
    return recordingHooks(this.folder, mode, environment);
  }

  private async real(environment: Environment, words = this.options.words, isWatched = false): Promise<CommandRun> {
    const { stdoutToStderr, timeoutS, until, stop, onRun } = this.options;
    onRun(++this.run, this.total);
    let seen: SeenCommands | null = null;
    const setBack = until === undefined && timeoutS === undefined ? null : keepTerminalModes();
    try {
      const run = await runCommand({
        words,
        environment,
        ...this.place(),
        stdin: this.stdin.first,
        stdout: stdoutToStderr ? 2 : "inherit",
        timeoutS,
        until,
        stop,
        onStart: (started) => {
          this.stdin.tee(started);
          if (isWatched) seen = new SeenCommands(started.pid);
        },
      });
      if (run.ending !== "itself") setBack?.();
      return run;
    } finally {
      this.seen = (seen as SeenCommands | null)?.stop() ?? [];
    }
  }

  /** A run with its output put away; made again if the user paused it. */
  private async captured({ environment, isWatched = false, words = this.options.words, ...more }: Captured) {
    const { timeoutS, until, stop, onRun } = this.options;
    if (stop.aborted) throw interrupted();
    onRun(++this.run, this.total);
    for (;;) {
      const stdin = this.stdin.open();
      let seen: SeenCommands | null = null;
      try {
        const run = await runCommand({
          words,
          environment: environment(),
          ...this.place(),
          stdin,
          stdout: "capture",
          timeoutS,
          until,
          stop,
          ...(more.python === undefined ? {} : { python: more.python }),
          ...(more.onStderr === undefined ? {} : { onStderr: more.onStderr }),
          onStart: ({ pid }) => {
            if (isWatched) seen = new SeenCommands(pid);
          },
        });
        if (!run.wasPaused || stop.aborted) return run;
        this.folder.take();
        more.onAgain?.();
      } finally {
        this.stdin.close(stdin);
        if (isWatched) this.seen = (seen as SeenCommands | null)?.stop() ?? [];
      }
    }
  }

  private place(): Pick<CommandOptions, "cwd"> {
    const { cwd } = this.options;
    return cwd === undefined ? {} : { cwd };
  }

  private taken({ beganNs, endedNs, cpuUs, lastWords, ending }: CommandRun): HookedRun {
    const { root, words, environment, stop } = this.options;
    const files = this.folder.take();
    const read = RECORDINGS.flatMap((support) => support.processes(files, root));
    const processes = this.leftBehind.without(read, beganNs);
    const others = othersIn(files);
    if (processes.length === 0) {
      if (stop.aborted) throw interrupted();
      throw notRecorded({ words, environment, others, lastWords, seen: this.seen.map((each) => each.words) });
    }
    const isStopped = ending === "output" || ending === "idle";
    const span = { beganNs, endedNs, cpuUs, ...(isStopped ? { isStopped } : {}) };
    for (const each of replacements(processes, this.seen)) this.replaced.add(each);
    return { ...span, others, processes: untilEnd(processes, endedNs) };
  }
}

const EMPTY_TIMES = 5;

interface Captured {
  readonly environment: () => Environment;
  readonly words?: readonly string[];
  readonly python?: string | undefined;
  /** What it runs is looked up while it runs, which costs some of its time. */
  readonly isWatched?: boolean;
  readonly onStderr?: CommandOptions["onStderr"];
  /** What was got so far counts for nothing. */
  readonly onAgain?: () => void;
}

function interrupted(): UserError {
  return new UserError(
    "interrupted",
    "interrupted before anything was recorded: the first run is the program's own, untouched",
    "--once records that run; --until-idle, --until-output and --timeout stop a program that does not end",
  );
}
