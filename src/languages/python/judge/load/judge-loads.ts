import type { Reason } from "../../../rewriting.js";
import { FactsTable } from "./facts-table.js";
import { knownLoad } from "./known-modules.js";
import type { LoadedModule, LoadSources } from "./load-facts.js";
import { sayLoad } from "./load-messages.js";
import { Names } from "./names.js";

/** What a project says of itself that decides whether an effect can be noticed. */
export interface LoadSurroundings {
  /** Somewhere loggers are configured in a way that treats those that exist otherwise than later ones. */
  readonly configuresLoggers: Reason | null;
  /** Somewhere the list of a class's subclasses is read. */
  readonly readsSubclasses: Reason | null;
  /** How a file is shown in a reason. */
  shown(file: string): string;
}

/** What the sources say of one module's load. */
export interface JudgedLoad {
  /** Why it can't happen at another time: the first statement of each kind. Empty where every statement is effect-free by rule. */
  readonly reasons: readonly Reason[];
  /** The first line that does something; 0 where that is not known, null where none does. */
  readonly firstEffect: number | null;
}

/** Rounds in which further modules are read that the judged ones rest on. */
const MOST_ROUNDS = 12;

/**
 * Judges from their sources alone whether modules may be loaded at another time.
 *
 * @param modules that would move
 * @returns by module name
 */
export async function judgeLoads(
  modules: readonly LoadedModule[],
  sources: LoadSources,
  surroundings: LoadSurroundings,
  table = new FactsTable(sources),
): Promise<ReadonlyMap<string, JudgedLoad>> {
  const names = new Names(table, sources);
  await table.read(modules);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const { name } of modules) checkNeeds(name, table, names, surroundings);
    if (!(await names.readWanted())) break;
  }
  return new Map(modules.map((module) => [module.name, judged(module, table, names, surroundings)]));
}

function judged(module: LoadedModule, table: FactsTable, names: Names, surroundings: LoadSurroundings): JudgedLoad {
  const reasons = reasonsOf(module, table, names, surroundings);
  if (reasons.length === 0) return { reasons, firstEffect: null };
  const { stops = [], needs = [] } = table.of(module.name) ?? {};
  // A need may hold; it is counted all the same: an earlier line is the careful one.
  const lines = [...stops.map(([, line]) => line), ...needs.map(([, , line]) => line)];
  return { reasons, firstEffect: lines.reduce((least, line) => Math.min(least, line), lines[0] ?? 0) };
}

function reasonsOf(module: LoadedModule, table: FactsTable, names: Names, surroundings: LoadSurroundings): Reason[] {
  const { name, file } = module;
  const shown = file === null ? name : surroundings.shown(file);
  const known = knownLoad(module);
  if (known !== null) {
    return known.isFree ? [] : [{ code: known.code, message: `${name} ${known.what}`, file: shown, line: 1 }];
  }
  const facts = table.of(name) ?? null;
  if (facts === null) {
    return [{ code: "no-source", message: `${name} has no source that can be read`, file: shown, line: 1 }];
  }
  const reasons = facts.stops.map(([code, line, text]) => ({
    code,
    message: sayLoad(code, shown, line, text),
    file: shown,
    line,
  }));
  return [
    ...reasons,
    ...checkNeeds(name, table, names, surroundings).filter(({ code }) => !reasons.some((each) => each.code === code)),
  ];
}

/** What of a module's needs does not hold, as far as it is known yet. */
function checkNeeds(name: string, table: FactsTable, names: Names, surroundings: LoadSurroundings): Reason[] {
  const reasons: Reason[] = [];
  const file = names.fileOf(name);
  const shown = file === null ? name : surroundings.shown(file);
  for (const [use, path, line, text] of table.of(name)?.needs ?? []) {
    if (use === "logger") {
      if (surroundings.configuresLoggers !== null) reasons.push(surroundings.configuresLoggers);
      continue;
    }
    const [code, message] = names.problem(use, path, name) ?? [];
    if (code !== undefined) {
      reasons.push({
        code,
        message: sayLoad(code, shown, line, message === undefined ? text : `${text}: ${message}`),
        file: shown,
        line,
      });
    } else if (use === "base" && surroundings.readsSubclasses !== null) reasons.push(surroundings.readsSubclasses);
  }
  return reasons;
}
