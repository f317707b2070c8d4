import { Command } from "@oclif/core/command";

/** What all commands share: errors go to `show-error.ts`, results are written whole. */
export abstract class PerfCommand extends Command {
  /** oclif would look for deprecated commands and set up a network client here. */
  protected override async init(): Promise<void> {}

  /** oclif would print errors itself; ours are shown in one place. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}

/** What the terminal can show. Colour follows NO_COLOR, FORCE_COLOR and whether stdout is a terminal. */
export function terminal(): { width: number; colour: boolean } {
  const { NO_COLOR = "", FORCE_COLOR, TERM, COLUMNS } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  const colour =
    forced || (NO_COLOR === "" && FORCE_COLOR === undefined && process.stdout.isTTY === true && TERM !== "dumb");
  return { width: process.stdout.columns ?? (Number(COLUMNS) || 80), colour };
}
