import type { Warning } from "../graph/profile.js";
import { findPython } from "../io/find-python.js";
import { watchMachine } from "../io/machine.js";
import { ProgramRunner } from "../io/program-runner.js";
import { WARM_UPS } from "../measure/programs.js";
import { seededRandom } from "../measure/random.js";
import { bench, MOST_PAIRS } from "./bench.js";
import type { BenchDocument } from "./document.js";
import { failureCheck } from "./failures.js";
import { commandNames } from "./names.js";
import type { HereOptions } from "./options.js";
import { preparation } from "./preparation.js";
import { programsOf } from "./programs-of.js";
import { benched, defaultYardstick, wrapper } from "./yardstick.js";

/**
 * Measures commands on this machine.
 *
 * @returns null where the user stopped it before two pairs
 * @throws UserError for a command that can't be started, fails or hangs
 */
export async function benchHere(options: HereOptions): Promise<BenchDocument | null> {
  const { environment, timeoutS, stop, pairs } = options;
  const python = await findPython(environment);
  const runner = new ProgramRunner({ python, timeoutS, stop });
  const yardstick = await yardstickOf(options, runner);
  const commands = await programsOf(options);
  // One that the user names is called as his commands are.
  const isUsual = options.yardstick === undefined;
  const measure = yardstick === null ? [] : [isUsual ? yardstick.program : { ...yardstick.program, name: undefined }];
  const programs = [...commands, ...measure];
  const names = commandNames(programs);
  const all = programs.map((program, at) => ({ ...program, name: names[at] ?? "" }));
  const check = failureCheck(options);
  const prepared = preparation(options);
  const warnings: Warning[] = [...(yardstick?.warnings ?? []), ...all.flatMap(wrapper), ...prepared.warnings];
  let run = 0;
  try {
    return await bench({
      ...options,
      runner,
      programs: all,
      hasYardstick: yardstick !== null,
      clock: () => performance.now() / 1000,
      random: seededRandom(Date.now()),
      ready: prepared.ready,
      onRun: (each, at) => {
        options.onRun(++run, `${pairs === null ? "at most " : ""}${((pairs ?? MOST_PAIRS) + WARM_UPS) * all.length}`);
        check(each, all[at]?.name ?? "");
      },
      watch: () => watchMachine({ precision: runner.precision, reader: python }),
      warnings,
    });
  } finally {
    prepared.end();
  }
}

async function yardstickOf({ yardstick, commands, environment }: HereOptions, runner: ProgramRunner) {
  if (yardstick === null) return null;
  if (yardstick === undefined) return defaultYardstick(commands[0]?.words ?? [], environment, runner);
  const program = benched(yardstick, environment);
  return { program, warnings: [] };
}
