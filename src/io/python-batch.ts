import { scriptLines } from "./script-lines.js";

/**
 * Has some processes of one script answer lines, each with a document of JSON.
 *
 * @param exe an interpreter; it runs isolated and without `site`, so that nothing of the project's runs
 * @param head lines that each process gets first, and does not answer
 * @param lines given to the processes in turns
 * @param processes at most so many at once
 * @param run how a process is started
 * @returns the answers in the order of the lines
 * @throws Error when the interpreter fails or answers too few lines
 */
export async function askPythonBatch(
  exe: string,
  script: string,
  head: readonly string[],
  lines: readonly string[],
  processes = 1,
  run: typeof scriptLines = scriptLines,
): Promise<unknown[]> {
  const count = Math.max(1, Math.min(processes, lines.length));
  const answers: unknown[] = new Array(lines.length);
  const asked = Array.from({ length: count }, async (_, first) => {
    const own = lines.filter((_line, at) => at % count === first);
    const input = [...head, ...own].map((line) => `${line}\n`).join("");
    for (const [at, answer] of (await run(exe, script, input, own.length)).entries()) {
      answers[at * count + first] = answer;
    }
  });
  await Promise.all(asked);
  return answers;
}
