import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { UserError } from "../errors.js";
import { childrenCpuUs } from "./children-cpu.js";
import { SPAWN_SCRIPT } from "./spawn-script.js";

export interface CommandRun {
  /** By the system's monotonic clock, which the processes that we measure read too. */
  readonly beganNs: number;
  readonly endedNs: number;
  /** Of the command and its children that it waited for; microseconds. */
  readonly cpuUs: number;
  /** 128 + n for a command that signal n ended, as shells say it. */
  readonly exitCode: number;
  /** We stopped it. */
  readonly isTimedOut: boolean;
  /** The last that it wrote to a captured stderr. */
  readonly lastWords: string;
}

export interface CommandOptions {
  /** The program, looked up on PATH, and its arguments; never through a shell. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command reads: ours, nothing, or an open file; "tee" is handled by the caller through `onStart`. */
  readonly stdin: "inherit" | "ignore" | "pipe" | number;
  /** Whether it writes to our own stdout (or, with a number, to that descriptor) and stderr; else both are taken away. */
  readonly stdout: "inherit" | "capture" | 2;
  /** Seconds until it is stopped; undefined for never. */
  readonly timeoutS?: number | undefined;
  /**
   * A Python that starts the command and reads its processor time exactly; without one both times are read from here,
   * the processor's in steps of 10 ms.
   */
  readonly python?: string | undefined;
  readonly onStart?: (started: ChildProcess) => void;
  /** Aborting stops the command. */
  readonly stop?: AbortSignal;
}

const KILL_AFTER_MS = 2000;
const LAST_WORDS = 4000;

/**
 * Runs a command to its end.
 *
 * @throws UserError `command-missing` or `command-not-executable`
 */
export function runCommand(options: CommandOptions): Promise<CommandRun> {
  const { words, environment, stdin, stdout, python } = options;
  const isCaptured = stdout === "capture";
  const [program = "", ...args] =
    python === undefined ? words : [python, "-I", "-S", "-c", SPAWN_SCRIPT, environment.LC_CTYPE ?? "", ...words];
  const cpuBefore = childrenCpuUs();
  const beganNs = Number(process.hrtime.bigint());
  return new Promise((resolve, reject) => {
    const started = attempt(words[0] ?? "", () =>
      spawn(program, args, {
        stdio: [
          stdin,
          isCaptured ? "pipe" : stdout,
          isCaptured ? "pipe" : "inherit",
          python === undefined ? "ignore" : "pipe",
        ],
        env: environment,
        detached: isCaptured && process.platform !== "win32",
        windowsHide: true,
      }),
    );
    let lastWords = "";
    let measured = "";
    let isTimedOut = false;
    const stop = (): void => {
      end(started, isCaptured, "SIGTERM");
      setTimeout(() => end(started, isCaptured, "SIGKILL"), KILL_AFTER_MS).unref();
    };
    const timer =
      options.timeoutS === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            stop();
          }, options.timeoutS * 1000);
    options.stop?.addEventListener("abort", stop, { once: true });
    started.stdout?.resume();
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS);
    });
    const report = started.stdio[3];
    if (report !== null && report !== undefined && "on" in report) {
      report.on("data", (text: Buffer) => {
        measured += text.toString();
      });
    }
    options.onStart?.(started);
    started.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(notStarted(words[0] ?? "", error));
    });
    started.on("exit", (code, signal) => {
      const endedNs = Number(process.hrtime.bigint());
      clearTimeout(timer);
      options.stop?.removeEventListener("abort", stop);
      const own = { beganNs, endedNs, cpuUs: childrenCpuUs() - cpuBefore, exitCode: exitCode(code, signal) };
      const finish = (): void => resolve({ ...own, ...exact(measured), isTimedOut, lastWords });
      // A child that outlives the command may hold its streams open; it is not waited for.
      const patience = setTimeout(finish, 500);
      started.on("close", () => {
        clearTimeout(patience);
        finish();
      });
    });
  });
}

/** What the spawning script wrote: began, ended, microseconds of processor time, exit code. */
function exact(measured: string): Partial<CommandRun> {
  const numbers = measured.split(" ").map(Number);
  const [beganNs, endedNs, cpuUs, code] = numbers;
  if (numbers.length !== 4 || beganNs === undefined || endedNs === undefined) return {};
  return { beganNs, endedNs, cpuUs: cpuUs ?? 0, exitCode: code ?? 0 };
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function end(started: ChildProcess, isGroup: boolean, signal: NodeJS.Signals): void {
  if (started.exitCode !== null || started.signalCode !== null || started.pid === undefined) return;
  try {
    if (isGroup && process.platform !== "win32") process.kill(-started.pid, signal);
    else started.kill(signal);
  } catch {
    // It has just ended.
  }
}

/** Most failures to start come as an event, some at once. */
function attempt(program: string, start: () => ChildProcess): ChildProcess {
  try {
    return start();
  } catch (error) {
    throw notStarted(program, error as NodeJS.ErrnoException);
  }
}

function notStarted(program: string, error: NodeJS.ErrnoException): Error {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return new UserError(
      "command-missing",
      `there is no ${program}`,
      "write the command as you would type it after --: perf record -- python -m PROGRAM --help",
    );
  }
  if (error.code === "EACCES" || error.code === "ENOEXEC" || error.code === "EISDIR") {
    return new UserError(
      "command-not-executable",
      `${program} can't be executed`,
      `make it executable (chmod +x), or name what runs it: perf record -- python ${program}`,
    );
  }
  return error;
}
