import type { EditOption, ImportedName, Judged } from "../../rewriting.js";
import { checkBindings } from "./binding-rules.js";
import type { FileFacts, UnreadFile } from "./facts.js";
import { intoFunctions } from "./into-functions.js";
import { lazily } from "./lazily.js";
import { byGetattr } from "./re-exported.js";
import { Refused } from "./refused.js";
import { NO_SITUATION, type Situation } from "./situation.js";
import { checkStatement } from "./statement-rules.js";

/**
 * What its own file says of an imported name: the ways to take it out of startup that leave each use as it is, or the first
 * rule that does not hold. What loading the module does, and who else looks at the name, is not asked here.
 *
 * @param facts of the name's own file
 */
export function judgeUses(
  facts: FileFacts | UnreadFile,
  name: ImportedName,
  situation: Situation = NO_SITUATION,
): Judged {
  const options: EditOption[] = [];
  let first: Refused | null = null;
  const attempt = (make: () => EditOption | null): void => {
    try {
      const option = make();
      if (option !== null) options.push(option);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      first ??= error;
    }
  };
  attempt(() => {
    if (facts.unread !== null) throw new Refused("unread", `no facts: ${facts.unread.reason}`, facts.unread.line);
    const read = facts as FileFacts;
    checkBindings(read, name, checkStatement(read, name));
    const uses = read.uses.filter((use) => use.name === name.bound && use.by === "load");
    attempt(() => intoFunctions(read, name, uses, situation));
    attempt(() => byGetattr(read, name, uses, situation));
    attempt(() => lazily(read, name, uses, situation));
    return null;
  });
  const refused = first as Refused | null;
  return { name, options, refusal: options.length > 0 ? null : (refused?.reason(name.file) ?? null) };
}
