import type { ChildProcess } from "node:child_process";
import { isatty } from "node:tty";

export interface PassedSignals {
  /** Gives the command a signal that we were sent; one that the terminal gave it already is not repeated. */
  pass(signal: unknown): void;
  off(): void;
}

/**
 * A command with our terminal is in our process group: the terminal's own signals (Ctrl-C, Ctrl-Z, a new size) reach it
 * without us. A captured one has a group of its own, and is made to pause when we are.
 *
 * @param onPause the user stopped us, and the command with us
 */
export function passSignals(started: ChildProcess, isCaptured: boolean, onPause: () => void): PassedSignals {
  const pid = started.pid ?? 0;
  const kill = (to: number, signal: NodeJS.Signals): void => {
    try {
      if (pid > 0) process.kill(to, signal);
    } catch {
      // It has just ended.
    }
  };
  const pause = (): void => {
    onPause();
    kill(-pid, "SIGSTOP");
    process.once("SIGCONT", () => kill(-pid, "SIGCONT"));
    process.kill(process.pid, "SIGSTOP");
  };
  const own = (signal: NodeJS.Signals): void => kill(pid, signal);
  const isPausing = isCaptured && process.platform !== "win32";
  if (isPausing) process.on("SIGTSTP", pause);
  else if (process.platform !== "win32") process.on("SIGUSR2", own);
  return {
    pass(signal) {
      if (signal === "SIGTERM" || signal === "SIGHUP") kill(pid, signal);
      else if (signal === "SIGINT" && ![0, 1, 2].some((descriptor) => isatty(descriptor))) kill(pid, signal);
    },
    off() {
      process.off("SIGTSTP", pause);
      process.off("SIGUSR2", own);
    },
  };
}
