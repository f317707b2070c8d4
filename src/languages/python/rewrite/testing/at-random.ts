import { NotRewritten } from "../../../not-rewritten.js";
import type { ChosenEdit, Place } from "../../../rewriting.js";
import { rewrite } from "../rewrite.js";

/** What CPython's ast finds in a file that can be edited. */
export interface Listed {
  readonly imports: readonly {
    readonly line: number;
    readonly column: number;
    readonly last: number;
    readonly names: readonly { readonly text: string; readonly from: string | null }[];
  }[];
  /** Statements of functions. */
  readonly places: readonly { readonly line: number; readonly column: number }[];
}

export interface Outcome {
  /** What is wrong; null where nothing is. */
  readonly problem: string | null;
  /** Names moved. */
  readonly count: number;
  /** Why it was refused. */
  readonly code: string | null;
}

/** Moves some names of a file into some of its functions, and asks whether the result is right. */
export async function rewriteAtRandom(
  source: Uint8Array,
  listed: Listed | null,
  check: (before: Uint8Array, after: Uint8Array, edits: readonly ChosenEdit[]) => Promise<string | null>,
  random: (below: number) => number,
  lineLength = 60 + random(60),
): Promise<Outcome> {
  const edits = listed === null ? [] : editsOf(listed, random);
  if (listed === null || edits.length === 0) return { problem: null, count: 0, code: null };
  try {
    const after = rewrite(source, edits, { pythonFloor: 8, lineLength });
    const problem = (await check(source, after, edits)) ?? lost(source, after, edits, listed);
    return { problem, count: edits.length, code: null };
  } catch (error) {
    if (error instanceof NotRewritten) return { problem: null, count: 0, code: error.reason.code };
    return { problem: String((error as Error).stack), count: edits.length, code: null };
  }
}

function editsOf({ imports, places }: Listed, random: (below: number) => number): ChosenEdit[] {
  if (imports.length === 0 || places.length === 0) return [];
  const isAll = random(4) === 0;
  const few = Array.from({ length: 3 }, () => places[random(places.length)]);
  return imports.flatMap(({ line, column, names }) =>
    names.flatMap(({ text, from }, index) => {
      if (!isAll && random(3) > 0) return [];
      const chosen = new Set(few.slice(random(3)));
      const there = [...chosen].flatMap((place): Place[] =>
        place === undefined ? [] : [{ ...place, scope: "f", block: null, inline: null }],
      );
      const name = { file: "f.py", line, column, index, importer: "f", text, from, bound: text, imported: [] };
      return [{ name, option: { edit: "function" as const, proof: [], places: there } }];
    }),
  );
}

/** The first line that is gone though no edit is about it: all others must be there, in their order. */
function lost(before: Uint8Array, after: Uint8Array, edits: readonly ChosenEdit[], listed: Listed): string | null {
  const now = linesOf(after);
  const touched = new Set(edits.flatMap(({ option }) => option.places.map(({ line }) => line)));
  const edited = new Set(edits.map(({ name }) => name.line));
  for (const { line, last } of listed.imports) {
    for (let each = line; edited.has(line) && each <= last; each++) touched.add(each);
  }
  let at = 0;
  for (const [i, line] of linesOf(before).entries()) {
    // Comments may go with an import, and gaps close.
    if (touched.has(i + 1) || /^\s*(?:#.*)?[\r\n]*$/.test(line)) continue;
    const found = now.indexOf(line, at);
    if (found < 0) return `line ${i + 1} is not as it was: ${JSON.stringify(line)}`;
    at = found + 1;
  }
  return null;
}

function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return text.replace(/^\xef\xbb\xbf/, "").match(/[^\r\n]*(?:\r\n|\n|\r|$)/g) ?? [];
}
