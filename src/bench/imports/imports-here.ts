import { importSetOf } from "../../graph/import-set.js";
import type { Warning } from "../../graph/profile.js";
import { findPython } from "../../io/find-python.js";
import { watchMachine } from "../../io/machine.js";
import { ProgramRunner } from "../../io/program-runner.js";
import { estimate } from "../../measure/bootstrap.js";
import { measurePrograms, WARM_UPS } from "../../measure/programs.js";
import { seededRandom } from "../../measure/random.js";
import { classified } from "../../record/classified.js";
import { recordingFolder } from "../../record/hooked.js";
import { treeOfRun } from "../../record/tree.js";
import { LEAST_PAIRS, MOST_PAIRS, PRECISION } from "../bench.js";
import { isWithin } from "../comparing.js";
import { failureCheck } from "../failures.js";
import { machineDoubts } from "../machine-doubts.js";
import { commandNames } from "../names.js";
import type { HereOptions } from "../options.js";
import { planOf } from "../plan-of.js";
import { preparation } from "../preparation.js";
import { programsOf } from "../programs-of.js";
import { runDoubts } from "../run-doubts.js";
import type { ImportTimesDocument } from "./document.js";
import { ImportRunner, type SeenLoads } from "./import-runner.js";
import { importTable, ratioOf } from "./import-table.js";
import { type AskedSet, type ImportSide, sideOf } from "./sides.js";

export interface ImportsHereOptions extends Omit<HereOptions, "yardstick"> {
  /** The package's folder. */
  readonly packageRoot: string;
  readonly sets: readonly AskedSet[];
}

/** Of what is drawn for the intervals of medians; the same runs then always give the same document. */
const SEED = 1;

/**
 * Measures the import time of commands on this machine, in turns, as the hooks of a recording's timed runs tell it.
 *
 * @returns null where the user stopped it before two rounds
 * @throws UserError for a command that can't be started or timed, fails or hangs
 */
export async function importTimesHere(options: ImportsHereOptions): Promise<ImportTimesDocument | null> {
  const { environment, timeoutS, stop, packageRoot, pairs, tool } = options;
  const python = await findPython(environment);
  const programs = await programsOf(options);
  const names = commandNames(programs);
  const check = failureCheck(options);
  const folder = recordingFolder(packageRoot);
  const prepared = preparation(options);
  const runner = new ImportRunner(new ProgramRunner({ python, timeoutS, stop }), folder, options.folder);
  const watched = watchMachine({ precision: runner.precision, reader: python });
  let run = 0;
  try {
    const measured = await measurePrograms(programs, {
      runner,
      clock: () => performance.now() / 1000,
      random: seededRandom(Date.now()),
      stop,
      ready: prepared.ready,
      limits: { leastPairs: LEAST_PAIRS, mostPairs: pairs ?? MOST_PAIRS, seconds: options.seconds },
      isEnough: (runs) => pairs === null && isNarrow(runs.map((each) => each.map((one) => whole(runner.loadsOf(one))))),
      onRun: (each, at) => {
        const most = ((pairs ?? MOST_PAIRS) + WARM_UPS) * programs.length;
        options.onRun(++run, `${pairs === null ? "at most " : ""}${most}`);
        check(each, names[at] ?? "");
      },
    });
    const machine = watched();
    const rounds = measured.runs[0]?.length ?? 0;
    if (measured.ended === "user" && rounds < 2) return null;
    const sides: ImportSide[] = [];
    const doubts: Warning[] = [];
    for (const [at, runs] of measured.runs.entries()) {
      const seen = runs.map((each) => runner.loadsOf(each));
      const { setOf, warnings } = await setsOf(seen, programs[at]?.words ?? [], programs[at]?.cwd ?? options.folder);
      const times = seen.map((each) => each.times);
      sides.push(sideOf(names[at] ?? "", times, setOf, options.sets));
      doubts.push(...warnings, ...runDoubts(names[at] ?? "", measured.warmUps[at] ?? [], runs, options.cold));
    }
    return {
      kind: "imports",
      version: 1,
      tool,
      machine,
      sides: programs.map(({ words }, at) => ({
        name: names[at] ?? "",
        command: [...words],
        profile: null,
        runs: measured.runs[at]?.length ?? 0,
      })),
      sets: importTable(sides, true, () => seededRandom(SEED)),
      plan: planOf(measured, options),
      warnings: [...prepared.warnings, ...doubts, ...machineDoubts(machine, measured, [], PRECISION)],
    };
  } finally {
    prepared.end();
    folder.remove();
  }
}

function whole({ times }: SeenLoads): number {
  let sum = 0;
  for (const us of times.values()) sum += us;
  return sum;
}

/** Whether the import time of each side beside the first's, or of the only one, is known to the precision of the bench. */
function isNarrow([first = [], ...others]: readonly (readonly number[])[]): boolean {
  const found =
    others.length > 0 ? others.map((other) => ratioOf(first, other, true)) : [estimate(first, seededRandom(SEED))];
  return found.every((each) => isWithin(each, PRECISION));
}

/** Where the modules of a side's runs belong to, as the environments of its interpreters tell. */
async function setsOf(seen: readonly SeenLoads[], words: readonly string[], root: string) {
  const [first] = seen;
  if (first === undefined || first.processes.length === 0)
    return { setOf: () => ({ distribution: null, origin: "dependency" }) as const, warnings: [] };
  const trees = seen.flatMap(({ processes }) => processes);
  const { graph, warnings } = await classified({ ...treeOfRun(trees, words), root }, trees);
  const index = new Map(graph.modules.name.map((name, module) => [name, module]));
  return { setOf: (module: string) => importSetOf(graph, index.get(module) ?? -1), warnings };
}
