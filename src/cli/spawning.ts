import { spawn } from "node:child_process";
import { join } from "node:path";

/** For tests: the program as users start it. */

export interface Ran {
  /** A signal's name where one ended it: `SIGKILL` when it took longer than the limit. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: Uint8Array | string;
  /** Added to a clean environment: no terminal's settings, no CI. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export const RUN_JS = join(process.cwd(), "bin", "run.js");

/** Far beyond what any test needs on a busy machine. */
export const LIMIT_MS = 60_000;

/** What is left of this process's environment for the program: nothing that decides on colours, width or browsers. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const kept = { PATH, HOME, TMPDIR };
  return { ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)), ...more };
}

/** Starts `perf` and waits for its end. */
export function perf(argv: readonly string[], { stdin = "", env = {}, cwd }: Surroundings = {}): Promise<Ran> {
  return ran(process.execPath, [RUN_JS, ...argv], { stdin, env, ...(cwd === undefined ? {} : { cwd }) });
}

/** Starts any command in the same way. */
export function ran(
  command: string,
  argv: readonly string[],
  { stdin = "", env = {}, cwd }: Surroundings = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd,
      env: cleanEnvironment(env),
      stdio: ["pipe", "pipe", "pipe"],
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({
        code: code ?? signal ?? "?",
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
    // A program that fails early does not read it.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}
