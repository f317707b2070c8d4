import type { Reason, Rule } from "../../../rewriting.js";
import { leftAtExit } from "./left-at-exit.js";
import { mayServe } from "./may-serve.js";
import { otherImplementation } from "./other-implementation.js";
import { readsOwnNames } from "./reads-own-names.js";
import { runByOthers } from "./run-by-others.js";
import type { CollectorSituation } from "./situation.js";
import { usesGc } from "./uses-gc.js";

const RULES: readonly (readonly [rule: Rule, check: (situation: CollectorSituation) => Reason | null])[] = [
  [{ rule: "entry-of-the-program" }, runByOthers],
  [{ rule: "cpython-only" }, otherImplementation],
  [{ rule: "no-server" }, mayServe],
  [{ rule: "no-code-uses-gc" }, usesGc],
  [{ rule: "no-reads-by-name" }, readsOwnNames],
  [{ rule: "nothing-to-finalise-at-exit", ground: "observed" }, leftAtExit],
];

export interface CollectorVerdict {
  readonly proof: readonly Rule[];
  /** The first rule that does not hold. */
  readonly refusal: Reason | null;
}

/**
 * Whether a program's entry may rest the collector while it imports and freeze what the imports made.
 *
 * @param accept codes of reasons that are taken for none
 */
export function judgeCollector(situation: CollectorSituation, accept: ReadonlySet<string>): CollectorVerdict {
  const proof: Rule[] = [];
  for (const [rule, check] of RULES) {
    const reason = check(situation);
    if (reason === null) proof.push(rule);
    else if (!accept.has(reason.code)) return { proof: [], refusal: reason };
  }
  return { proof, refusal: null };
}

/** What whoever signs the edit gives for its gain. */
export const COLLECTOR_PRICE =
  "what the imports make is kept until the process ends, also what nothing needs any more; and as it ends, nothing is freed unless some tracked object has a finaliser: callbacks of weak references, and whatever extension modules do as their objects go, are then left out";
