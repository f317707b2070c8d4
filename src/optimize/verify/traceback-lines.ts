/** Of files relative to the project's folder the lines that ran. */
export type RunLines = ReadonlyMap<string, readonly string[]>;

/**
 * A text whose tracebacks show the lines that ran: where edited sources run in memory, Python prints of a frame the line of that
 * number of the file on disk, which is another one, or none. Marks below such a line are left out.
 */
export function withRunLines(text: string, files: RunLines): string {
  let shown = text;
  for (const [file, lines] of files) {
    const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const frame = `^([ \\t]*)(File "(?:[^"\\n]*/)?${escaped}", line (\\d+).*)\\n`;
    const below = "(?:\\1  (?! *[~^]+[ ~^]*$).*\\n)?(?:\\1  [ ~^]*[~^][ ~^]*\\n)*";
    shown = shown.replace(new RegExp(frame + below, "gm"), (_, indent: string, place: string, line: string) => {
      const ran = (lines[Number(line) - 1] ?? "").trim();
      return `${indent}${place}\n${ran === "" ? "" : `${indent}  ${ran}\n`}`;
    });
  }
  return shown;
}
