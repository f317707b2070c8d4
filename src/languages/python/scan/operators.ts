import { CLASS, OPERATOR } from "./byte-classes.js";
import { unread, unsure } from "./stop.js";

/** Operators of more than one character, longest first. */
const LONG = [
  "**=",
  "//=",
  ">>=",
  "<<=",
  "==",
  "<=",
  ">=",
  "->",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "@=",
  "&=",
  "|=",
  "^=",
  "**",
  "//",
  ">>",
  "<<",
];
/** What may begin an operand; a lone star or slash stands among parameters. */
const PREFIX = new Set(["+", "-", "~", "*", "/"]);

/**
 * The end of a run of operators: at most one between two operands, and signs of the second.
 *
 * @param afterOperand whether an operand stands before it
 */
export function skipOperator(bytes: Buffer, at: number, afterOperand: boolean): number {
  let end = at + 1;
  while (CLASS[bytes[end] as number] === OPERATOR) end++;
  if (end === at + 1 && afterOperand) {
    if (bytes[at] === 126) unsure(at, "operator of one operand between two");
    return end;
  }
  check(bytes.toString("latin1", at, end), at, afterOperand);
  return end;
}

const known = new Map<string, boolean>();

function check(run: string, at: number, afterOperand: boolean): void {
  const key = afterOperand ? run : ` ${run}`;
  let isGood = known.get(key);
  if (isGood === undefined) {
    isGood = afterOperand ? isBinary(run) : isPrefix(run);
    if (known.size < 1000) known.set(key, isGood);
  }
  if (isGood) return;
  if (run.startsWith("<>")) unread(at, "operator <> of Python 2");
  unsure(at, `operators ${run.slice(0, 20)}`);
}

function isBinary(run: string): boolean {
  const first = LONG.find((operator) => run.startsWith(operator)) ?? run.slice(0, 1);
  return first !== "~" && isPrefix(run.slice(first.length));
}

function isPrefix(run: string): boolean {
  const rest = run.startsWith("**") ? run.slice(2) : run;
  return [...rest].every((char) => PREFIX.has(char));
}
