import { join } from "node:path";
import { scriptLines } from "./script-lines.js";

/**
 * Has a script of ours answer lines, each with a document of JSON.
 *
 * @param script its file's name
 * @param head lines that are said first, and not answered
 * @returns the answers in the order of the lines
 * @throws Error when the interpreter fails or answers too few lines
 */
export type AskPython = (
  script: string,
  head: readonly string[],
  lines: readonly string[],
) => Promise<readonly unknown[]>;

/** Each time in processes of its own, at most two at once. @param folder where the scripts lie */
export function pythonIn(exe: string, folder: string): AskPython {
  return (script, head, lines) =>
    lines.length === 0 ? Promise.resolve([]) : askPythonBatch(exe, join(folder, script), head, lines, 2);
}

/**
 * Has some processes of one script answer lines, each with a document of JSON.
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
    const input = [...head, ...own].map((line) => `${line}\n`).join("");
    for (const [at, answer] of (await scriptLines(exe, script, input, own.length)).entries()) {
      answers[at * count + first] = answer;
    }
  });
  await Promise.all(asked);
  return answers;
}
