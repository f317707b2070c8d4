import { NotRewritten } from "../../not-rewritten.js";
import { indentLines } from "./collector-indent.js";
import { importRegion } from "./collector-region.js";
import { collectorTexts, OWN_NAMES } from "./collector-texts.js";
import { Draft } from "./draft.js";
import { layoutOf } from "./layout.js";
import { outlineOf } from "./logical-lines.js";
import { SourceText } from "./source-text.js";
import type { RewriteStyle } from "./style.js";
import { tokens } from "./tokens.js";

/**
 * A program's entry that rests the garbage collector while its imports run and keeps what they made out of it from then on
 * (`gc.freeze`). What is frozen as the process ends is never finalised: so all is unfrozen then, and frozen again only where no object
 * has come whose class has a finaliser (open files, suspended generators, `__del__`). Only where the file runs as the program.
 *
 * @returns the file, and the line, from 1, of its first import as it was
 * @throws NotRewritten `encoding`, `unread`, `collector-imports` (none at the top), `lazy-place`, `name-taken`
 */
export function restCollector(
  source: Uint8Array,
  file: string,
  style: RewriteStyle,
): { readonly bytes: Uint8Array; readonly line: number } {
  const fail = (code: string, message: string, line = 1): never => {
    throw new NotRewritten({ code, message, file, line }, null);
  };
  const read = SourceText.read(source) ?? fail("encoding", "an encoding whose letters may hold bytes of ASCII");
  const outline = outlineOf(read.text, 0) ?? fail("unread", "a string or a bracket has no end");
  const draft = new Draft(read, outline);
  const layout = layoutOf(read, outline, style.lineLength);
  const taken = takenName(read.text);
  if (taken !== null) fail("name-taken", `the file has a ${taken.name} of its own`, read.lineAt(taken.at) + 1);
  const region =
    importRegion(draft) ?? fail("collector-imports", "no import stands at the top of the file or of its `if __name__`");
  if (region.lazy !== null) fail("lazy-place", "a lazy import can't stand in a try", region.lazy + 1);
  const { definitions, head, tail } = collectorTexts(region, layout);
  if (region.guard !== null) draft.insert(region.guard, { lines: definitions, before: 2, after: 2 });
  const above = region.guard === null ? [...definitions, "", "", ...head] : head;
  draft.insert(region.first, { lines: above, before: region.guard === null ? 1 : 0, after: 0 });
  indentLines(draft, region, layout.unit);
  draft.insert(region.end, { lines: tail, before: 0, after: 1 });
  return { bytes: Buffer.from(read.mark + draft.finish(), "latin1"), line: region.first + 1 };
}

/** A name that the edit needs for itself and that the file has already; `atexit` may be imported as what it is. */
function takenName(text: string): { name: string; at: number } | null {
  let before = "";
  for (const { kind, start, end } of tokens(text, 0, text.length)) {
    const said = text.slice(start, end);
    if (kind === "word" && before !== ".") {
      if (OWN_NAMES.has(said) || (said === "atexit" && !isPlain(text, before, end))) return { name: said, at: start };
    }
    if (kind !== "comment" && kind !== "joint") before = said;
  }
  return null;
}

/** `import atexit`, `from atexit import …`, `atexit.register`. */
function isPlain(text: string, before: string, end: number): boolean {
  if (before === "import") return /^[ \t]*(?:[;#\r\n]|$)/.test(text.slice(end, end + 200));
  return before === "from" || /^[ \t]*\./.test(text.slice(end, end + 20));
}
