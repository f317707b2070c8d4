import type { ImportGraph } from "./graph.js";

/** A load during which nothing was computed for a while: a top-level await. */
export interface WaitingLoad {
  readonly load: number;
  /** Microseconds, part of none of its other times. */
  readonly us: number;
}

/** The loads that waited, longest first. */
export function waitingLoads({ recorded }: ImportGraph): WaitingLoad[] {
  const found: WaitingLoad[] = [];
  for (const [load, { waitingUs = 0 }] of recorded?.loads ?? []) if (waitingUs > 0) found.push({ load, us: waitingUs });
  return found.sort((a, b) => b.us - a.us || a.load - b.load);
}
