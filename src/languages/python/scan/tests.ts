import type { Token } from "./trace.js";

/**
 * What the test of an `if` says of its body. `type-only`: only a type checker goes there; `never-types`: the other way
 * round; `main`: only in the entry; `main-and`: that and more; `other`: a condition.
 */
export type TestKind = "type-only" | "never-types" | "main" | "main-and" | "other";

/**
 * @param tokens of the test
 * @param textOf the text of a token
 * @param stringOf a string's value
 */
export function testKind(
  tokens: readonly Token[],
  textOf: (token: Token) => string,
  stringOf: (token: Token) => string | null,
): TestKind {
  return kindOf(tokens, 0, tokens.length);

  function kindOf(all: readonly Token[], from: number, to: number): TestKind {
    const [start, end] = withoutBrackets(all, from, to);
    const first = all[start];
    if (first === undefined || start >= end) return "other";
    const splits: number[] = [];
    let depth = 0;
    for (let i = start; i < end; i++) {
      const token = all[i] as Token;
      if (token.kind === "open" || token.kind === "fields") depth++;
      else if (token.kind === "close" || token.kind === "fields-end") depth--;
      else if (depth === 0 && token.kind === "comma") return "other";
      else if (depth === 0 && token.kind === "colon") return "other";
      else if (depth === 0 && token.kind === "word") {
        const word = textOf(token);
        if (word === "or" || word === "if" || word === "lambda") return "other";
        if (word === "and") splits.push(i);
      }
    }
    if (splits.length > 0)
      return ofAll(
        [...splits, end].map((split, i) => kindOf(all, i === 0 ? start : (splits[i - 1] as number) + 1, split)),
      );
    if (first.kind === "word" && textOf(first) === "not") {
      return kindOf(all, start + 1, end) === "type-only" ? "never-types" : "other";
    }
    return ofOperand(all.slice(start, end));
  }

  function ofOperand(operand: readonly Token[]): TestKind {
    const [first, second, third] = operand;
    if (first === undefined) return "other";
    if (operand.length === 1 && (textOf(first) === "False" || textOf(first) === "0")) return "type-only";
    const last = operand.at(-1) as Token;
    const isDotted = operand.every((token, i) => token.kind === (i % 2 === 0 ? "word" : "dot"));
    if (isDotted && last.kind === "word") return textOf(last) === "TYPE_CHECKING" ? "type-only" : "other";
    if (operand.length === 3 && second?.kind === "operator" && textOf(second) === "==" && third !== undefined) {
      const [name, text] = first.kind === "word" ? [first, third] : [third, first];
      const isMain = name.kind === "word" && textOf(name) === "__name__" && stringOf(text) === "__main__";
      return isMain ? "main" : "other";
    }
    return "other";
  }
}

function ofAll(kinds: readonly TestKind[]): TestKind {
  if (kinds.includes("type-only")) return "type-only";
  return kinds.includes("main") || kinds.includes("main-and") ? "main-and" : "other";
}

/** The range without brackets around all of it. */
function withoutBrackets(tokens: readonly Token[], from: number, to: number): [number, number] {
  let [start, end] = [from, to];
  while (tokens[start]?.kind === "open" && closeOf(tokens, start) === end - 1 && end - start > 2) {
    start++;
    end--;
  }
  return [start, end];
}

/** The index of the token that closes the one at `open`. */
export function closeOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const kind = tokens[i]?.kind;
    if (kind === "open" || kind === "fields") depth++;
    else if ((kind === "close" || kind === "fields-end") && --depth === 0) return i;
  }
  return tokens.length;
}
