import type { ChildProcess } from "node:child_process";
import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import { isatty } from "node:tty";

/** What a command's first run reads from our stdin, kept so that its other runs read the same. */
export class StdinReplay {
  private readonly kind = kindOfStdin();
  private isKept = false;

  /** @param file where to keep what is read from a pipe */
  constructor(private readonly file: string) {}

  /** For the first run: our own stdin, or a pipe that `tee` fills. */
  get first(): "inherit" | "pipe" {
    return this.kind === "pipe" ? "pipe" : "inherit";
  }

  /** Passes our stdin on to the first run, no faster than it reads, and keeps it. */
  tee(started: ChildProcess): void {
    const { stdin } = started;
    if (this.kind !== "pipe" || stdin === null) return;
    const kept = openSync(this.file, "w", 0o600);
    this.isKept = true;
    const keep = (chunk: Buffer): void => {
      for (let at = 0; at < chunk.length; ) at += writeSync(kept, chunk, at);
      if (!stdin.destroyed && !stdin.write(chunk)) process.stdin.pause();
    };
    const go = (): void => void process.stdin.resume();
    const close = (): void => void stdin.end();
    // A program that reads less than there is closes its end.
    stdin.on("error", () => {}).on("drain", go);
    process.stdin.on("data", keep).on("end", close).on("error", close);
    started.on("exit", () => {
      process.stdin.off("data", keep).off("end", close).off("error", close).pause();
      process.stdin.unref?.();
      closeSync(kept);
    });
  }

  /** For one of the other runs: an open file, to be closed by `close`, or "ignore" for an empty stdin. */
  open(): number | "ignore" {
    try {
      if (this.kind === "file") return openSync("/dev/stdin", "r");
      return this.isKept ? openSync(this.file, "r") : "ignore";
    } catch {
      return "ignore";
    }
  }

  close(opened: number | "ignore"): void {
    if (opened !== "ignore") closeSync(opened);
  }
}

function kindOfStdin(): "terminal" | "file" | "pipe" | "other" {
  if (isatty(0)) return "terminal";
  try {
    const stat = fstatSync(0);
    if (stat.isFile()) return "file";
    return stat.isFIFO() || stat.isSocket() ? "pipe" : "other";
  } catch {
    return "other";
  }
}
