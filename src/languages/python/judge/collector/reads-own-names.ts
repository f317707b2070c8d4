import type { Reason } from "../../../rewriting.js";
import { type CollectorSituation, firstPlace } from "./situation.js";

/** The edit binds names in the entry: `fire.Fire()` would show them as commands. */
export function readsOwnNames({ sources, entry }: CollectorSituation): Reason | null {
  const own = sources.filter(({ shown }) => shown === entry);
  const place = firstPlace(own, /\b(?:globals|vars|locals|dir|eval|exec|Fire)\s*\(/);
  if (place === null) return null;
  const { file, line } = place;
  return { code: "reads-own-names", message: `${file}:${line} may read all names of the file`, file, line };
}
