import { dirname, join } from "node:path";
import { realPath } from "../io/paths.js";
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
  for (const { letIn, launcherScript } of path === "" ? [] : RECORDINGS) {
    if (letIn === undefined || launcherScript === undefined) continue;
    const script = text === "" ? shortScript(join(dirname(realPath(path)), launcherScript)) : text;
    const hookable = letIn(words, path, script, folder);
    if (hookable !== null) return hookable;
  }
  return words;
}
