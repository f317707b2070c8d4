import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { findPython } from "../io/find-python.js";
import type { HookFolder } from "../io/hook-folder.js";
import type { CommandRun } from "../io/run-command.js";
import type { HookMode } from "../languages/recording.js";
import { countedRun } from "./counted.js";
import { endingWarnings, exitCodeOf } from "./endings.js";
import { recordedGraph } from "./graph.js";
import { recordingFolder } from "./hooked.js";
import type { Recording, RecordOptions } from "./options.js";
import { ownLogOf, recordOwnLog } from "./own-log.js";
import { preludesOf, preludeWarning, withPrelude } from "./prelude.js";
import { Runner } from "./runner.js";
import type { HookedRun } from "./runs.js";

/** @throws UserError for a command that can't be run, and one in which nothing ran that our hooks could get into */
export async function record(options: RecordOptions): Promise<Recording> {
  const folder = recordingFolder(options.packageRoot, options.root);
  try {
    const log = options.once ? null : ownLogOf(options);
    if (log !== null) return await recordOwnLog(options, folder, log);
    return options.once ? await recordOnce(options, folder) : await recordRuns(options, folder);
  } finally {
    folder.remove();
  }
}

async function recordRuns(options: RecordOptions, folder: HookFolder): Promise<Recording> {
  // Untouched with the real terminal, one to warm up, then pairs of timed and untouched ones, then the traced and the observed one.
  const { counted = 1, observe = true } = options;
  const total = 2 + 2 * options.runs + (options.trace ? counted + (observe ? 1 : 0) : 0);
  options.say(
    options.quiet === true
      ? `runs ${options.words.join(" ")} ${total} times, with its output put away`
      : `runs the command ${total} times: once as it is, then ${total - 1} times with its output put away (--once: one run)`,
  );
  const runner = new Runner(options, folder, total);
  const first = await runner.untouchedFirst();
  const warm = await runner.hooked("time");
  const python = pythonOf(warm) ?? (await findPython(options.environment)) ?? undefined;
  const timed: HookedRun[] = [];
  const untouched: CommandRun[] = [];
  // A run that was stopped by Ctrl-C counts for nothing.
  const keep = <Run>(runs: Run[], run: Run): void => {
    if (!options.stop.aborted) runs.push(run);
  };
  const deeper = async (mode: HookMode): Promise<HookedRun | null> =>
    options.trace && !options.stop.aborted ? unlessInterrupted(() => runner.hooked(mode, python), options, null) : null;
  for (let pair = 0; pair < options.runs; pair++) {
    const hooked = async (): Promise<void> => keep(timed, await runner.hooked("time", python));
    const plain = async (): Promise<void> => keep(untouched, await runner.untouched(python));
    // In turns, the order changed from pair to pair: neighbouring runs drift together.
    for (const each of pair % 2 === 0 ? [hooked, plain] : [plain, hooked]) {
      if (!options.stop.aborted) await unlessInterrupted(each, options, undefined);
    }
  }
  const tracedRuns: HookedRun[] = [];
  for (let time = 0; time < counted; time++) {
    const run = await deeper("trace");
    if (run !== null) tracedRuns.push(run);
  }
  const observed = observe ? await deeper("observe") : null;
  const warnings = endingWarnings([first, ...untouched], options);
  if (python === undefined && process.platform !== "win32") warnings.push(COARSE);
  return recording(options, folder, runner, {
    first,
    python,
    timed: timed.length > 0 ? timed : [warm],
    traced: tracedRuns,
    observed,
    untouched,
    warnings,
  });
}

async function recordOnce(options: RecordOptions, folder: HookFolder): Promise<Recording> {
  const runner = new Runner(options, folder, 1);
  const { run, hooked } = await runner.hookedOnce(options.trace ? "trace" : "time");
  const warnings = endingWarnings([run], options);
  return recording(options, folder, runner, {
    first: run,
    python: undefined,
    timed: [hooked],
    traced: options.trace ? [hooked] : [],
    observed: null,
    untouched: [run],
    warnings,
  });
}

interface Runs {
  readonly python: string | undefined;
  readonly first: CommandRun;
  readonly timed: readonly HookedRun[];
  readonly traced: readonly HookedRun[];
  readonly observed: HookedRun | null;
  readonly untouched: readonly CommandRun[];
  readonly warnings: readonly Warning[];
}

async function recording(options: RecordOptions, folder: HookFolder, runner: Runner, runs: Runs): Promise<Recording> {
  const { words: command, root, environment, once, cold, stop, tool } = options;
  const { first, python, observed, untouched } = runs;
  const preludes = await preludesOf(runs.timed[0], folder, environment, stop);
  const timed = runs.timed.map((run, at) => withPrelude(run, preludes, at));
  const [traced = null, ...others] = runs.traced
    .filter(({ processes }) => processes.length > 0)
    .map((run) => withPrelude(run, preludes, 0));
  const pth = preludes?.each[0].pth ?? null;
  const known = {
    command,
    root,
    environment,
    cold,
    once,
    python,
    timed,
    traced,
    observed,
    pth,
    untouched,
    empty: runner,
  };
  const { graph, warnings } = await recordedGraph(known);
  return {
    analysis: {
      tool,
      inputs: [command.join(" ")],
      graph,
      runs: timed.length,
      dialect: null,
      ignored: { lines: 0, first: [] },
      warnings: [
        ...runner.warnings(),
        ...runs.warnings,
        ...(preludes === null ? [] : [preludeWarning(preludes)]),
        ...warnings,
      ],
    },
    counted:
      options.counted === undefined || traced === null
        ? []
        : [traced, ...others].map(({ processes }) => countedRun(processes)),
    exitCode: stop.aborted ? INTERRUPTED : exitCodeOf(first),
    lastWords: first.lastWords,
  };
}

const INTERRUPTED = 130;

const COARSE: Warning = {
  code: "coarse-cpu-time",
  message: "processor times of whole runs are known to 10 ms only: there is no Python 3 on PATH to read them exactly",
};

/** What was recorded before is kept when a run is broken off. */
async function unlessInterrupted<T, U>(run: () => Promise<T>, { stop }: RecordOptions, otherwise: U): Promise<T | U> {
  try {
    return await run();
  } catch (error) {
    if (stop.aborted && error instanceof UserError && error.code === "interrupted") return otherwise;
    throw error;
  }
}

/** A Python that can start the command and read its processor time exactly. */
function pythonOf({ processes }: HookedRun): string | undefined {
  return processes.find(({ language }) => language === "python")?.executable;
}
