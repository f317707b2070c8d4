import type { Origin } from "../../graph/vocabulary.js";

/** What is known of one module, or of all modules below one top-level name. */
export interface Verdict {
  readonly origin: Origin;
  /** As written by the project; null for none or unknown. */
  readonly distribution: string | null;
  readonly version: string | null;
  /** Absolute. */
  readonly file: string | null;
}

export function verdict(origin: Origin, distribution: string | null = null): Verdict {
  return { origin, distribution, version: null, file: null };
}

/**
 * One way of knowing: by names alone, or from an environment. Asked once a top-level name where that settles all
 * below it, otherwise once a module.
 */
export interface Judge {
  /** The verdict on every module below `top`, or null where each module needs its own. */
  ofTop(top: string): Verdict | null;
  ofModule(module: string, index: number): Verdict;
}
