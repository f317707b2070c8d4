import { UserError } from "../errors.js";

/**
 * Splits a command as a POSIX shell splits a line into words (quotes, backslashes, blanks), without expanding anything.
 * shell-quote expands, string-argv knows no backslashes, and shellwords-ts ends a word at an empty pair of quotes.
 *
 * @throws UserError `command-quote` for a quote without its end
 */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const piece = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(\s+)|(['"\\])/gy;
  for (const [, single, double, escaped, plain, blank, open] of line.matchAll(piece)) {
    if (open !== undefined) {
      throw new UserError(
        "command-quote",
        `the command has a ${open} without its end`,
        "write the command's words behind --, without quoting the whole: -- python -m PROGRAM --help",
      );
    }
    if (blank !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const text: string =
      double !== undefined
        ? double.replace(/\\(?:\n|([$`"\\]))/g, (_, kept?: string) => kept ?? "")
        : escaped !== undefined
          ? escaped === "\n"
            ? ""
            : escaped
          : (single ?? plain ?? "");
    word = (word ?? "") + text;
  }
  if (word !== null) words.push(word);
  return words;
}

/** The words of a command: as given, or one quoted string split. */
export function commandWords(argv: readonly string[]): string[] {
  const [only = ""] = argv;
  const words = argv.length === 1 && /\s/.test(only) ? shellWords(only) : [...argv];
  if (words.length > 0 && words[0] !== "") return words;
  throw new UserError(
    "command-missing",
    "there is no command to run",
    "write it as you would type it, behind --: -- python -m PROGRAM --help",
  );
}
