import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { benched, defaultYardstick } from "../bench/yardstick.js";
import { UserError } from "../errors.js";
import { BundleOut } from "../io/bundle-out.js";
import { withBundleTools } from "../io/bundle-tools.js";
import { MachineWorkshop } from "../io/bundle-workshop.js";
import { cacheFolder } from "../io/cache-folder.js";
import { MachineRoom } from "../io/check-room.js";
import { entryPlaces } from "../io/entry-places.js";
import { findPython } from "../io/find-python.js";
import { contentsHash } from "../io/folder-contents.js";
import { watchMachine } from "../io/machine.js";
import { dropPageCache } from "../io/page-cache.js";
import { ProgramRunner } from "../io/program-runner.js";
import { seededRandom } from "../measure/random.js";
import { startParts } from "../record/start-parts.js";
import { sizeText } from "../report/bundles/amounts.js";
import { time } from "../report/terminal/units.js";
import { bundle } from "./bundle.js";
import type { Bundler, NodeProgram, PythonProgram } from "./bundler.js";
import type { BundlesDocument } from "./document.js";
import { entryOf } from "./entry.js";
import { NODE_KINDS, PYTHON_KINDS } from "./kinds/kinds.js";
import { chosenKinds } from "./kinds-asked.js";
import { machineError } from "./machine-errors.js";
import type { BundleHereOptions } from "./options.js";
import { nodeHere, type ProgramHere, pythonHere } from "./program-here.js";
import { recommendation } from "./recommendation.js";

/** Where programs look for what is a user's own. */
const OF_HOME = /^(?:XDG_(?:CACHE|CONFIG|DATA|STATE)_HOME|SHIV_ROOT|PEX_ROOT)$/;

/**
 * Bundles a program of this machine and compares the bundles.
 *
 * @returns null where the user stopped it before anything could be said
 * @throws UserError for an entry that is not there, a kind that is none, a folder that can't be written to
 */
export async function bundleHere(options: BundleHereOptions): Promise<BundlesDocument | null> {
  try {
    return await compared(options);
  } catch (error) {
    throw machineError(error, tmpdir());
  }
}

async function compared(options: BundleHereOptions): Promise<BundlesDocument | null> {
  const entry = entryOf(options.entry, entryPlaces(options.folder, options.entry));
  const kinds = chosenKinds(
    options.kinds,
    entry.language,
    Object.keys(entry.language === "python" ? PYTHON_KINDS : NODE_KINDS),
  );
  const out = new BundleOut(options.out);
  out.prepare(kinds);
  const room = await MachineRoom.open(options);
  try {
    if (entry.language === "python")
      return await built(await pythonHere(entry, room, options), await loaded(PYTHON_KINDS, kinds), out, room, options);
    return await built(await nodeHere(entry, room, options), await loaded(NODE_KINDS, kinds), out, room, options);
  } finally {
    room.remove();
  }
}

function loaded<P extends PythonProgram | NodeProgram>(
  table: Readonly<Record<string, () => Promise<Bundler<P>>>>,
  kinds: readonly string[],
): Promise<Bundler<P>[]> {
  return Promise.all(kinds.flatMap((kind) => table[kind]?.() ?? []));
}

async function built<P extends PythonProgram | NodeProgram>(
  here: ProgramHere<P>,
  bundlers: readonly Bundler<P>[],
  out: BundleOut,
  room: MachineRoom,
  options: BundleHereOptions,
): Promise<BundlesDocument | null> {
  const { stop, say, tool } = options;
  const { program } = here;
  const environment = startEnvironment(options, room);
  const reader = await findPython(options.environment);
  const runner = new ProgramRunner({ python: reader, timeoutS: options.timeoutS, stop });
  const yardstick = options.isTimed ? await yardstickOf(here.plain, options, runner) : null;
  const isByTimes = program.language === "javascript";
  const contents = JSON.stringify([
    tool,
    here.identity,
    contentsHash(here.contents, isByTimes),
    ownHash(options.packageRoot),
  ]);
  const workshop = new MachineWorkshop({
    out,
    cache: options.isCached ? join(cacheFolder(options.environment), "bundles") : null,
    contents,
    tool,
    withTools: (kind, log, use) =>
      withBundleTools(
        {
          kind,
          log,
          environment: options.environment,
          interpreter: here.interpreter,
          packageRoot: options.packageRoot,
          cwd: options.folder,
          timeoutS: options.buildTimeoutS,
          stop,
        },
        use,
      ),
  });
  let run = 0;
  try {
    return await bundle({
      tool,
      program,
      bundlers,
      entry: options.entry ?? here.entry,
      workshop,
      atOnce: options.atOnce ?? availableParallelism(),
      checking: {
        room,
        plain: here.plain,
        args: options.args,
        environment,
        cwd: options.folder,
        name: program.name,
        sources: here.sources,
        folders: [...here.folders, [room.folder, "<ours>"]],
        runtime: here.runtime,
      },
      timing: !options.isTimed
        ? null
        : {
            runner,
            yardstick: yardstick?.program ?? null,
            pairs: options.pairs,
            seconds: options.seconds,
            clock: () => performance.now() / 1000,
            random: seededRandom(Date.now()),
            watch: () => watchMachine({ precision: runner.precision, reader }),
            cold: options.isCold
              ? {
                  runner: new ProgramRunner({ python: null, timeoutS: options.timeoutS, stop }),
                  emptyCache: dropPageCache,
                }
              : null,
            onRun: () =>
              options.onRun(++run, options.pairs === null ? "as many as it takes" : `${options.pairs} rounds`),
          },
      runner,
      anatomyOf: (words) =>
        startParts({
          tool,
          words,
          entry: topModule(program),
          packageRoot: options.packageRoot,
          environment,
          cwd: options.folder,
          timeoutS: options.timeoutS,
          stop,
        }),
      benched: (words, name) => ({ ...benched(words, environment), name }),
      sentence: (made) =>
        recommendation(made.bundles, made.unbundled, made.yardstick?.name ?? null, { time, size: sizeText }),
      ...(here.optimized === undefined ? {} : { optimized: here.optimized }),
      warnings: [...here.warnings, ...(yardstick?.warnings ?? [])],
      clock: () => performance.now(),
      stop,
      say,
    });
  } finally {
    workshop.close();
  }
}

/** Null for a program that is no module. */
function topModule(program: PythonProgram | NodeProgram): string | null {
  if (program.language !== "python" || !("module" in program.entry)) return null;
  return program.entry.module.split(".")[0] ?? null;
}

/** A home that is empty at first: what bundles unpack into it at their first start is not there from an earlier call. */
function startEnvironment({ environment, keepsHome }: BundleHereOptions, room: MachineRoom) {
  if (keepsHome) return environment;
  const kept = Object.entries(environment).filter(([name]) => !OF_HOME.test(name));
  return { ...Object.fromEntries(kept), HOME: room.home(false) };
}

async function yardstickOf(
  plain: readonly string[],
  { yardstick, environment }: BundleHereOptions,
  runner: ProgramRunner,
) {
  if (yardstick === null) return null;
  if (yardstick === undefined) return defaultYardstick(plain, environment, runner);
  const program = benched(yardstick, environment);
  if (program.path === null)
    throw new UserError("command-missing", `there is no ${yardstick[0]}`, "name another with --yardstick, or none");
  return { program, warnings: [] };
}

/** Of the code that bundles: what another version of it builds may differ. */
function ownHash(packageRoot: string): string {
  return contentsHash([join(packageRoot, "dist", "commands", "bundle.cjs"), join(packageRoot, "dist", "bundle")]);
}
