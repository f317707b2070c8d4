import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Profile } from "../graph/profile.js";

/** For tests of `perf record` as users start it. */

export const PERF = resolve("bin", "run.js");
export const FIXTURES = resolve("fixtures", "record");

export interface Recorded {
  /** Null for a process that a signal ended. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly ended: Promise<Recorded>;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when stderr, or stdout, holds this. */
  says(text: string): Promise<void>;
}

/** A folder of its own for one test file, with the profile's file in it; removed at the end. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
  readonly file = join(this.folder, "x.profile.json");
  /** Where temporary folders of the started programs go. */
  readonly temporary = mkdtempSync(join(this.folder, "tmp-"));

  constructor() {
    process.on("exit", () => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** An executable file in the folder. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  /** `perf record -o FILE ARGS…` in the folder of hard programs, to its end. */
  perf(args: readonly string[], options: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    return this.start(args, options).ended;
  }

  start(
    args: readonly string[],
    { input = "", cwd = FIXTURES, env = {} }: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ): Started {
    rmSync(this.file, { force: true });
    const started = spawn(
      process.execPath,
      [PERF, "record", ...(args.includes("-o") ? [] : ["-o", this.file]), ...args],
      {
        cwd,
        env: { ...process.env, NO_COLOR: "1", TMPDIR: this.temporary, ...env },
        timeout: 120_000,
        killSignal: "SIGKILL",
      },
    );
    let stdout = "";
    let stderr = "";
    const heard = new Set<() => void>();
    const hear = (): void => {
      for (const each of heard) each();
    };
    started.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      hear();
    });
    started.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      hear();
    });
    started.stdin.on("error", () => {}).end(input);
    const ended = new Promise<Recorded>((done) => {
      started.on("close", (status) => done({ status, stdout, stderr }));
    });
    return {
      ended,
      pid: started.pid ?? 0,
      kill: (signal) => void started.kill(signal),
      says: (text) =>
        new Promise((done, fail) => {
          const look = (): void => {
            if ((stdout + stderr).includes(text)) done();
          };
          heard.add(look);
          look();
          void ended.then(() => fail(new Error(`it ended without saying ${text}:\n${stdout}${stderr}`)));
        }),
    };
  }

  profile(): Profile {
    return JSON.parse(readFileSync(this.file, "utf8")) as Profile;
  }

  moduleNames(): string[] {
    return this.profile().modules.map(({ name }) => name);
  }
}
