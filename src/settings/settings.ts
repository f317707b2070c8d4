import { closest } from "fastest-levenshtein";
import { UserError } from "../errors.js";

/** What a project's settings say: `[tool.importperf]` and its like. One place for all verbs. */
export interface Settings {
  /** Modules and distributions that no import at startup may lead to. */
  readonly forbid: readonly string[];
  /** Packages from the highest to the lowest: none may import one before it at startup. */
  readonly layers: readonly string[];
  /** Startup commands of the project. */
  readonly commands: readonly string[];
  /** Modules and distributions whose imports `perf optimize` leaves where they are. */
  readonly keep: readonly string[];
}

export const NO_SETTINGS: Settings = { forbid: [], layers: [], commands: [], keep: [] };

const KEYS = Object.keys(NO_SETTINGS) as (keyof Settings)[];

/**
 * @param value as the file's format gave it
 * @param place the file and, in it, the table
 * @throws UserError `unknown-setting` or `bad-setting`
 */
export function parseSettings(value: unknown, place: { readonly file: string; readonly table: string }): Settings {
  const within = place.table === "" ? "" : ` in ${place.table}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError("bad-setting", `the settings${within} are no table`, "write KEY = VALUE lines", {
      file: place.file,
    });
  }
  const settings: Record<keyof Settings, readonly string[]> = { ...NO_SETTINGS };
  for (const [key, given] of Object.entries(value)) {
    const known = KEYS.find((each) => each === key);
    if (known === undefined) {
      const hint = `did you mean ${closest(key, KEYS)}? The known settings are ${KEYS.join(", ")}.`;
      throw new UserError("unknown-setting", `there is no setting ${key}${within}`, hint, { file: place.file });
    }
    if (!Array.isArray(given) || !given.every((item): item is string => typeof item === "string")) {
      const hint = `write ${key} = ["…", "…"]`;
      throw new UserError("bad-setting", `${key}${within} is no list of texts`, hint, { file: place.file });
    }
    settings[known] = given;
  }
  return settings;
}
