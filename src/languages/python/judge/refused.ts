import type { Reason } from "../../rewriting.js";

/** A rule that does not hold, met while others are still asked. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly line: number,
    readonly file: string | null = null,
  ) {
    // Nobody sees where a rule was asked, and thousands of names are asked by all rules.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }

  reason(file: string): Reason {
    return { code: this.code, message: this.message, file: this.file ?? file, line: this.line };
  }
}
