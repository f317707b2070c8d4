import { join } from "node:path";
import { benched, defaultYardstick, emptyOf } from "../bench/yardstick.js";
import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { ORIGINS } from "../graph/vocabulary.js";
import { cacheFolder } from "../io/cache-folder.js";
import { findPython } from "../io/find-python.js";
import { watchMachine } from "../io/machine.js";
import { preparedCheckout } from "../io/prepared-checkout.js";
import { ProgramRunner } from "../io/program-runner.js";
import { mergeBase, type Revision, topOf, workingTree } from "../io/revisions.js";
import { measurePrograms } from "../measure/programs.js";
import { median } from "../measure/quantile.js";
import { seededRandom } from "../measure/random.js";
import type { Program, Runner } from "../measure/runner.js";
import { record } from "../record/record.js";
import { checkBudgets, type Spent } from "./budgets.js";
import { calibrate } from "./calibrate.js";
import { type Compared, compare, pairsOf } from "./compare.js";
import { type FoundSide, verdictOf } from "./gate.js";
import type { GateOptions } from "./options.js";
import type { Calibration, Verdict } from "./verdict.js";

/** One of the two programs, as it is run. */
interface Side {
  readonly program: Program;
  readonly revision: string | null;
  /** What lies in it is the program's own. */
  readonly root: string;
  readonly isCheckout: boolean;
}

/**
 * Compares and checks on this machine.
 *
 * @throws UserError for commands that can't be run or compared, revisions that are not there, and what an interrupt leaves open
 */
export async function gateHere(options: GateOptions): Promise<Verdict> {
  const { asked, environment, timeoutS, stop, tolerance, tool } = options;
  const python = await findPython(environment);
  const runner = new ProgramRunner({ python, timeoutS, stop });
  const random = seededRandom(Date.now());
  const [base, head] = await sidesOf(options);
  const warnings: Warning[] = [];
  const machine = watchMachine({ precision: runner.precision, reader: python });
  // What only one side's start compiles and caches is made before anything is timed.
  const graphs = {
    base: base && (await recorded(base, options, warnings)),
    head: await recorded(head, options, warnings),
  };
  refuseOther(base, head, graphs);
  const compareOptions = { runner, random, stop, tolerance, clock, seconds: options.seconds, onPair: options.onRun };
  const against = options.calibrate ? head : base;
  const compared = against === null ? null : await compare(against.program, head.program, compareOptions);
  const spent: Spent = { graph: graphs.head, ...(await beside(head, options, runner, warnings)) };
  if (stop.aborted) throw new UserError("interrupted", "interrupted before there was a verdict", "nothing was changed");
  if (compared !== null) warnings.push(...doubts(compared));
  const { otherLoad, throttledUs, processorLimit } = machine();
  if (throttledUs !== null && throttledUs > 0)
    warnings.push({
      code: "throttled",
      message: `this container's processor limit (${processorLimit ?? "?"}) held the runs up for ${Math.round(throttledUs / 1000)} ms`,
    });
  if (otherLoad !== null && otherLoad > 0.5)
    warnings.push({ code: "other-load", message: `other programs kept ${otherLoad} processors busy meanwhile` });
  const side = ({ program, revision }: Side, graph: ImportGraph | null): FoundSide => ({
    command: program.words,
    revision,
    graph,
  });
  const verdict = verdictOf(
    {
      tool,
      tolerance,
      base: base === null || asked.kind === "budgets" ? null : side(base, graphs.base),
      head: side(head, graphs.head),
      compared: options.calibrate ? null : compared,
      budgets: checkBudgets(options.budgets, spent),
      warnings,
    },
    random,
  );
  if (!options.calibrate || compared === null) return verdict;
  return { ...verdict, pairs: compared.base.length, calibration: calibrated(compared, options, random) };
}

function clock(): number {
  return performance.now() / 1000;
}

async function sidesOf(options: GateOptions): Promise<[Side | null, Side]> {
  const { asked, environment, folder } = options;
  const here = (words: readonly string[]): Side => ({
    program: { words, environment },
    revision: null,
    root: folder,
    isCheckout: false,
  });
  if (asked.kind === "commands") return [here(asked.base), here(asked.head)];
  if (asked.kind === "budgets") return [null, here(asked.words)];
  const top = topOf(folder);
  const below = folder.slice(top.length + 1);
  const revisions: [Revision, Revision] = [mergeBase(folder, asked.reference), workingTree(folder)];
  const made: Side[] = [];
  for (const revision of revisions) {
    const { tree, environment: own } = await preparedCheckout(revision, {
      ...options,
      setup: asked.setup,
      kept: join(cacheFolder(environment), "gate"),
      timeoutS: SETUP_S,
    });
    const cwd = join(tree, below);
    made.push({
      program: { words: asked.words, environment: { ...own, PWD: cwd }, cwd },
      revision: revision.label,
      root: tree,
      isCheckout: true,
    });
  }
  const [base, head] = made;
  if (base === undefined || head === undefined) throw new Error("two revisions are two sides");
  return [base, head];
}

const SETUP_S = 1800;

/** What a start loads; null, with a warning, where our hooks can't get into it. */
async function recorded(side: Side, options: GateOptions, warnings: Warning[]): Promise<ImportGraph | null> {
  const { tool, packageRoot, stop } = options;
  const { words, environment, cwd } = side.program;
  try {
    const { analysis } = await record({
      tool,
      words,
      runs: 1,
      once: false,
      trace: true,
      cold: false,
      stdoutToStderr: false,
      quiet: true,
      timeoutS: options.timeoutS,
      packageRoot,
      root: side.root,
      ...(cwd === undefined ? {} : { cwd }),
      environment,
      say: () => {},
      onRun: () => {},
      stop,
    });
    return analysis.graph;
  } catch (error) {
    if (!(error instanceof UserError) || !NOT_SEEN.has(error.code) || stop.aborted) throw error;
    warnings.push({ code: error.code, message: `what ${words.join(" ")} loads is not known: ${error.message}` });
    return null;
  }
}

/** Programs that are none of Python or Node can still be timed. */
const NOT_SEEN: ReadonlySet<string> = new Set([
  "nothing-recorded",
  "hooks-kept-out",
  "other-runtime",
  "other-implementation",
  "python-too-old",
  "node-too-old",
]);

/** Both sides would run the code of a third place: a verdict on that says nothing. */
function refuseOther(
  base: Side | null,
  head: Side,
  graphs: { base: ImportGraph | null; head: ImportGraph | null },
): void {
  if (base === null || !head.isCheckout) return;
  for (const [side, graph, name] of [
    [base, graphs.base, "base"],
    [head, graphs.head, "head"],
  ] as const) {
    if (graph === null || ownModules(graph) > 0) continue;
    throw new UserError(
      "not-the-checkout",
      `${side.program.words.join(" ")} ran no code of the checkout of ${name}: it loads what is installed`,
      'install each side into an environment of its own: --setup "pip install -e ."',
    );
  }
}

function ownModules({ modules }: ImportGraph): number {
  const application = ORIGINS.indexOf("application");
  let count = 0;
  for (let module = 0; module < modules.count; module++)
    if (modules.origin[module] === application && !(modules.file?.[module] ?? "/").startsWith("/")) count++;
  return count;
}

/** What only budgets ask for: the empty start of the interpreter, and the yardstick. */
async function beside(
  { program }: Side,
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
    clock,
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

function doubts({ base, head, dropped, ended, metric }: Compared): Warning[] {
  const found: Warning[] = [];
  const codes = new Set([...base, ...head].map(({ exitCode }) => exitCode));
  if (codes.size > 1)
    found.push({ code: "exit-codes-vary", message: `runs ended with different exit codes: ${[...codes].join(", ")}` });
  const outputs = (runs: typeof base): Set<string> => new Set(runs.map(({ output }) => output.hash));
  if (outputs(base).size === 1 && outputs(head).size === 1 && base[0]?.output.hash !== head[0]?.output.hash)
    found.push({ code: "outputs-differ", message: "the two do not print the same" });
  if (dropped > 0) found.push({ code: "clock", message: `${dropped} pairs with impossible times were left out` });
  if (ended === "time") found.push({ code: "out-of-time", message: `the time was over after ${base.length} pairs` });
  if (metric === "wall")
    found.push({
      code: "no-exact-cpu",
      message: "without a Python to read it processor time is not exact: wall time is compared",
    });
  return found;
}

function calibrated(compared: Compared, { tolerance }: GateOptions, random: () => number): Calibration {
  const rounds = compared.base.map((run, at) => [run, compared.head[at] ?? run]);
  const wall = pairsOf(rounds, ({ wallUs }) => wallUs);
  const isCpu = compared.metric === "cpu";
  const seconds = median(rounds.map(([one, two]) => ((one?.wallUs ?? 0) + (two?.wallUs ?? 0)) / 1e6));
  const times = isCpu ? pairsOf(rounds, ({ cpuUs, wallUs }) => cpuUs ?? wallUs) : wall;
  return calibrate({ times, wall: isCpu ? wall : null, seconds }, tolerance, random);
}
