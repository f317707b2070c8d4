import { constants } from "node:os";

export interface Interruptible {
  /** Aborted by the first signal, its name the reason. */
  readonly signal: AbortSignal;
  /** 128 + n once signal n has come. */
  readonly exitCode: number | undefined;
  off(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** From now on signals that end a program only ask us to: what was begun can be put in order. */
export function interruptible(): Interruptible {
  const stopping = new AbortController();
  let exitCode: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    exitCode ??= 128 + constants.signals[signal];
    stopping.abort(signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    signal: stopping.signal,
    get exitCode() {
      return exitCode;
    },
    off() {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
