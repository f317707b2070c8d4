import type { Reason } from "../../rewriting.js";
import type { Node } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";

/** A rule that does not hold, met while others are still asked. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly at: Node,
  ) {
    // Nobody sees where a rule was asked, and thousands of names are asked by all rules.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }

  reason(source: ParsedSource): Reason {
    const { code, message } = this;
    return { code, message, file: source.path, line: source.places.line(this.at.start) };
  }
}
