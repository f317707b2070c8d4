import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts of one interpreter for a few milliseconds each: children of a process that has loaded nothing of the programs. */
export class ForkServer {
  private readonly child: ChildProcessWithoutNullStreams;
  private held = Buffer.alloc(0);
  private readonly waiting: ((outcome: Outcome) => void)[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "fork-server-"));
  private count = 0;

  constructor(exe: string) {
    const script = resolve("src/io/testing/fork_server.py");
    const env = { PATH: process.env.PATH ?? "", PYTHONHASHSEED: "0" };
    this.child = spawn(exe, ["-S", script], { env });
    this.child.stdout.on("data", (piece: Buffer) => {
      this.held = Buffer.concat([this.held, piece]);
      this.give();
    });
    this.child.stderr.pipe(process.stderr);
  }

  /** `python -m app` in a folder. */
  run(folder: string, words: readonly string[]): Promise<Outcome> {
    return this.ask(["run", folder, ...words]);
  }

  /** Has the modules loaded that scripts of ours need: only for a server that runs no programs. */
  async ready(scripts: readonly string[]): Promise<void> {
    await this.ask(["ready", ...scripts]);
  }

  /** As `scriptLines`, without a process of its own. */
  async lines<T>(script: string, input: string, count: number): Promise<T[]> {
    const file = join(this.folder, `${this.count++}`);
    writeFileSync(file, input);
    const { status, stdout, stderr } = await this.ask(["script", script, file]);
    rmSync(file);
    const lines = stdout.split("\n").slice(0, -1);
    if (status !== 0 || lines.length !== count) throw new Error(`${script}: ${lines.length} of ${count}\n${stderr}`);
    return lines.map((line) => JSON.parse(line) as T);
  }

  close(): void {
    this.child.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ask(words: readonly string[]): Promise<Outcome> {
    return new Promise((done) => {
      this.waiting.push(done);
      this.child.stdin.write(`${words.join("\t")}\n`);
    });
  }

  private give(): void {
    for (;;) {
      const end = this.held.indexOf("\n");
      if (end < 0) return;
      const [status = 0, out = 0, err = 0] = this.held.subarray(0, end).toString().split(" ").map(Number);
      const whole = end + 1 + out + err;
      if (this.held.length < whole) return;
      const stdout = this.held.subarray(end + 1, end + 1 + out).toString();
      const stderr = this.held.subarray(end + 1 + out, whole).toString();
      this.held = this.held.subarray(whole);
      this.waiting.shift()?.({ status, stdout, stderr });
    }
  }
}
