import { closest } from "fastest-levenshtein";
import { UserError } from "../errors.js";

/** What `[tool.importperf.gate]` says; what is absent is not asked for. */
export interface GateSettings extends BudgetSettings {
  /** Growth of processor time in percent beyond which a gate fails. */
  readonly "max-growth"?: number;
  /** The same of wall time. */
  readonly "max-wall-growth"?: number;
  /** The command that `max-ratio` is about. */
  readonly yardstick?: string;
  /** What makes a checkout ready to run. */
  readonly setup?: readonly string[];
  /** Budgets of single commands, by their text; each goes before the one above. */
  readonly commands?: Readonly<Record<string, BudgetSettings>>;
}

export interface BudgetSettings {
  readonly "max-modules"?: number;
  /** Milliseconds of processor time beyond the bare interpreter's. */
  readonly "max-ms"?: number;
  /** Times the yardstick. */
  readonly "max-ratio"?: number;
  /** Milliseconds, by distribution or module. */
  readonly "max-self-ms"?: Readonly<Record<string, number>>;
}

interface Place {
  readonly file: string;
  readonly table: string;
}

const NUMBERS = ["max-modules", "max-ms", "max-ratio"];
const BUDGETS = [...NUMBERS, "max-self-ms"];
const GATE = [...BUDGETS, "max-growth", "max-wall-growth", "yardstick", "setup", "commands"];

/** @throws UserError `unknown-setting` or `bad-setting` */
export function parseGate(value: unknown, { file, table }: Place): GateSettings {
  const within = { file, table: table === "" ? "gate" : table.replace(/\]?$/, (end) => `.gate${end}`) };
  for (const [key, given] of entries(value, within)) {
    known(key, GATE, within);
    if (["max-growth", "max-wall-growth"].includes(key)) number(key, given, within);
    else if (key === "yardstick" && typeof given !== "string")
      bad(key, "no text", '"kubectl version --client"', within);
    else if (key === "setup" && !(Array.isArray(given) && given.every((each) => typeof each === "string")))
      bad(key, "no list of texts", '["pip install -e ."]', within);
    else if (key === "commands") {
      for (const [command, budgets] of entries(given, { ...within, table: `${within.table} commands` })) {
        const place = { ...within, table: `${within.table} commands ${JSON.stringify(command)}` };
        for (const [name, limit] of entries(budgets, place)) {
          known(name, BUDGETS, place);
          budget(name, limit, place);
        }
      }
    } else if (BUDGETS.includes(key)) budget(key, given, within);
  }
  return value as GateSettings;
}

function budget(key: string, given: unknown, place: Place): void {
  if (NUMBERS.includes(key)) number(key, given, place);
  else
    for (const [name, limit] of entries(given, { ...place, table: `${place.table} ${key}` }))
      number(name, limit, place);
}

function entries(value: unknown, { file, table }: Place): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new UserError("bad-setting", `${table} is no table`, "write KEY = VALUE lines", { file });
}

function known(key: string, keys: readonly string[], { file, table }: Place): void {
  if (keys.includes(key)) return;
  const hint = `did you mean ${closest(key, keys)}? The known settings are ${keys.join(", ")}.`;
  throw new UserError("unknown-setting", `there is no setting ${key} in ${table}`, hint, { file });
}

function number(key: string, given: unknown, place: Place): void {
  if (typeof given !== "number" || !Number.isFinite(given) || given < 0) bad(key, "no number above 0", "50", place);
}

function bad(key: string, what: string, example: string, { file, table }: Place): never {
  throw new UserError("bad-setting", `${key} in ${table} is ${what}`, `write ${key} = ${example}`, { file });
}
