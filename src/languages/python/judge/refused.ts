import type { Reason } from "../../rewriting.js";

/** A rule that does not hold, met while others are still asked. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly line: number,
    readonly file: string | null = null,
  ) {
    super(message);
  }

  reason(file: string): Reason {
    return { code: this.code, message: this.message, file: this.file ?? file, line: this.line };
  }
}
