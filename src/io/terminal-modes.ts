import { execFileSync } from "node:child_process";
import { isatty } from "node:tty";

/**
 * How our terminal is set now. A program that we stop has no time to undo what it changed (no echo, each key at once).
 *
 * @returns sets it so again; does nothing without a terminal
 */
export function keepTerminalModes(): () => void {
  if (!isatty(0) || process.platform === "win32") return () => {};
  const modes = stty("-g");
  return () => {
    if (modes !== "" && stty("-g") !== modes) stty(modes);
  };
}

function stty(...args: string[]): string {
  try {
    return execFileSync("stty", args, { stdio: ["inherit", "pipe", "ignore"], encoding: "utf8", timeout: 2000 }).trim();
  } catch {
    return "";
  }
}
