import type { Warning } from "../graph/profile.js";
import type { HookFolder } from "../io/hook-folder.js";
import { runCommand } from "../io/run-command.js";
import type { Prelude, RecordedProcess } from "../languages/recording.js";
import { recordingOf } from "./recordings.js";
import type { HookedRun } from "./runs.js";

const TIMES = 3;

/** What the interpreter of a recording loads before the hooks begin, from starts of it alone. */
export interface Preludes {
  readonly executable: string;
  readonly interpreter: string;
  /** At least one. */
  readonly each: readonly [Prelude, ...Prelude[]];
}

/** @returns null where hooks see all, or the interpreter does not answer */
export async function preludesOf(
  run: HookedRun | undefined,
  folder: HookFolder,
  environment: Readonly<Record<string, string | undefined>>,
  stop: AbortSignal,
): Promise<Preludes | null> {
  for (const { language, executable } of run?.processes ?? []) {
    const support = recordingOf(language);
    if (support?.prelude === undefined) continue;
    const words = support.prelude.words(executable, folder.path, folder.fileToWrite(NAME));
    const found: Prelude[] = [];
    for (let time = 0; time < TIMES && !stop.aborted; time++) {
      const command = { words, environment, stdin: "ignore", stdout: "capture", timeoutS: 20 } as const;
      await runCommand(command).catch(() => null);
      const prelude = support.prelude.read(folder.take().get(NAME) ?? "");
      if (prelude !== null) found.push(prelude);
    }
    const [first, ...others] = found;
    return first === undefined ? null : { executable, interpreter: support.interpreter, each: [first, ...others] };
  }
  return null;
}

const NAME = "prelude.json";

/**
 * A run whose processes also have the loads that came before the hooks. What a process had when its hooks began is
 * known; how long that took is what it took in another process of the same interpreter.
 *
 * @param nth which of the preludes
 */
export function withPrelude(run: HookedRun, preludes: Preludes | null, nth: number): HookedRun {
  if (preludes === null) return run;
  const prelude = preludes.each[nth % preludes.each.length] ?? preludes.each[0];
  const processes = run.processes.map((process) =>
    process.executable === preludes.executable && process.before !== undefined
      ? joined(process, prelude, process.before)
      : process,
  );
  return { ...run, processes };
}

function joined(process: RecordedProcess, prelude: Prelude, before: ReadonlySet<string>): RecordedProcess {
  const place: number[] = [];
  const loads: RecordedProcess["loads"][number][] = [];
  for (const load of prelude.loads) {
    const importer = place[load.importer] ?? -1;
    place.push(before.has(load.module) ? loads.push({ ...load, importer }) - 1 : importer);
  }
  const offset = loads.length;
  for (const load of process.loads)
    loads.push(load.importer < 0 ? load : { ...load, importer: load.importer + offset });
  const isTraced = process.imports.length > 0;
  const imports = isTraced ? prelude.imports.filter(({ imported }) => before.has(imported)) : [];
  return {
    ...process,
    loads,
    imports: [...imports, ...process.imports],
    files: isTraced ? new Map([...prelude.files, ...process.files]) : process.files,
  };
}

/** What those loads' times rest on. */
export function preludeWarning({ each: [{ loads }], interpreter }: Preludes): Warning {
  const ms = loads.reduce((sum, { selfNs }) => sum + selfNs, 0) / 1e6;
  return {
    code: "loaded-before-hooks",
    message: `${loads.length} modules (${ms.toFixed(1)} ms) load before our hooks begin; their times come from starts of ${interpreter} alone`,
  };
}
