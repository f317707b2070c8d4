import type { Token } from "./trace.js";

/** A call within a statement. */
export interface TracedCall {
  /** Index of the opening bracket's token. */
  readonly open: number;
  /** Index of the first token of the callee. */
  readonly first: number;
  /** How many lambda bodies are around it. */
  readonly lambdas: number;
}

/**
 * The calls of a statement whose brackets stand at given places and whose callee is a dotted name, in the order of
 * their brackets.
 */
export function tracedCalls(
  tokens: readonly Token[],
  textOf: (token: Token) => string,
  brackets: ReadonlySet<number>,
): TracedCall[] {
  const calls: TracedCall[] = [];
  /** What is open: a bracket, or a lambda's parameters or body. */
  const open: ("bracket" | "parameters" | "body")[] = [];
  let lambdas = 0;
  const endBodies = () => {
    while (open.at(-1) === "body") {
      open.pop();
      lambdas--;
    }
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    switch (token.kind) {
      case "word": {
        if (tokens[i - 1]?.kind === "dot") break;
        const word = textOf(token);
        if (word === "lambda") open.push("parameters");
        else if (word === "for" || word === "async") endBodies();
        break;
      }
      case "colon":
        if (open.at(-1) === "parameters") {
          open[open.length - 1] = "body";
          lambdas++;
        } else endBodies();
        break;
      case "comma":
        endBodies();
        break;
      case "open":
      case "fields": {
        const first = brackets.has(token.start) ? startOfCallee(tokens, i) : -1;
        if (first >= 0) calls.push({ open: i, first, lambdas });
        open.push("bracket");
        break;
      }
      case "close":
      case "fields-end":
        while (open.length > 0 && open.at(-1) !== "bracket") if (open.pop() === "body") lambdas--;
        open.pop();
    }
  }
  return calls;
}

/** The first token of the dotted name before a bracket; -1 where something else is called. */
function startOfCallee(tokens: readonly Token[], open: number): number {
  let i = open - 1;
  if (tokens[i]?.kind !== "word") return -1;
  while (tokens[i - 1]?.kind === "dot") {
    if (tokens[i - 2]?.kind !== "word") return -1;
    i -= 2;
  }
  return i;
}
