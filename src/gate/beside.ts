import { benched, defaultYardstick, emptyOf } from "../bench/yardstick.js";
import type { Warning } from "../graph/profile.js";
import { measurePrograms } from "../measure/programs.js";
import { median } from "../measure/quantile.js";
import { seededRandom } from "../measure/random.js";
import type { Program, Runner } from "../measure/runner.js";
import type { Spent } from "./budgets.js";
import type { GateOptions } from "./options.js";

/** What only budgets ask for: the empty start of the interpreter, and the yardstick. */
export async function beside(
  program: Program,
  { budgets, yardstick, environment, stop, seconds }: GateOptions,
  runner: Runner,
  warnings: Warning[],
): Promise<Pick<Spent, "ms" | "ratio">> {
  const nothing = { ms: null, ratio: null };
  if (budgets.maxMs === undefined && budgets.maxRatio === undefined) return nothing;
  const empty: Program = { ...program, words: emptyOf(program.words, program.environment) };
  const usual =
    yardstick === undefined
      ? await defaultYardstick(program.words, environment, runner)
      : { program: benched(yardstick, environment), warnings: [] };
  if (budgets.maxRatio !== undefined) warnings.push(...usual.warnings);
  const limits = { leastPairs: BESIDE_PAIRS, mostPairs: BESIDE_PAIRS, seconds };
  const { runs } = await measurePrograms([program, empty, usual.program], {
    runner,
    clock: () => performance.now() / 1000,
    random: seededRandom(Date.now()),
    stop,
    limits,
    isEnough: () => false,
  });
  const [own = [], bare = [], measure = []] = runs;
  if (own.length === 0) return nothing;
  const differences = own.map(
    ({ cpuUs, wallUs }, at) => (cpuUs ?? wallUs) - (bare[at]?.cpuUs ?? bare[at]?.wallUs ?? 0),
  );
  const ratios = own.map(({ wallUs }, at) => wallUs / (measure[at]?.wallUs ?? Number.NaN));
  return { ms: median(differences) / 1000, ratio: median(ratios) };
}

const BESIDE_PAIRS = 15;
