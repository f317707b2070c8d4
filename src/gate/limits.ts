import { UserError } from "../errors.js";
import { settingsFor } from "../io/settings-file.js";
import { USUAL_TOLERANCE } from "../measure/looks.js";
import { commandWords } from "../record/words.js";
import type { BudgetSettings } from "../settings/gate.js";
import type { Asked, GateOptions } from "./options.js";

/** What flags say of limits; each goes before what the settings say. */
export interface LimitFlags {
  readonly "max-growth"?: string | undefined;
  readonly "max-wall-growth"?: string | undefined;
  readonly "max-modules"?: number | undefined;
  readonly "max-ms"?: string | undefined;
  readonly "max-ratio"?: string | undefined;
  readonly "max-self-ms"?: readonly string[] | undefined;
  readonly forbid?: readonly string[] | undefined;
  readonly yardstick?: string | undefined;
}

export interface Limits extends Pick<GateOptions, "budgets" | "yardstick" | "tolerance"> {
  /** What the settings say, each as its words. */
  readonly setup: readonly (readonly string[])[];
}

/**
 * What each of several commands is held to. Of budgets alone those without any are left out where others have some.
 *
 * @throws UserError as `limitsFor`
 */
export async function limitsForEach(
  folder: string,
  all: readonly Asked[],
  isCalibrated: boolean,
  flags: LimitFlags,
): Promise<(Limits & { readonly asked: Asked })[]> {
  const found: (Limits & { readonly asked: Asked })[] = [];
  let without: UserError | null = null;
  for (const asked of all) {
    try {
      found.push({ asked, ...(await limitsFor(folder, asked, isCalibrated, flags)) });
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "no-budgets") throw error;
      without = error;
    }
  }
  if (found.length === 0 && without !== null) throw without;
  return found;
}

/**
 * What a command is held to, by the settings that hold for a folder and by flags.
 *
 * @throws UserError for settings or numbers that can't be understood, and budgets alone without any
 */
export async function limitsFor(
  folder: string,
  asked: Asked,
  isCalibrated: boolean,
  flags: LimitFlags,
): Promise<Limits> {
  const { settings } = await settingsFor(folder);
  const { gate } = settings;
  const words = asked.kind === "commands" ? asked.head : asked.words;
  const named = Object.entries(gate.commands ?? {}).find(([text]) => isSame(commandWords([text]), words))?.[1];
  const own: BudgetSettings = { ...gate, ...named };
  const selfMs = { ...gate["max-self-ms"], ...own["max-self-ms"], ...Object.fromEntries(selfLimits(flags)) };
  const budgets = {
    maxModules: flags["max-modules"] ?? own["max-modules"],
    maxMs: numberOf("max-ms", flags["max-ms"]) ?? own["max-ms"],
    maxRatio: numberOf("max-ratio", flags["max-ratio"]) ?? own["max-ratio"],
    maxSelfMs: Object.keys(selfMs).length === 0 ? undefined : selfMs,
    forbid: [...new Set([...settings.forbid, ...(flags.forbid ?? [])])],
  };
  const { forbid, ...numbers } = budgets;
  const isEmpty = forbid.length === 0 && Object.values(numbers).every((limit) => limit === undefined);
  if (asked.kind === "budgets" && isEmpty && !isCalibrated) {
    const hint =
      "write them into [tool.importperf.gate], or give --max-modules, --max-ms, --max-ratio, --max-self-ms or --forbid";
    throw new UserError("no-budgets", "there are no budgets to check", hint);
  }
  const growth = numberOf("max-growth", flags["max-growth"]) ?? gate["max-growth"];
  const wall = numberOf("max-wall-growth", flags["max-wall-growth"]) ?? gate["max-wall-growth"];
  const tolerance = { ...USUAL_TOLERANCE };
  if (growth !== undefined) tolerance.growth = growth / 100;
  if (wall !== undefined) tolerance.wall = wall / 100;
  // What is tolerated does not fail, however sure.
  tolerance.least = Math.min(tolerance.growth, (tolerance.growth * USUAL_TOLERANCE.least) / USUAL_TOLERANCE.growth);
  const yardstick = flags.yardstick ?? gate.yardstick;
  return {
    budgets,
    tolerance,
    yardstick: yardstick === undefined ? undefined : commandWords([yardstick]),
    setup: (gate.setup ?? []).map((each) => commandWords([each])),
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function selfLimits(flags: LimitFlags): [string, number][] {
  return (flags["max-self-ms"] ?? []).map((given) => {
    const at = given.lastIndexOf("=");
    const limit = at < 1 ? undefined : numberOf("max-self-ms", given.slice(at + 1));
    if (limit === undefined)
      throw new UserError("usage", `--max-self-ms ${given} names no limit`, "write --max-self-ms kubernetes=50");
    return [given.slice(0, at), limit];
  });
}

function numberOf(flag: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() !== "" && Number.isFinite(number) && number >= 0) return number;
  throw new UserError("usage", `--${flag} ${given} is no number above 0`, `write --${flag} 5`);
}
