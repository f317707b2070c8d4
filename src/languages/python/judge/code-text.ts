import { tokens } from "../rewrite/tokens.js";

/** A source without its comments and docstrings, which run nothing; every line keeps its number. From a string without an end on it is as it was. */
export function codeText(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let depth = 0;
  let isAlone = true;
  let open: { readonly start: number; readonly end: number } | null = null;
  const cut = (start: number, end: number): void => {
    pieces.push(text.slice(copied, start), text.slice(start, end).replace(/[^\r\n]/g, " "));
    copied = end;
  };
  const close = (): void => {
    if (open !== null) cut(open.start, open.end);
    open = null;
  };
  for (const { kind, start, end } of tokens(text, 0, text.length)) {
    if (kind === "break") {
      if (depth > 0) continue;
      close();
      isAlone = true;
    } else if (kind === "comment") {
      // What stands before it on its line is a docstring no more or less for it.
      close();
      cut(start, end);
    } else if (kind === "string" && isAlone && depth === 0) {
      open = { start, end };
      isAlone = false;
    } else {
      if (kind === "open") depth++;
      else if (kind === "close") depth = Math.max(0, depth - 1);
      open = null;
      isAlone = false;
    }
  }
  close();
  return pieces.join("") + text.slice(copied);
}
