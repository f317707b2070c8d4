import { UserError } from "../errors.js";
import { settingsFor } from "../io/settings-file.js";
import { commandWords } from "../record/words.js";
import type { Asked } from "./options.js";

/**
 * What is to be gated, each by itself: what was asked for, and where that names no command, every command that the settings of a folder name.
 *
 * @throws UserError `usage` where there is none
 */
export async function askedOrConfigured(folder: string, asked: Asked): Promise<Asked[]> {
  if (asked.kind === "commands" || asked.words.length > 0) return [asked];
  const { settings } = await settingsFor(folder);
  const texts = [...settings.commands, ...Object.keys(settings.gate.commands ?? {})];
  const found = new Map(texts.map((text) => [JSON.stringify(commandWords([text])), commandWords([text])]));
  if (found.size === 0)
    throw new UserError(
      "usage",
      "there is no command to look at",
      'write it after --: perf gate --against origin/main -- app --help, or commands = ["app --help"] into the settings',
    );
  return [...found.values()].map((words) => ({ ...asked, words }));
}
