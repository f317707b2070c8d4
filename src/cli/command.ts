import { Command } from "@oclif/core/command";
import { type Piece, writeStdout } from "../io/output.js";

/** What all commands share: results go to `print`, errors to `show-error.ts`. */
export abstract class PerfCommand extends Command {
  /** Writes the result to standard output; tests take it from here. */
  protected print(pieces: Iterable<Piece>): Promise<void> {
    return writeStdout(pieces);
  }

  /** oclif would look for deprecated commands and set up a network client here. */
  protected override async init(): Promise<void> {}

  /** oclif would print errors itself; ours are shown in one place. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}
