import { closest } from "fastest-levenshtein";
import { UserError } from "../errors.js";
import { type GateSettings, parseGate } from "./gate.js";

/** What a project's settings say: `[tool.importperf]` and its like. One place for all verbs. */
export interface Settings extends ListSettings {
  /** What `perf gate` holds a start to. */
  readonly gate: GateSettings;
}

interface ListSettings {
  /** Modules and distributions that no import at startup may lead to. */
  readonly forbid: readonly string[];
  /** Packages from the highest to the lowest: none may import one before it at startup. */
  readonly layers: readonly string[];
  /** Startup commands of the project. */
  readonly commands: readonly string[];
  /** Modules and distributions whose imports `perf optimize` leaves where they are. */
  readonly keep: readonly string[];
}

const NO_LISTS: ListSettings = { forbid: [], layers: [], commands: [], keep: [] };

export const NO_SETTINGS: Settings = { ...NO_LISTS, gate: {} };

const LISTS = Object.keys(NO_LISTS) as (keyof ListSettings)[];
const KEYS = Object.keys(NO_SETTINGS);

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
  const settings: Record<keyof ListSettings, readonly string[]> = { ...NO_LISTS };
  let gate: GateSettings = {};
  for (const [key, given] of Object.entries(value)) {
    if (key === "gate") {
      gate = parseGate(given, place);
      continue;
    }
    const known = LISTS.find((each) => each === key);
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
  return { ...settings, gate };
}
