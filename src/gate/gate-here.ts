import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { findPython } from "../io/find-python.js";
import { watchMachine } from "../io/machine.js";
import { ProgramRunner } from "../io/program-runner.js";
import { looksAmong } from "../measure/looks.js";
import { seededRandom } from "../measure/random.js";
import type { Loaded } from "./agreed.js";
import { beside } from "./beside.js";
import { checkBudgets, type Spent } from "./budgets.js";
import { calibrate } from "./calibrate.js";
import { compare } from "./compare.js";
import { comparedDoubts, machineDoubts } from "./doubts.js";
import { type FoundSide, verdictOf } from "./gate.js";
import type { GateOptions } from "./options.js";
import { selfPairs } from "./self-pairs.js";
import { type Side, sidesOf } from "./sides.js";
import { recorded, refuseOther } from "./starts.js";
import type { Verdict } from "./verdict.js";

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
  const loaded = {
    base: base && (await recorded("base", base, options, warnings)),
    head: await recorded("head", head, options, warnings),
  };
  refuseOther(base, head, loaded);
  const looks = looksAmong(options.among);
  const compareOptions = {
    looks,
    runner,
    random,
    stop,
    tolerance,
    clock,
    seconds: options.seconds,
    onPair: options.onRun,
  };
  const self =
    options.calibrate === null ? null : await selfPairs(head.program, { ...compareOptions, pairs: options.calibrate });
  const compared = base === null || self !== null ? null : await compare(base.program, head.program, compareOptions);
  const spent: Spent = { loaded: loaded.head, ...(await beside(head.program, options, runner, warnings)) };
  if (stop.aborted) throw new UserError("interrupted", "interrupted before there was a verdict", "nothing was changed");
  if (self !== null) warnings.push(...self.warnings);
  if (compared !== null) warnings.push(...comparedDoubts(compared));
  warnings.push(...machineDoubts(machine()));
  const side = ({ program, revision }: Side, found: Loaded | null): FoundSide => ({
    command: program.words,
    revision,
    loaded: found,
  });
  const verdict = verdictOf({
    tool,
    tolerance,
    base: base && side(base, loaded.base),
    head: side(head, loaded.head),
    compared,
    budgets: checkBudgets(options.budgets, spent),
    warnings,
  });
  if (self === null) return verdict;
  return {
    ...verdict,
    pairs: self.pairs.times.base.length,
    calibration: calibrate(self.pairs, tolerance, random, undefined, looks),
  };
}

function clock(): number {
  return performance.now() / 1000;
}
