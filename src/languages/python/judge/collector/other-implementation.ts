import type { Reason } from "../../../rewriting.js";
import { type CollectorSituation, firstPlace } from "./situation.js";

/** Only CPython can freeze, from 3.7 on. */
export function otherImplementation({ metadata, floor, entry }: CollectorSituation): Reason | null {
  const code = "other-implementation";
  if (floor < 7)
    return {
      code,
      message: `the project runs on Python 3.${floor} too, and gc.freeze is there from 3.7 on`,
      file: entry,
      line: 1,
    };
  const place = firstPlace(metadata, /\bImplementation :: (?!CPython)\w+/);
  if (place === null) return null;
  const { file, line, found } = place;
  return { code, message: `the project runs on others than CPython, which can't freeze (${found})`, file, line };
}
