import type { FileFacts } from "../../languages/python/judge/facts.js";

/** They lead from frame to frame, but to no names. */
const STEPS: ReadonlySet<string> = new Set(["_getframe", "currentframe", "f_back", "tb_frame"]);
const READS: ReadonlySet<string> = new Set(["f_globals", "f_locals", "__globals__"]);

/**
 * The facts of a copy of the interpreter's own library without its steps from frame to frame, where it never asks one for its names:
 * `logging` looks who called it. Whom the library hands a frame to (`traceback`) reads `__name__` and `__loader__` of it alone.
 */
export function withoutFrameSteps(facts: FileFacts): FileFacts {
  const { lookups } = facts;
  if (lookups.some(({ what }) => READS.has(what))) return facts;
  return { ...facts, lookups: lookups.filter(({ what }) => !STEPS.has(what)) };
}
