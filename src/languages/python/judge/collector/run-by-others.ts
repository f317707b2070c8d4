import type { Reason } from "../../../rewriting.js";
import { type CollectorSituation, firstPlace } from "./situation.js";

/** What runs a file as if it were the program (`runpy`) may have made objects with finalisers before, which would be frozen too. */
export function runByOthers({ sources, entry }: CollectorSituation): Reason | null {
  const others = sources.filter(({ shown }) => shown !== entry);
  const place = firstPlace(others, /\brun_(?:module|path)\(/);
  if (place === null) return null;
  const { file, line } = place;
  return { code: "run-by-others", message: `${file}:${line} runs files as programs within its own`, file, line };
}
