import type { LoadPhases } from "../../../graph/profile.js";
import { COMPILING, EXECUTING, FINDING, type Phase, READING } from "./process-file.js";

/** Nanoseconds by the number of the phase. */
export type PhasesNs = [number, number, number, number];

export const PHASES: readonly Phase[] = [FINDING, READING, COMPILING, EXECUTING];

/**
 * Puts right what a load ends with: a loader that executes by means of its own is not seen to, and then all that comes
 * after finding counts as executing.
 *
 * @param last the phase in which the load ended
 */
export function settle(phasesNs: PhasesNs, last: Phase): void {
  if (last !== READING && last !== COMPILING) return;
  phasesNs[EXECUTING] += phasesNs[last];
  phasesNs[last] = 0;
}

export function loadPhases([find, read, compile, execute]: PhasesNs): LoadPhases {
  const us = (ns: number): number => Math.max(0, Math.round(ns / 1000));
  return { resolveUs: us(find), readUs: us(read), compileUs: us(compile), evaluateUs: us(execute) };
}
