/** A part of a diff, with the lines of the old file that it shows. */
export interface Hunk {
  readonly file: string;
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** The hunks of a patch as `perf optimize` writes it; files whose names git quotes, and binary ones, have none. */
export function hunksOf(patch: string): Hunk[] {
  const found: Hunk[] = [];
  let file = "";
  let lines: string[] = [];
  let span: { first: number; last: number } | null = null;
  const close = (): void => {
    if (span !== null) found.push({ file, ...span, text: lines.join("\n") });
    span = null;
    lines = [];
  };
  for (const line of patch.split("\n")) {
    const [, first, count = "1"] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
    if (first !== undefined) {
      close();
      span = { first: Number(first), last: Number(first) + Math.max(1, Number(count)) - 1 };
      lines = [line];
    } else if (line.startsWith("diff --git ")) close();
    else if (span === null) file = /^--- a\/(.*?)\t?$/.exec(line)?.[1] ?? file;
    else if (/^[-+ \\]/.test(line)) lines.push(line);
  }
  close();
  return found;
}
