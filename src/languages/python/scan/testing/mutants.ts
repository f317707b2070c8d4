/** For tests: sources with something wrong in them, the same for the same seed. */

const PIECES = [
  "'",
  '"',
  '"""',
  "'''",
  "f'",
  'rf"',
  "t'{",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ":",
  ";",
  ",",
  ".",
  "=",
  "==",
  ":=",
  "->",
  "*",
  "**",
  "/",
  "@",
  "~",
  "!",
  "!r",
  "\\",
  "\\\n",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\f",
  " ",
  "    ",
  "#",
  "\0",
  "\ufeff",
  "ü",
  "…",
  "0x",
  "0777",
  "1e",
  "10L",
  "`",
  "<>",
  "$",
  "?",
  "if ",
  "elif x:",
  "else:",
  "try:",
  "except:",
  "except ImportError as e:",
  "finally:",
  "with suppress(ImportError):",
  "for x in y:",
  "while x:",
  "def f(a, *, b=1):",
  "class A:",
  "async ",
  "await ",
  "lambda: ",
  "lambda x, *y: ",
  "match x:",
  "case y:",
  "lazy ",
  "type ",
  "print ",
  "exec ",
  "yield ",
  "return ",
  "raise x, y",
  "not ",
  " in ",
  " is ",
  " and ",
  " or ",
  " if x else y",
  "import a",
  "import a.b as c, d",
  "from . import x",
  "from a import (b as c,\n d)",
  "from x import *",
  'importlib.import_module("x.y")',
  '__import__(f"a.{b}")',
  "if TYPE_CHECKING:",
  'if __name__ == "__main__":',
  "__all__ = ['a']",
  "__all__ += b",
  "pass",
  "...",
] as const;

/** A generator of numbers below a limit. */
export type Numbers = (limit: number) => number;

/** The same numbers for the same seed (mulberry32, by Tommy Ettinger, in the public domain). */
export function numbers(seed: number): Numbers {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit) | 0;
  };
}

/** A piece of a source that begins and ends with a line, one to sixty lines long. */
export function pieceOf(source: string, random: Numbers): string {
  const lines = source.split("\n");
  const from = random(lines.length);
  return lines.slice(from, from + 1 + random(60)).join("\n");
}

/** A source with one to four changes. */
export function mutantOf(source: string, random: Numbers): string {
  let text = source;
  for (let left = 1 + random(4); left > 0; left--) text = changed(text, random);
  return text;
}

function changed(text: string, random: Numbers): string {
  const at = random(text.length + 1);
  const to = Math.min(text.length, at + 1 + random(random(4) === 0 ? 200 : 6));
  const other = random(text.length + 1);
  const piece = PIECES[random(PIECES.length)] as string;
  switch (random(7)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + piece + text.slice(at);
    case 2:
      return text.slice(0, at) + piece + text.slice(to);
    case 3:
      return text.slice(0, other) + text.slice(at, to) + text.slice(other);
    case 4: {
      // A statement or header on a line of its own, indented as the next one.
      const line = text.indexOf("\n", at) + 1;
      const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
      return `${text.slice(0, line)}${indent}${piece}\n${text.slice(line)}`;
    }
    case 5:
      return text.slice(0, at);
    default: {
      const line = text.indexOf("\n", at) + 1;
      return random(2) === 0
        ? `${text.slice(0, line)} ${text.slice(line)}`
        : text.slice(0, line) + text.slice(line).replace(/^ +/, "");
    }
  }
}
