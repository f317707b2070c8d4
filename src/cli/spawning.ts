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

/** Runs a command in a pseudo-terminal of 80 columns; its output as the terminal got it. */
export async function inTerminal(env: Record<string, string>, ...argv: string[]): Promise<string> {
  const script = `
import os, pty, sys, fcntl, termios, struct
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
out = b""
while True:
    try:
        piece = os.read(fd, 65536)
    except OSError:
        break
    if not piece:
        break
    out += piece
status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(out)
sys.exit(os.WEXITSTATUS(status))
`;
  const { code, stdout } = await ran("python3", ["-c", script, process.execPath, RUN_JS, ...argv], {
    env: { TERM: "xterm-256color", ...env },
  });
  if (code !== 0) throw new Error(`exit code ${code}: ${stdout}`);
  return stdout.replaceAll("\r\n", "\n");
}
