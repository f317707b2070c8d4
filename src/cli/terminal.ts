import { isatty } from "node:tty";

export function isTerminal(): boolean {
  return isatty(1);
}

/** Whether a CI runner says that it is one. */
export function inCI(): boolean {
  const { CI = "" } = process.env;
  return CI !== "" && CI !== "0" && CI.toLowerCase() !== "false";
}

/** What the terminal can show. Colour follows NO_COLOR, FORCE_COLOR and whether stdout is a terminal. */
export function terminal(): { width: number; colour: boolean } {
  const { NO_COLOR = "", FORCE_COLOR, TERM, COLUMNS } = process.env;
  const width = (isTerminal() ? process.stdout.columns : undefined) ?? (Number(COLUMNS) || 80);
  if (FORCE_COLOR !== undefined) return { width, colour: FORCE_COLOR !== "0" && FORCE_COLOR !== "false" };
  return { width, colour: NO_COLOR === "" && isTerminal() && TERM !== "dumb" };
}
