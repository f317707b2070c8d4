import { dirname } from "node:path";
import { UserError } from "../errors.js";
import { NO_SETTINGS, parseSettings, type Settings } from "../settings/settings.js";
import { readText } from "./read-text.js";

export interface FoundSettings {
  readonly settings: Settings;
  /** Null where there are none. */
  readonly file: string | null;
}

/**
 * The settings that hold for a folder: of it, or of the nearest folder above that has any. In one folder `importperf.json` goes
 * before `[tool.importperf]` of pyproject.toml, and that before `"importperf"` of package.json.
 *
 * @throws UserError for a file that can't be understood
 */
export async function settingsFor(folder: string): Promise<FoundSettings> {
  for (let at = folder; ; at = dirname(at)) {
    for (const { name, table, find } of FILES) {
      const file = `${at}/${name}`;
      const text = readText(file);
      // A large pyproject.toml of somebody else need not be parsed.
      if (text === null || (table !== "" && !text.includes("importperf"))) continue;
      const value = await find(text, file);
      if (value !== undefined) return { settings: parseSettings(value, { file, table }), file };
    }
    if (dirname(at) === at) return { settings: NO_SETTINGS, file: null };
  }
}

const FILES = [
  {
    name: "importperf.json",
    table: "",
    find: async (text: string, file: string): Promise<unknown> => json(text, file),
  },
  {
    name: "pyproject.toml",
    table: "[tool.importperf]",
    find: async (text: string, file: string): Promise<unknown> =>
      member(member(await parseToml(text, file), "tool"), "importperf"),
  },
  {
    name: "package.json",
    table: '"importperf"',
    find: async (text: string, file: string): Promise<unknown> => member(json(text, file), "importperf"),
  },
];

/** @throws UserError `bad-toml` */
export async function parseToml(text: string, file: string): Promise<unknown> {
  const { parse, TomlError } = await import("smol-toml");
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    throw new UserError("bad-toml", `this is no TOML: ${what}`, "correct it there", { file, line: error.line });
  }
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const what = error instanceof Error ? error.message : "";
    throw new UserError("bad-json", `this is no JSON: ${what}`, "correct it there", { file });
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
