import type { EditOption, ImportedName } from "../../rewriting.js";
import type { FileFacts, Use } from "./facts.js";
import { checkHome } from "./home-rules.js";
import { checkLookups } from "./lookup-rules.js";
import { chainOf } from "./nesting.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { sortUses } from "./sorted-uses.js";

/**
 * By `lazy import` (PEP 810), where every Python that runs the file has it: the name stays, and its first use loads.
 *
 * @returns null for an older floor
 * @throws Refused with the first rule that does not hold
 */
export function lazily(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  situation: Situation,
): EditOption | null {
  const [major, minor] = situation.floor;
  if (major < 3 || (major === 3 && minor < 15)) return null;
  const { running } = sortUses(facts, uses, situation);
  checkLookups(facts, name, new Set());
  for (const [home, own] of running) {
    checkHome(facts, home, name, situation);
    for (const use of own) {
      const around = chainOf(facts, use.statement).find(({ statement: { kind } }) => kind === "with" || kind === "try");
      if (around === undefined) continue;
      const message = `${name.bound} would be loaded within this ${around.statement.kind} block`;
      throw new Refused("used-under-block", message, around.statement.line);
    }
  }
  const rules = ["statement-of-its-own", "bound-once", "no-reads-by-name", "uses-only-in-functions"];
  return { edit: "lazy", proof: rules.map((rule) => ({ rule })), places: [] };
}
