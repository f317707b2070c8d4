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
/** A sample with more than this share of a processor may be the last of what a start does. */
const BUSY = 0.02;
/** Servers and reloaders look around now and then, for some milliseconds: only what computes for a tenth of this time is at work. */
const WINDOW_MS = 100;
const AT_WORK = 0.1;

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
  /** Of the last tenth of a second, the oldest first. */
  private samples: { readonly moment: number; readonly cpuNs: number }[] = [];
  /** The last sample in which it did anything to speak of. */
  private burst = now();
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
    const before = this.samples.at(-1);
    if (before === undefined || share({ moment, cpuNs }, before) > BUSY) this.burst = moment;
    this.samples.push({ moment, cpuNs });
    // One older than the window stays: all of it is looked at.
    while ((this.samples[1]?.moment ?? moment) <= moment - WINDOW_MS * 1e6) this.samples.shift();
    const first = this.samples[0];
    const isAtWork = before === undefined || first === undefined || share({ moment, cpuNs }, first) > AT_WORK;
    if (isHeldUp) this.active = moment;
    else if (isAtWork) this.active = Math.max(this.active, this.burst);
    else if (moment - this.active >= IDLE_MS * 1e6) {
      this.stop();
      this.onIdle(this.active);
    }
  }
}

/** Of a processor, between two samples; those that have ended take their time with them. */
function share(one: { moment: number; cpuNs: number }, other: { moment: number; cpuNs: number }): number {
  return Math.abs(one.cpuNs - other.cpuNs) / Math.max(1, one.moment - other.moment);
}

function now(): number {
  return Number(process.hrtime.bigint());
}
