import { shortScript, startedFile } from "../io/started-file.js";
import type { Program } from "../measure/runner.js";
import { RECORDINGS } from "./recordings.js";

/**
 * A command as it is started to be recorded: where what it starts keeps hooks out (a bundle of ours), its own steps with them.
 *
 * @param folder holds the hook files
 */
export function hookableWords(
  { words, environment }: Pick<Program, "words" | "environment">,
  folder: string,
): readonly string[] {
  const path = startedFile(words[0] ?? "", environment.PATH).path;
  const text = path === "" ? "" : shortScript(path);
  for (const { letIn } of text === "" ? [] : RECORDINGS) {
    const hookable = letIn?.(words, path, text, folder) ?? null;
    if (hookable !== null) return hookable;
  }
  return words;
}
