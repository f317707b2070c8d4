import { spawn } from "node:child_process";

/** Deeply nested files take CPython's parser some seconds; one that hangs is given up. */
const TIMEOUT_MS = 120_000;

/**
 * Runs a script of ours that reads lines and answers each with one line of JSON.
 *
 * @param exe an interpreter; it runs isolated and without `site`, so that nothing of the project's runs
 * @param head lines that each process gets first, and does not answer
 * @param lines given to the processes in turns
 * @param processes at most so many at once
 * @returns the answers in the order of the lines
 * @throws Error when the interpreter fails or answers too few lines
 */
export async function askPythonBatch(
  exe: string,
  script: string,
  head: readonly string[],
  lines: readonly string[],
  processes = 1,
): Promise<unknown[]> {
  const count = Math.max(1, Math.min(processes, lines.length));
  const answers: unknown[] = new Array(lines.length);
  const asked = Array.from({ length: count }, async (_, first) => {
    const own = lines.filter((_line, at) => at % count === first);
    const found = await ask(exe, script, [...head, ...own], own.length);
    found.forEach((answer, at) => {
      answers[at * count + first] = answer;
    });
  });
  await Promise.all(asked);
  return answers;
}

function ask(exe: string, script: string, lines: readonly string[], answers: number): Promise<unknown[]> {
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
      const found = Buffer.concat(pieces).toString("utf8").split("\n");
      if (code === 0 && found.length === answers + 1) {
        resolve(found.slice(0, -1).map((line) => JSON.parse(line) as unknown));
      } else reject(new Error(`${exe} answered ${found.length - 1} of ${answers} lines (exit: ${code})\n${said}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  });
}
