import type { Reason } from "../../../rewriting.js";
import { type CollectorSituation, firstPlace } from "./situation.js";

const USES =
  /^[ \t]*(?:import[ \t]+(?:[^\n#]*[\s,])?gc(?![\w.])|from[ \t]+gc[ \t]+import\b)|\b(?:import_module|__import__)\(\s*["']gc["']/m;

/** Whoever asks the collector for something would find it off, or without what is frozen. The standard library restores what it changes. */
export function usesGc({ sources, installed }: CollectorSituation): Reason | null {
  const place = firstPlace([...sources, ...installed], USES);
  if (place === null) return null;
  const { file, line } = place;
  return { code: "uses-gc", message: `${file}:${line} uses the garbage collector's own functions`, file, line };
}
