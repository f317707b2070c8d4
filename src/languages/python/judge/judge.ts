import type { EditKind, EditOption, ImportedName, Judged, Reason } from "../../rewriting.js";
import { checkBindings, starsFor } from "./binding-rules.js";
import type { FileFacts, UnreadFile } from "./facts.js";
import { fromOwnModule } from "./from-own-module.js";
import { intoFunctions } from "./into-functions.js";
import { knownCheck } from "./known-check.js";
import { lazily } from "./lazily.js";
import { isShared, ownUses } from "./own-uses.js";
import { byGetattr, starByGetattr } from "./re-exported.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";
import { checkStatement } from "./statement-rules.js";
import { asServedValue, asValue } from "./values/as-value.js";

/**
 * What its own file says of an imported name: the ways to take it out of startup that leave each use as it is, or the first
 * rule that does not hold. What loading the module does, and who else looks at the name, is not asked here.
 *
 * @param facts of the name's own file
 */
export function judgeUses(facts: FileFacts | UnreadFile, name: ImportedName, situation: Situation): Judged {
  const options: EditOption[] = [];
  let first: Refused | null = null;
  const otherwise = new Map<EditKind, Reason>();
  const attempt = (make: () => EditOption | null, edit?: EditKind): void => {
    try {
      const option = make();
      if (option !== null) options.push(option);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      first ??= error;
      if (edit !== undefined) otherwise.set(edit, error.reason(name.file));
    }
  };
  attempt(() => {
    if (facts.unread !== null) throw new Refused("unread", `no facts: ${facts.unread.reason}`, facts.unread.line);
    const read = facts as FileFacts;
    const check = knownCheck(read, name, situation);
    if (check !== null) return check;
    const statement = checkStatement(read, name);
    if (name.bound === "*") return starByGetattr(read, name, situation);
    checkBindings(read, name, statement, situation);
    const uses = ownUses(read, name);
    if (starsFor(read, name, situation).length > 0) return intoFunctions(read, name, uses, situation);
    // Of a name that is only handed on, what stands against __getattr__ says more than that nothing uses it.
    if (!isShared(read, name)) attempt(() => byGetattr(read, name, uses, situation), "pep562");
    let value: EditOption | null = null;
    attempt(() => {
      value = asValue(read, name, uses, situation);
      return value;
    }, "value");
    attempt(() => value && asServedValue(read, value), "value");
    let inFunctions: EditOption | null = null;
    attempt(() => {
      inFunctions = intoFunctions(read, name, uses, situation);
      return inFunctions;
    }, "function");
    attempt(() => {
      const moved = inFunctions ?? (isExported(read, name) ? intoFunctions(read, name, uses, situation, true) : null);
      return moved === null ? null : fromOwnModule(read, name, moved, situation);
    });
    if (!isShared(read, name)) attempt(() => lazily(read, name, uses, situation), "lazy");
    return null;
  });
  const refused = first as Refused | null;
  return { name, options, refusal: options.length > 0 ? null : (refused?.reason(name.file) ?? null), otherwise };
}

/** Whether `__all__`, as the text gives it, names what a file imports. */
function isExported({ exported }: FileFacts, { bound }: ImportedName): boolean {
  return exported?.isComplete === true && exported.names.includes(bound);
}
