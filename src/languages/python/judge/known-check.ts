import type { EditOption, ImportedName } from "../../rewriting.js";
import type { FileFacts } from "./facts.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/**
 * Away, where an import only sees whether it fails (`try: import zlib; del zlib; HAS_ZLIB = True`) and that is known: in copies of the
 * library, of the interpreter that they are for.
 *
 * @returns null for any other import
 * @throws Refused where the name stands for more than that
 */
export function knownCheck(facts: FileFacts, name: ImportedName, { isOfLibrary }: Situation): EditOption | null {
  const deleted = facts.imports.find(({ line, column }) => line === name.line && column === name.column)?.deleted;
  if (deleted === undefined || isOfLibrary !== true) return null;
  for (const { name: used, by, line, column } of facts.uses) {
    const isOwn = by === "import" && line === name.line && column === name.column;
    if (used !== name.bound || isOwn || (by === "del" && line === deleted.line)) continue;
    throw new Refused("bound-twice", `${used} stands for something else too`, line);
  }
  return { edit: "check", proof: [{ rule: "found-for-certain" }], places: [], deleted };
}
