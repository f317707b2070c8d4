// What the Action's inputs ask of `perf gate`, as words: no input is ever part of a text that something splits or expands,
// but for the command itself and each set-up command, which `perf gate` splits into words and hands to no shell.

/** A mistake of whoever wrote the workflow. */
export class InputError extends Error {}

/**
 * @param inputs the Action's inputs by name: command, against, setup, flags
 * @param event GITHUB_EVENT_NAME
 * @param payload what GITHUB_EVENT_PATH holds
 * @param branch GITHUB_BASE_REF
 * @returns the words behind `perf gate`
 */
export function gateWords({ command, against, setup, flags }, event, payload, branch) {
  const words = lines(flags).map(flagWord);
  const has = (name) => words.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (has("base")) return words;
  if (!has("budget-only") && !has("against"))
    words.push(`--against=${against.trim() === "" ? beganFrom(event, payload, branch) : against.trim()}`);
  words.push(...lines(setup).map((line) => `--setup=${line}`));
  // Without one it is every command that the settings name.
  return command.trim() === "" ? words : [...words, "--", command.trim()];
}

function lines(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** "--max-modules 300" is one word, so that a value can be no other flag. */
function flagWord(line) {
  const [, name, value] = /^(--[a-z][a-z-]*)(?:(?:=|\s+)(.*))?$/.exec(line) ?? [];
  if (name === undefined)
    throw new InputError(`flags: ${JSON.stringify(line)} is no flag: write one a line, --max-modules 300`);
  return value === undefined ? name : `${name}=${value}`;
}

/** The revision that a change began from, by the event that started the workflow. */
function beganFrom(event, payload, branch) {
  if (event === "pull_request" && branch) return `origin/${branch}`;
  const before = { push: payload?.before, merge_group: payload?.merge_group?.base_sha }[event];
  if (/^[0-9a-f]{40,64}$/.test(before ?? "") && !/^0+$/.test(before)) return before;
  throw new InputError(
    `against is empty, and ${event || "this event"} does not say what to compare with: name a branch, or give --budget-only`,
  );
}
