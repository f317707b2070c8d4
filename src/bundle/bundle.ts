import type { BenchedProgram } from "../bench/bench.js";
import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import type { Program, Runner } from "../measure/runner.js";
import { type Build, type BundleWorkshop, buildAll, type PlacedBundle } from "./builds.js";
import { builtAsItIs } from "./built-as-it-is.js";
import type { Bundler, NodeProgram, PythonProgram } from "./bundler.js";
import { type CheckOptions, Checks } from "./checks.js";
import type { Bundle, BundleAnatomy, BundleCheck, BundlesDocument, BundleTimes, OptimizedCopies } from "./document.js";
import { type TimingOptions, type Timings, timings } from "./timings.js";

export interface BundleOptions<P extends PythonProgram | NodeProgram> {
  readonly tool: string;
  readonly program: P;
  readonly bundlers: readonly Bundler<P>[];
  /** As the user gave it. */
  readonly entry: string;
  readonly workshop: BundleWorkshop;
  readonly atOnce: number;
  readonly checking: Omit<CheckOptions, "stop">;
  /** Null for no times. */
  readonly timing: Omit<TimingOptions, "programs" | "stop" | "tool"> | null;
  readonly runner: Runner;
  /** Where a start of these words goes; null where that can't be recorded. */
  readonly anatomyOf: (words: readonly string[]) => Promise<BundleAnatomy | null>;
  /** The program as it is measured. */
  readonly benched: (words: readonly string[], name: string) => BenchedProgram;
  readonly sentence: (document: BundlesDocument) => string | null;
  /** What was made of the copies in our own bundles, where that was asked for. */
  readonly optimized?: OptimizedCopies;
  readonly warnings: readonly Warning[];
  readonly clock: () => number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

const UNTIMED: BundleTimes = { wall: null, coldUs: null, ratioToYardstick: null, lo: null, hi: null };
const WITHOUT = "without a bundle";

/** What is known of a bundle that stands where it belongs. */
interface Known {
  readonly build: Extract<Build, { state: "built" }>;
  readonly checks: readonly BundleCheck[];
  readonly firstStartUs: number | null;
}

/**
 * Builds a program with each of some bundlers, starts each bundle for the first time, checks that it does what the program
 * does, and times all that do.
 *
 * @returns null where the user stopped it before all were checked
 */
export async function bundle<P extends PythonProgram | NodeProgram>(
  options: BundleOptions<P>,
): Promise<BundlesDocument | null> {
  const { program, bundlers, stop, say, checking } = options;
  const [args = []] = checking.args;
  const builds = await buildAll(bundlers, program, options);
  const built = builds.filter((build) => build.state === "built");
  if (stop.aborted) return null;
  const firsts = await firstStarts(built, options);
  const checks = new Checks({ ...checking, stop });
  const known: Known[] = [];
  const leftAway: Warning[] = [];
  for (const [at, build] of built.entries()) {
    say(`${build.kind}: checking`);
    const checked = await checks.of(build.bundle);
    const again = stop.aborted ? null : await builtAsItIs(build, checked, checks, options);
    if (again !== null) leftAway.push(again.why);
    known.push({ ...(again ?? { build, checks: checked }), firstStartUs: firsts[at] ?? null });
    if (stop.aborted) return null;
  }
  const doubts = built.length > 0 ? await checks.doubts() : [];
  const timed = known.filter(({ checks }) => checks[0]?.ok === true);
  const times = await timesOf(timed, options);
  const anatomies = times === null ? [] : await anatomiesOf([checking.plain, ...timed.map(commandOf)], options);
  const timesAt = (at: number): BundleTimes => ({ ...(times?.times[at] ?? UNTIMED), ...anatomies[at] });
  const made: BundlesDocument = {
    kind: "bundles",
    version: 1,
    tool: options.tool,
    machine: times?.machine ?? null,
    language: program.language,
    program: program.name,
    entry: options.entry,
    args: [...args],
    checked: checking.args.map((each) => [...each]),
    unbundled: { command: [...checking.plain], ...timesAt(0) },
    yardstick: yardstickOf(options, times),
    bundles: [
      ...known.map((each) => worked(each, timed.includes(each) ? timesAt(timed.indexOf(each) + 1) : UNTIMED)),
      ...builds.flatMap((build) => (build.state === "built" ? [] : [notBuilt(build)])),
    ].sort(byWorthThenStart),
    recommendation: null,
    ...(options.optimized === undefined ? {} : { optimized: options.optimized }),
    warnings: [...options.warnings, ...leftAway, ...doubts, ...(times?.warnings ?? [])],
  };
  return { ...made, recommendation: options.sentence(made) };
}

/** In microseconds, of each bundle's very first start; none where nothing is to be timed. */
async function firstStarts<P extends PythonProgram | NodeProgram>(
  built: readonly { readonly bundle: PlacedBundle }[],
  options: BundleOptions<P>,
): Promise<(number | null)[]> {
  if (options.timing === null || built.length === 0) return [];
  // What the program itself makes at its first start is no bundle's doing.
  await options.runner.run(started(options, options.checking.plain), true);
  const times: (number | null)[] = [];
  for (const { bundle } of built) {
    if (options.stop.aborted) break;
    times.push(await firstStart(started(options, bundle.command), options.runner));
  }
  return times;
}

/** @returns null for one that hangs or can't be started: the checks say so */
async function firstStart(program: Program, runner: Runner): Promise<number | null> {
  try {
    const { wallUs, ending } = await runner.run(program, false);
    return ending === "itself" ? wallUs : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function started<P extends PythonProgram | NodeProgram>(
  { checking: { args, environment, cwd } }: BundleOptions<P>,
  words: readonly string[],
): Program {
  return { words: [...words, ...(args[0] ?? [])], environment, cwd };
}

async function timesOf<P extends PythonProgram | NodeProgram>(known: readonly Known[], options: BundleOptions<P>) {
  const { timing, checking, say, stop } = options;
  if (timing === null || known.length === 0) return null;
  say(`timing ${known.length} ${known.length === 1 ? "bundle" : "bundles"} in turns with the program`);
  const benched = (words: readonly string[], name: string): BenchedProgram => ({
    ...options.benched(started(options, words).words, name),
    cwd: checking.cwd,
  });
  const programs = [
    benched(checking.plain, WITHOUT),
    ...known.map(({ build }) => benched(build.bundle.command, build.kind)),
  ];
  return timings({ ...timing, tool: options.tool, programs, stop });
}

/** @returns what the document holds of it; fewer where the user stopped it */
async function anatomiesOf<P extends PythonProgram | NodeProgram>(
  commands: readonly (readonly string[])[],
  options: BundleOptions<P>,
): Promise<Pick<BundleTimes, "anatomy">[]> {
  options.say("recording where each start goes");
  const found: Pick<BundleTimes, "anatomy">[] = [];
  for (const command of commands) {
    if (options.stop.aborted) break;
    found.push({ anatomy: await options.anatomyOf(started(options, command).words) });
  }
  return found;
}

function commandOf({ build }: Known): readonly string[] {
  return build.bundle.command;
}

function yardstickOf<P extends PythonProgram | NodeProgram>(
  { timing }: BundleOptions<P>,
  times: Timings | null,
): BundlesDocument["yardstick"] {
  if (timing?.yardstick == null || times?.yardstick == null) return null;
  const { name, words } = timing.yardstick;
  return { name, command: [...words], wall: times.yardstick };
}

function worked({ build, checks, firstStartUs }: Known, times: BundleTimes): Bundle {
  const { kind, version, log, bundle } = build;
  const broken = checks.find(({ ok }) => ok === false);
  return {
    with: kind,
    bundler: version,
    path: bundle.path,
    bytes: bundle.bytes,
    files: bundle.files,
    buildMs: bundle.buildMs,
    fromCache: bundle.fromCache,
    command: [...bundle.command],
    needs: bundle.needs,
    works: broken === undefined,
    fault: broken === undefined ? null : `${broken.name}: ${broken.detail}`,
    log,
    said: [],
    checks: [...checks],
    firstStartUs,
    ...times,
  };
}

function notBuilt(build: Exclude<Build, { state: "built" }>): Bundle {
  const isSkipped = build.state === "skipped";
  return {
    with: build.kind,
    bundler: isSkipped ? null : build.version,
    path: null,
    bytes: null,
    files: null,
    buildMs: null,
    fromCache: false,
    command: [],
    needs: null,
    works: null,
    fault: isSkipped ? null : build.why,
    log: isSkipped ? null : build.log,
    said: isSkipped ? [] : [...build.said],
    checks: [],
    firstStartUs: null,
    ...UNTIMED,
    ...(isSkipped ? { skipped: build.why } : {}),
  };
}

/** Those that work by their start, then those that don't, then what failed, then what was skipped. */
function byWorthThenStart(one: Bundle, other: Bundle): number {
  return worth(one) - worth(other) || startOf(one) - startOf(other);
}

function worth({ works, skipped }: Bundle): number {
  return works === true ? 0 : works === false ? 1 : skipped === undefined ? 2 : 3;
}

function startOf({ wall }: Bundle): number {
  return wall?.medianUs ?? 1e15;
}
