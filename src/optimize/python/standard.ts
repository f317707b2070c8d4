import { ORIGINS } from "../../graph/vocabulary.js";

const STANDARD = new Set([ORIGINS.indexOf("stdlib"), ORIGINS.indexOf("builtin")]);

/** Whether a module came with the interpreter. @param origin as a graph has it */
export function isStandardOrigin(origin: number | undefined): boolean {
  return STANDARD.has(origin ?? -1);
}
