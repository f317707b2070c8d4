import type { ChosenEdit } from "../../../rewriting.js";
import { type ParsedSource, readFile } from "../../judge/file.js";
import { namesAt, refusalAt } from "../../judge/names.js";
import { type JudgedUses, judgeUses } from "../../judge/uses.js";
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
  const judged: JudgedUses[] = [];
  const refused: string[] = [];
  for (const { node } of source.calls) {
    const place = { file: path, importer: path, ...source.places.at(node.start) };
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
