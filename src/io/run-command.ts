import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { blockStandardStreams } from "./blocking-streams.js";
import { childrenCpuUs } from "./children-cpu.js";
import { IdleWatch, TextWatch, type Until } from "./end-watch.js";
import { notStarted } from "./not-started.js";
import { processTree } from "./process-tree.js";
import { passSignals } from "./signals.js";
import { SPAWN_SCRIPT } from "./spawn-script.js";
import { startedFile } from "./started-file.js";

/** What ended a run: the program itself, the time limit, one of the two of `Until`, or the user. */
export type Ending = "itself" | "timeout" | "output" | "idle" | "user";

export interface CommandRun {
  /** By the system's monotonic clock, which the processes that we measure read too. */
  readonly beganNs: number;
  /** For "output" and "idle" the moment at which the program had started, not that of its end. */
  readonly endedNs: number;
  /** Between the two, of the command and its children that it waited for; microseconds. */
  readonly cpuUs: number;
  /** What else the system counted for the same processes; null without a Python that reads it. */
  readonly counted: Counted | null;
  /** 128 + n for a command that signal n ended, as shells say it. */
  readonly exitCode: number;
  readonly ending: Ending;
  /** The user stopped it for a while (Ctrl-Z): its times mean nothing. */
  readonly wasPaused: boolean;
  /** The last that it wrote to a stderr that we read. */
  readonly lastWords: string;
}

export interface Counted {
  /** The part of `cpuUs` outside the kernel. Where the system samples it by ticks, only the sum means something. */
  readonly userUs: number;
  readonly minorFaults: number;
  /** Of the largest of the processes; null where it is no more than that of what started it, so that it isn't known. */
  readonly maxRssBytes: number | null;
}

export interface CommandOptions {
  /** The program, looked up on PATH, and its arguments; never through a shell. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that it runs in; ours by default. */
  readonly cwd?: string;
  /** Another user that it runs as, without other groups; ours has to be root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What the command reads: ours, nothing, or an open file; "pipe" is filled by the caller through `onStart`. */
  readonly stdin: "inherit" | "ignore" | "pipe" | number;
  /** Whether it writes to our own stdout (or, with a number, to that descriptor) and stderr; else both are taken away. */
  readonly stdout: "inherit" | "capture" | 2;
  /** Seconds until it is stopped; undefined for never. */
  readonly timeoutS?: number | undefined;
  /** When it is stopped although it would go on. Its output is then read by us, and passed on. */
  readonly until?: Until | undefined;
  /**
   * A Python that starts the command and reads its processor time exactly; without one both times are read from here,
   * the processor's in steps of 10 ms.
   */
  readonly python?: string | undefined;
  /** That Python starts it by `fork`: its times are longer by half a millisecond, and less memory can be told. */
  readonly isForked?: boolean | undefined;
  readonly onStart?: (started: ChildProcess) => void;
  /** Gets what a captured run writes to stdout. */
  readonly onStdout?: (chunk: Buffer) => void;
  /** Gets what a captured run writes to stderr. */
  readonly onStderr?: (chunk: Buffer) => void;
  /** Aborting ends a captured run; one that has our terminal gets the signal that is the reason. */
  readonly stop?: AbortSignal;
}

const KILL_AFTER_MS = 2000;
/** A child that outlives the command may hold its streams open; it is not waited for. */
const PATIENCE_MS = 500;
const LAST_WORDS = 4000;

/**
 * Runs a command to its end.
 *
 * @throws UserError `command-missing` or `command-not-executable`
 */
export function runCommand(options: CommandOptions): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    try {
      new Running(options, resolve, reject);
    } catch (error) {
      // Most failures to start come as an event, some at once.
      reject(notStarted(options.words[0] ?? "", error as NodeJS.ErrnoException));
    }
  });
}

class Running {
  private readonly started: ChildProcess;
  private readonly isCaptured: boolean;
  private readonly beganNs: number;
  private readonly cpuBefore = childrenCpuUs();
  private readonly idle: IdleWatch | null = null;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly letGo: () => void;
  private ending: Ending = "itself";
  /** Where the measured part ends before the program does. */
  private cut: { endedNs: number; cpuUs: number } | null = null;
  private wasPaused = false;
  private lastWords = "";
  private measured = "";

  constructor(
    private readonly options: CommandOptions,
    private readonly resolve: (run: CommandRun) => void,
    private readonly reject: (error: Error) => void,
  ) {
    const { words, environment, stdin, stdout, python, until, timeoutS, stop } = options;
    this.isCaptured = stdout === "capture";
    const own = stdout === "capture" || until?.output !== undefined ? "pipe" : stdout;
    const [program = "", ...args] =
      python === undefined ? words : [python, "-I", "-S", "-c", SPAWN_SCRIPT, ...scriptArguments(options)];
    if (own !== "pipe") blockStandardStreams();
    this.beganNs = now();
    this.started = spawn(program, args, {
      stdio: [stdin, own, own === "pipe" ? "pipe" : "inherit", python === undefined ? "ignore" : "pipe"],
      env: environment,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...options.user,
      detached: this.isCaptured && process.platform !== "win32",
      windowsHide: true,
    });
    const { started } = this;
    if (until?.idle === true && started.pid !== undefined) {
      this.idle = new IdleWatch(started.pid, python !== undefined, (ns) => this.reached("idle", ns));
    }
    this.read(started.stdout, stdout === 2 ? 2 : 1);
    this.read(started.stderr, 2);
    if (options.onStdout !== undefined) started.stdout?.on("data", options.onStdout);
    started.stderr?.on("data", (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-LAST_WORDS);
      options.onStderr?.(chunk);
    });
    const report = started.stdio[3];
    if (report != null && "on" in report) {
      report.on("data", (text: Buffer) => {
        this.measured += text.toString();
      });
    }
    if (timeoutS !== undefined) this.timer = setTimeout(() => this.end("timeout"), timeoutS * 1000);
    const signals = passSignals(started, this.isCaptured, () => {
      this.wasPaused = true;
    });
    const stopped = (): void => {
      if (this.isCaptured) this.end("user");
      else signals.pass(stop?.reason);
    };
    stop?.addEventListener("abort", stopped, { once: true });
    this.letGo = () => {
      clearTimeout(this.timer);
      this.idle?.stop();
      signals.off();
      stop?.removeEventListener("abort", stopped);
    };
    options.onStart?.(started);
    started.on("error", (error) => {
      this.letGo();
      this.reject(notStarted(words[0] ?? "", error));
    });
    started.on("exit", (code, signal) => this.ended(code, signal));
  }

  private read(stream: Readable | null, to: 1 | 2): void {
    const text = this.options.until?.output;
    const watch = text === undefined ? null : new TextWatch(text);
    stream?.on("data", (chunk: Buffer) => {
      if (watch?.sees(chunk) === true) this.reached("output", now());
      this.idle?.wrote();
    });
    if (this.isCaptured || stream === null) return;
    const target = to === 1 ? process.stdout : process.stderr;
    // Where nobody reads ours any more, the program's own end of it closes too.
    target.once("error", () => stream.destroy());
    stream.pipe(target, { end: false });
  }

  /** The program has started: the rest is not measured. */
  private reached(ending: "output" | "idle", endedNs: number): void {
    const { pid } = this.started;
    if (this.ending !== "itself" || pid === undefined) return;
    const { cpuNs } = processTree(pid, this.options.python !== undefined);
    this.cut = { endedNs, cpuUs: cpuNs / 1000 };
    this.end(ending);
  }

  private end(ending: Ending): void {
    if (this.ending !== "itself") return;
    this.ending = ending;
    this.kill("SIGTERM");
    setTimeout(() => this.kill("SIGKILL"), KILL_AFTER_MS).unref();
  }

  /** All that the command started, but not what only starts it: that has to tell what the end was. */
  private kill(signal: "SIGTERM" | "SIGKILL"): void {
    const { pid, exitCode, signalCode } = this.started;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    const pids = processTree(pid).pids.slice(this.options.python === undefined ? 0 : 1);
    for (const each of pids) send(each, signal);
    if (this.isCaptured && signal === "SIGTERM") send(-pid, signal);
  }

  private ended(code: number | null, signal: NodeJS.Signals | null): void {
    const { started, wasPaused, ending } = this;
    const endedNs = now();
    this.letGo();
    // Orphans of a program that we stopped would go on.
    if (ending !== "itself" && this.isCaptured && started.pid !== undefined) send(-started.pid, "SIGKILL");
    const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
    const own = { beganNs: this.beganNs, endedNs, cpuUs: childrenCpuUs() - this.cpuBefore, exitCode };
    const finish = (): void => {
      const error = /^error (\d+)$/.exec(this.measured);
      const rest = {
        counted: null,
        ...exact(this.measured),
        ...this.cut,
        ending,
        wasPaused,
        lastWords: this.lastWords,
      };
      if (error === null) this.resolve({ ...own, ...rest });
      else this.reject(notStarted(this.options.words[0] ?? "", systemError(Number(error[1]))));
    };
    const patience = setTimeout(finish, PATIENCE_MS);
    started.on("close", () => {
      clearTimeout(patience);
      finish();
    });
  }
}

function now(): number {
  return Number(process.hrtime.bigint());
}

/** What the spawning script is told: how, where and what to start. */
function scriptArguments({ words, environment, isForked }: CommandOptions): string[] {
  const [program = ""] = words;
  // Looked up here, so that the command's times do not hold it.
  const file = program.includes("/") ? program : startedFile(program, environment.PATH).path;
  if (file === "") throw Object.assign(new Error(`no ${program} on PATH`), { code: "ENOENT" });
  return [isForked === true ? "fork" : "spawn", environment.LC_CTYPE ?? "", file, ...words];
}

/** What the spawning script wrote. */
function exact(measured: string): Partial<CommandRun> {
  const numbers = measured.split(" ").map(Number);
  const [beganNs, endedNs, exitCode = 0, userUs = 0, systemUs = 0, minorFaults = 0, peak = -1] = numbers;
  if (numbers.length !== 7 || beganNs === undefined || endedNs === undefined) return {};
  const counted = { userUs, minorFaults, maxRssBytes: peak < 0 ? null : peak };
  return { beganNs, endedNs, exitCode, cpuUs: userUs + systemUs, counted };
}

function systemError(number: number): NodeJS.ErrnoException {
  const code = Object.entries(constants.errno).find(([, each]) => each === number)?.[0] ?? "";
  return Object.assign(new Error(`it can't be started (errno ${number})`), { code });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended, or is another user's.
  }
}
