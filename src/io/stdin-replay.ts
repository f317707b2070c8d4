import type { ChildProcess } from "node:child_process";
import { closeSync, fstatSync, openSync, writeFileSync } from "node:fs";
import { isatty } from "node:tty";

/** What a command's first run reads from our stdin, kept so that its other runs read the same. */
export class StdinReplay {
  private readonly chunks: Buffer[] = [];
  private readonly kind = kindOfStdin();
  private saved: string | null = null;

  /** @param file where to keep what is read from a pipe */
  constructor(private readonly file: string) {}

  /** For the first run: our own stdin, or a pipe that `tee` fills. */
  get first(): "inherit" | "pipe" {
    return this.kind === "pipe" ? "pipe" : "inherit";
  }

  /** Passes our stdin on to the first run, and keeps it. */
  tee(started: ChildProcess): void {
    const { stdin } = started;
    if (this.kind !== "pipe" || stdin === null) return;
    const keep = (chunk: Buffer): void => {
      this.chunks.push(chunk);
      if (!stdin.destroyed) stdin.write(chunk);
    };
    const close = (): void => void stdin.end();
    // A program that reads less than there is closes its end.
    stdin.on("error", () => {});
    process.stdin.on("data", keep).on("end", close).on("error", close);
    started.on("exit", () => {
      process.stdin.off("data", keep).off("end", close).pause();
      process.stdin.unref?.();
    });
  }

  /** For one of the other runs: an open file, to be closed by `close`, or "ignore" for an empty stdin. */
  open(): number | "ignore" {
    try {
      if (this.kind === "file") return openSync("/dev/stdin", "r");
      if (this.kind !== "pipe") return "ignore";
      if (this.saved === null) {
        writeFileSync(this.file, Buffer.concat(this.chunks), { mode: 0o600 });
        this.saved = this.file;
      }
      return openSync(this.saved, "r");
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
