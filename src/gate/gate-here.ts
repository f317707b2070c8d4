import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { findPython } from "../io/find-python.js";
import { watchMachine } from "../io/machine.js";
import { ProgramRunner } from "../io/program-runner.js";
import { median } from "../measure/quantile.js";
import { seededRandom } from "../measure/random.js";
import { beside } from "./beside.js";
import { checkBudgets, type Spent } from "./budgets.js";
import { calibrate } from "./calibrate.js";
import { type Compared, compare, pairsOf } from "./compare.js";
import { comparedDoubts, machineDoubts } from "./doubts.js";
import { type FoundSide, verdictOf } from "./gate.js";
import type { GateOptions } from "./options.js";
import { type Side, sidesOf } from "./sides.js";
import { recorded, refuseOther } from "./starts.js";
import type { Calibration, Verdict } from "./verdict.js";

/**
 * Compares and checks on this machine.
 *
 * @throws UserError for commands that can't be run or compared, revisions that are not there, and what an interrupt leaves open
 */
export async function gateHere(options: GateOptions): Promise<Verdict> {
  const { environment, timeoutS, stop, tolerance, tool } = options;
  const python = await findPython(environment);
  const runner = new ProgramRunner({ python, timeoutS, stop });
  const random = seededRandom(Date.now());
  const [base, head] = await sidesOf(options);
  const warnings: Warning[] = [];
  const machine = watchMachine({ precision: runner.precision, reader: python });
  // What only one side's start compiles and caches is made before anything is timed.
  const graphs = {
    base: base && (await recorded("base", base, options, warnings)),
    head: await recorded("head", head, options, warnings),
  };
  refuseOther(base, head, graphs);
  const compareOptions = { runner, random, stop, tolerance, clock, seconds: options.seconds, onPair: options.onRun };
  const against = options.calibrate ? head : base;
  const compared = against === null ? null : await compare(against.program, head.program, compareOptions);
  const spent: Spent = { graph: graphs.head, ...(await beside(head.program, options, runner, warnings)) };
  if (stop.aborted) throw new UserError("interrupted", "interrupted before there was a verdict", "nothing was changed");
  if (compared !== null) warnings.push(...comparedDoubts(compared));
  warnings.push(...machineDoubts(machine()));
  const side = ({ program, revision }: Side, graph: ImportGraph | null): FoundSide => ({
    command: program.words,
    revision,
    graph,
  });
  const verdict = verdictOf({
    tool,
    tolerance,
    base: base && side(base, graphs.base),
    head: side(head, graphs.head),
    compared: options.calibrate ? null : compared,
    budgets: checkBudgets(options.budgets, spent),
    warnings,
  });
  if (!options.calibrate || compared === null) return verdict;
  return { ...verdict, pairs: compared.base.length, calibration: calibrated(compared, options, random) };
}

function clock(): number {
  return performance.now() / 1000;
}

function calibrated(compared: Compared, { tolerance }: GateOptions, random: () => number): Calibration {
  const rounds = compared.base.map((run, at) => [run, compared.head[at] ?? run]);
  const wall = pairsOf(rounds, ({ wallUs }) => wallUs);
  const isCpu = compared.metric === "cpu";
  const seconds = median(rounds.map(([one, two]) => ((one?.wallUs ?? 0) + (two?.wallUs ?? 0)) / 1e6));
  const times = isCpu ? pairsOf(rounds, ({ cpuUs, wallUs }) => cpuUs ?? wallUs) : wall;
  return calibrate({ times, wall: isCpu ? wall : null, seconds }, tolerance, random);
}
