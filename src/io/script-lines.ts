import { spawn } from "node:child_process";

/** Hundreds of files, or deeply nested ones, take CPython's parser some seconds; an interpreter that hangs is given up. */
const TIMEOUT_MS = 120_000;

/**
 * What a script of ours says of files: one JSON document a line, in their order. One process a call; nothing of the user's
 * environment or site folders is loaded.
 *
 * @param input what the script reads from stdin
 * @throws Error when the interpreter fails
 */
export function scriptLines<T>(exe: string, script: string, input: string, count: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(exe, ["-I", "-S", script], { timeout: TIMEOUT_MS, killSignal: "SIGKILL", windowsHide: true });
    const pieces: Buffer[] = [];
    let said = "";
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => {
      said = `${said}${piece}`.slice(-2000);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const lines = Buffer.concat(pieces).toString("utf8").split("\n");
      if (code === 0 && lines.length === count + 1) resolve(lines.slice(0, -1).map((line) => JSON.parse(line) as T));
      else reject(new Error(`${exe} read ${lines.length - 1} of ${count} files (exit: ${code})\n${said}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
