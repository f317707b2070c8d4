import { isDeepStrictEqual } from "node:util";
import { UserError } from "../errors.js";
import { forbidInJson, forbidInToml } from "../settings/forbid-text.js";
import type { Change } from "./journal.js";
import { readText } from "./read-text.js";
import { parseToml, settingsFor } from "./settings-file.js";

/**
 * The change of the settings that forbids modules at startup: of the file that holds the settings now, else of the
 * project's pyproject.toml, else a new importperf.json.
 *
 * @param root the project's folder, absolute
 * @returns null where all are forbidden already
 * @throws UserError `guard-by-hand` for settings that are written in a way that is not changed here
 */
export async function guardChange(root: string, modules: readonly string[]): Promise<Change | null> {
  const { settings, file: found } = await settingsFor(root);
  const items = [...new Set(modules)].filter((module) => !settings.forbid.includes(module)).sort();
  if (items.length === 0) return null;
  const toml = `${root}/pyproject.toml`;
  const path = found ?? (readText(toml) === null ? `${root}/importperf.json` : toml);
  const text = readText(path);
  const isToml = path.endsWith(".toml");
  const isWhole = path.endsWith("importperf.json");
  const changed = isToml ? forbidInToml(text ?? "", items) : forbidInJson(text ?? "", items, isWhole);
  const wanted = [...settings.forbid, ...items];
  if (changed === null || !(await says(changed, text, { path, isToml, isWhole }, wanted))) {
    const hint = `add these to forbid there: ${items.map((item) => JSON.stringify(item)).join(", ")}`;
    throw new UserError("guard-by-hand", "its settings are written in a way that is not changed here", hint, {
      file: path,
    });
  }
  return { path, before: text === null ? null : Buffer.from(text), after: Buffer.from(changed) };
}

interface Place {
  readonly path: string;
  readonly isToml: boolean;
  readonly isWhole: boolean;
}

/** Whether the changed text says the same as before but for what is forbidden. */
async function says(changed: string, before: string | null, place: Place, wanted: readonly string[]): Promise<boolean> {
  try {
    const [now, old] = [await parsed(changed, place), await parsed(before ?? "", place)];
    const table = tableOf(now, place);
    if (!isDeepStrictEqual([...(table.forbid as string[])], [...wanted])) return false;
    tableOf(old, place).forbid = table.forbid;
    return isDeepStrictEqual(now, old);
  } catch {
    return false;
  }
}

async function parsed(text: string, { path, isToml }: Place): Promise<unknown> {
  // Plain objects, as those made here.
  if (isToml) return JSON.parse(JSON.stringify(await parseToml(text, path)));
  return text.trim() === "" ? {} : JSON.parse(text.replace(/^\uFEFF/, ""));
}

type Table = Record<string, unknown>;

function tableOf(value: unknown, { isToml, isWhole }: Place): Table {
  const whole = value as Table;
  if (isWhole) return whole;
  let at = whole;
  for (const key of isToml ? ["tool", "importperf"] : ["importperf"]) {
    at[key] ??= {};
    at = at[key] as Table;
  }
  return at;
}
