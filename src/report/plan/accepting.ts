import type { Plan } from "../../optimize/plan.js";
import { shortPlace } from "./places.js";

/** Places that are named of those whose reasons would be accepted, at most. */
const PLACES = 4;

/** What accepting reasons together would save: "with --accept reads-file --accept network: a.py:10, b.py:60", most first. */
export function acceptingRows({ accepting }: Plan): { savingUs: number; said: string }[] {
  return accepting.map(({ codes, savingUs, reasons }) => {
    const flags = codes.map((code) => `--accept ${code}`).join(" ");
    const places = [...new Set(reasons.map(shortPlace))];
    const more = places.length > PLACES ? ` and ${places.length - PLACES} more` : "";
    return { savingUs, said: `with ${flags}: ${places.slice(0, PLACES).join(", ")}${more}` };
  });
}
