import type { Measured } from "../measure/programs.js";
import type { BenchPlan } from "./document.js";

/** What a document says of how it was measured. */
export function planOf(
  { runs, warmUps, seconds, ended }: Measured,
  { cold, prepare }: { readonly cold: boolean; readonly prepare: readonly string[] | null },
): BenchPlan {
  return {
    pairs: runs[0]?.length ?? 0,
    warmUps: warmUps[0]?.length ?? 0,
    seconds: Math.round(seconds * 1000) / 1000,
    ended,
    cold,
    prepare: prepare === null ? null : [...prepare],
  };
}
