import { columns } from "../terminal/cells.js";

/** Flags that say how a plan is shown, with their values; what writes it needs none of them. */
const SHOWN = /^(?:--(?:format|output|top|patch)(?:=.*)?|-o)$/s;
const SHOWN_ALONE = /^--(?:json|(?:no-)?open|serve|(?:no-)?verify)$|^--(?:format|output|top|patch)=/s;

/**
 * The call that writes what another call planned, as lines for a POSIX shell of at most `width` columns where words allow it.
 *
 * @param asked the words of the call that planned, behind `perf optimize`
 */
export function nextCommand(asked: readonly string[], width: number): string[] {
  const kept: string[] = [];
  let isOurs = true;
  for (let at = 0; at < asked.length; at++) {
    const word = asked[at] ?? "";
    if (word === "--") isOurs = false;
    if (isOurs && SHOWN_ALONE.test(word)) continue;
    if (isOurs && SHOWN.test(word)) at++;
    else kept.push(quoted(word));
  }
  const lines: string[] = [];
  let line = "perf optimize --write";
  for (const word of kept) {
    if (columns(line) + 1 + columns(word) + 2 <= width) line = `${line} ${word}`;
    else {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** As a shell takes it for the same word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
