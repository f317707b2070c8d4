import { analyze } from "../../analyze/analyze.js";
import { UserError } from "../../errors.js";
import type { ImportGraph } from "../../graph/graph.js";
import { importSetName, importSetOf } from "../../graph/import-set.js";
import type { ImportRun, Warning } from "../../graph/profile.js";
import { seededRandom } from "../../measure/random.js";
import { commandNames } from "../names.js";
import type { ImportTimesDocument } from "./document.js";
import { importTable } from "./import-table.js";
import { type AskedSet, type ImportSide, WHOLE } from "./sides.js";

const SEED = 1;
/** Of fewer runs on each side there is no interval of 95 %. */
const LEAST_RUNS = 4;

/**
 * Compares the import times that recordings hold; nothing runs.
 *
 * @param files profiles, the one that the others are held against first
 * @throws UserError for a file that is no recording, or was written before runs were kept
 */
export async function importTimesOfProfiles(
  files: readonly string[],
  sets: readonly AskedSet[],
  tool: string,
): Promise<ImportTimesDocument> {
  const names = commandNames(files.map((file) => ({ words: [file] })));
  const sides: ImportSide[] = [];
  const commands: (string[] | null)[] = [];
  const warnings: Warning[] = [];
  for (const [at, file] of files.entries()) {
    const { graph, warnings: own } = await analyze([file], { tool });
    const runs = graph.recorded?.importRuns;
    if (runs === undefined || runs.length === 0) throw noRuns(file);
    const name = names[at] ?? file;
    sides.push(profileSide(name, graph, runs, sets));
    commands.push(graph.command === null ? null : [...graph.command]);
    warnings.push(...own.map(({ code, message }) => ({ code, message: `${name}: ${message}` })));
    if (runs.length < LEAST_RUNS) {
      const message = `${name} holds ${runs.length} timed runs: intervals need ${LEAST_RUNS} (perf record -n ${LEAST_RUNS})`;
      warnings.push({ code: "few-runs", message });
    }
  }
  return {
    kind: "imports",
    version: 1,
    tool,
    machine: null,
    sides: sides.map(({ name, runs }, at) => ({
      name,
      command: commands[at] ?? null,
      profile: files[at] ?? null,
      runs: runs.length,
    })),
    sets: importTable(sides, false, () => seededRandom(SEED)),
    plan: null,
    warnings,
  };
}

function profileSide(
  name: string,
  graph: ImportGraph,
  runs: readonly ImportRun[],
  sets: readonly AskedSet[],
): ImportSide {
  const loaded = new Set(graph.loads.module.subarray(0, graph.loads.count));
  const modules = new Map<string, number>([[WHOLE, loaded.size]]);
  for (const module of loaded) {
    const set = importSetName(importSetOf(graph, module));
    modules.set(set, (modules.get(set) ?? 0) + 1);
  }
  for (const asked of sets) {
    const single = asked.of.find((each) => !modules.has(each));
    if (single !== undefined) throw onlyDistributions(asked, single, name);
    modules.set(
      asked.name,
      asked.of.reduce((sum, each) => sum + (modules.get(each) ?? 0), 0),
    );
  }
  return { name, modules, runs: runs.map((run) => times(run, sets)) };
}

function times(run: ImportRun, sets: readonly AskedSet[]): Map<string, number> {
  const found = new Map<string, number>([[WHOLE, run.us]]);
  for (const set of run.sets) {
    const name = importSetName(set);
    found.set(name, (found.get(name) ?? 0) + set.us);
  }
  for (const { name, of } of sets) {
    const sum = of.reduce((all, each) => all + (found.get(each) ?? 0), 0);
    found.set(name, sum);
  }
  return found;
}

function noRuns(file: string): UserError {
  return new UserError(
    "no-runs",
    "this holds no times of single runs",
    "record it anew (perf record), or compare its medians: perf diff BEFORE AFTER",
    { file },
  );
}

function onlyDistributions({ name }: AskedSet, single: string, side: string): UserError {
  return new UserError(
    "unknown-set",
    `--set ${name}: ${single} is no distribution in ${side}`,
    "a profile keeps the times of single runs by distribution; measure modules with commands instead of profiles",
  );
}
