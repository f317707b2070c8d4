import type { ChosenEdit } from "../../../rewriting.js";
import { awaitedUses } from "../../judge/awaited/awaited-uses.js";
import { type ParsedSource, readFile } from "../../judge/file.js";
import { namesAt, refusalAt } from "../../judge/names.js";
import { Refused } from "../../judge/refused.js";
import { type JudgedUses, judgeUses } from "../../judge/uses.js";
import { child, list } from "../../scan/full/node.js";
import { rewriteSource } from "../rewrite.js";

/** What becomes of every `require` of a text. */
export interface AllJudged {
  readonly source: ParsedSource;
  readonly judged: readonly JudgedUses[];
  /** Lines and codes, of names by what they are called and of whole statements: "3 x used-at-load", "1 bare". */
  readonly refused: readonly string[];
}

/** @throws Error where the text can't be read */
export function judgeAll(text: string, path = "a.js"): AllJudged {
  const source = readFile(text, path);
  if (source.unread !== null) throw new Error(source.unread.message);
  return judgedAt(
    source,
    source.calls.map(({ node }) => node.start),
  );
}

/**
 * What becomes of every import of an ES module's text; what is called `….mjs` is an ES module.
 *
 * @throws Error where the text can't be read
 */
export function judgeImports(text: string, path = "a.js"): AllJudged {
  const source = readFile(text, path, (specifier) => specifier.endsWith(".mjs"));
  if (source.unread !== null) throw new Error(source.unread.message);
  const imports = list(source.program, "body").filter((node) => child(node, "source") !== null);
  return judgedAt(
    source,
    imports.map(({ start }) => start),
  );
}

function judgedAt(source: ParsedSource, offsets: readonly number[]): AllJudged {
  const { path } = source;
  const judged: JudgedUses[] = [];
  const refused: string[] = [];
  for (const offset of offsets) {
    const place = { file: path, importer: path, ...source.places.at(offset) };
    const names = namesAt(source, place, []);
    if (names.length === 0) {
      const { line, code } = refusalAt(source, place);
      refused.push(`${line} ${code}`);
    }
    for (const name of names) {
      const one = judgeUses(source, name);
      judged.push(one);
      if (one.refusal !== null) refused.push(`${one.refusal.line} ${name.bound} ${one.refusal.code}`);
    }
  }
  return { source, judged, refused };
}

export const chosenOf = (judged: readonly JudgedUses[]): ChosenEdit[] =>
  judged.flatMap(({ name, options }) => options.slice(0, 1).map((option) => ({ name, option })));

/** A text with all that can be moved, moved; `only` names those that are. */
export function rewriteAll(text: string, path = "a.js", only: readonly string[] | null = null): string {
  const { source, judged } = judgeAll(text, path);
  return rewriteSource(
    source,
    chosenOf(judged).filter(({ name }) => only === null || only.includes(name.bound)),
  );
}

/** The text of an ES module with all imports moved that its text lets move. */
export function rewriteImports(text: string, path = "a.js"): string {
  const { source, judged } = judgeImports(text, path);
  return rewriteSource(source, chosenOf(judged));
}

/** The text of an ES module whose functions wait for all imports that its text lets them wait for, whoever calls them. */
export function rewriteAwaited(text: string): string {
  const { source, judged } = judgeImports(text);
  const chosen = judged.flatMap(({ name }): ChosenEdit[] => {
    try {
      const uses = awaitedUses(source, name);
      return uses === null ? [] : [{ name, option: uses.option }];
    } catch (error) {
      if (error instanceof Refused) return [];
      throw error;
    }
  });
  return rewriteSource(source, chosen);
}
