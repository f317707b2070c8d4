import type { FileFacts } from "../../languages/python/judge/facts.js";

/** They lead from frame to frame, but to no names. */
const STEPS: ReadonlySet<string> = new Set(["_getframe", "currentframe", "f_back", "tb_frame"]);
const READS: ReadonlySet<string> = new Set(["f_globals", "f_locals", "f_builtins", "__globals__"]);
/** They look at names of the frames that an exception passed or that somebody else stands in, to show them, and at none by its name. */
const SHOW_FRAMES: ReadonlySet<string> = new Set(["traceback.py"]);

/**
 * The facts of a copy of the interpreter's own library without its steps from frame to frame, where it never asks one of its own for its
 * names: `logging` looks who called it. Whom the library hands a frame to (`traceback`) reads `__name__` and `__loader__` of it alone.
 *
 * @param file below the library's folder
 */
export function withoutFrameSteps(facts: FileFacts, file: string): FileFacts {
  const { lookups } = facts;
  const shows = SHOW_FRAMES.has(file);
  if (!shows && lookups.some(({ what }) => READS.has(what))) return facts;
  return { ...facts, lookups: lookups.filter(({ what }) => !STEPS.has(what) && !(shows && READS.has(what))) };
}
