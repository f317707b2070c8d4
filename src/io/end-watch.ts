import { processTree } from "./process-tree.js";

/** When a program that does not end by itself has started: one of these, or both, whichever comes first. */
export interface Until {
  /** It has written this, to standard output or error. */
  readonly output?: string | undefined;
  /** It neither computes nor writes any more. */
  readonly idle?: boolean | undefined;
}

/** Neither computing nor writing for this long is idle. */
const IDLE_MS = 500;
/** Reading /proc is cheap, `ps` is a process. */
const SAMPLE_MS = process.platform === "linux" ? 20 : 250;
/** Timers and reloaders look around now and then: 2 % of a processor is still idle. */
const BUSY = 0.02;

/** Sees that a text has come by in a stream, wherever it is cut. */
export class TextWatch {
  private readonly text: Buffer;
  private tail: Buffer = Buffer.alloc(0);

  constructor(text: string) {
    this.text = Buffer.from(text);
  }

  sees(chunk: Buffer): boolean {
    const all = this.tail.length === 0 ? chunk : Buffer.concat([this.tail, chunk]);
    const kept = Math.min(all.length, this.text.length - 1);
    this.tail = Buffer.from(all.subarray(all.length - kept));
    return all.includes(this.text);
  }
}

/**
 * Watches a process and those below it until they are idle.
 *
 * @param below the process itself does not count: it only starts the others
 * @param onIdle gets the moment of the last activity, by the system's monotonic clock, to one sample (20 ms on Linux)
 */
export class IdleWatch {
  private active = now();
  private before = -1;
  private sampled = now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pid: number,
    private readonly below: boolean,
    private readonly onIdle: (lastActiveNs: number) => void,
  ) {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  /** It has written something. */
  wrote(): void {
    this.active = now();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sample(): void {
    const moment = now();
    const { cpuNs, isHeldUp } = processTree(this.pid, this.below);
    const isBusy = this.before < 0 || Math.abs(cpuNs - this.before) > BUSY * (moment - this.sampled);
    this.before = cpuNs;
    this.sampled = moment;
    if (isBusy || isHeldUp) this.active = moment;
    else if (moment - this.active >= IDLE_MS * 1e6) {
      this.stop();
      this.onIdle(this.active);
    }
  }
}

function now(): number {
  return Number(process.hrtime.bigint());
}
