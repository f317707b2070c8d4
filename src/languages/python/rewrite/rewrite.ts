import { NotRewritten } from "../../not-rewritten.js";
import type { ChosenEdit } from "../../rewriting.js";
import { Draft } from "./draft.js";
import { editedImports } from "./import-table.js";
import { moveIntoFunctions } from "./into-functions.js";
import { leaveOutDeletions } from "./known-checks.js";
import { layoutOf } from "./layout.js";
import { makeLazy } from "./lazy.js";
import { outlineOf } from "./logical-lines.js";
import { serveReExports } from "./re-exports.js";
import { declaredEncoding, SourceText } from "./source-text.js";
import type { RewriteStyle } from "./style.js";
import { takeAway } from "./taken.js";
import { moveUnderTypeChecking } from "./type-checking.js";
import { moveValues } from "./values.js";
import type { Item } from "./written-lines.js";

/**
 * A Python source file with edits made; all that they don't touch is byte for byte as it was.
 *
 * @param edits of this file; places refer to the source as given
 * @throws NotRewritten where the text does not allow an edit
 */
export function rewrite(source: Uint8Array, edits: readonly ChosenEdit[], style: RewriteStyle): Uint8Array {
  const [first] = edits;
  if (first === undefined) return source;
  const fail = (code: string, message: string): never => {
    throw new NotRewritten({ code, message, file: first.name.file, line: 1 }, null);
  };
  const read = SourceText.read(source) ?? fail("encoding", "an encoding whose letters may hold bytes of ASCII");
  const outline = outlineOf(read.text, 0) ?? fail("unread", "a string or a bracket has no end");
  const draft = new Draft(read, outline);
  const layout = layoutOf(read, outline, style.lineLength);
  const table = editedImports(draft, edits, style.pythonFloor);
  const taken = takeAway(draft, table);
  leaveOutDeletions(draft, taken);
  const isWritten = new Set<Item>();
  moveIntoFunctions(draft, taken, layout, isWritten);
  moveValues(draft, taken, layout, isWritten);
  moveUnderTypeChecking(draft, taken, layout, style);
  serveReExports(draft, taken, layout, style.pythonFloor);
  makeLazy(draft, table, taken, layout, style.pythonFloor);
  const text = draft.finish();
  if (declaredEncoding(text) !== declaredEncoding(read.text)) fail("encoding", "a comment would become an encoding's");
  return Buffer.from(read.mark + text, "latin1");
}
