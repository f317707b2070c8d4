/** Whether standard output, or error, is a terminal. Loads `node:tty` only when asked: it costs 2 ms. */
export function isTerminal(descriptor: 1 | 2 = 1): boolean {
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** Whether a CI runner says that it is one. */
export function inCI(): boolean {
  const { CI = "" } = process.env;
  return CI !== "" && CI !== "0" && CI.toLowerCase() !== "false";
}

/** What the terminal can show. Colour follows NO_COLOR, FORCE_COLOR and whether stdout, or stderr, is a terminal. */
export function terminal(descriptor: 1 | 2 = 1): { width: number; colour: boolean } {
  const { NO_COLOR = "", FORCE_COLOR, TERM, COLUMNS } = process.env;
  const width =
    (isTerminal(descriptor) ? (descriptor === 1 ? process.stdout : process.stderr).columns : undefined) ??
    (Number(COLUMNS) || 80);
  if (FORCE_COLOR !== undefined) return { width, colour: FORCE_COLOR !== "0" && FORCE_COLOR !== "false" };
  return { width, colour: NO_COLOR === "" && isTerminal(descriptor) && TERM !== "dumb" };
}
