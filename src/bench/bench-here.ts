import { UserError } from "../errors.js";
import type { Warning } from "../graph/profile.js";
import { findPython } from "../io/find-python.js";
import { HookFolder } from "../io/hook-folder.js";
import { watchMachine } from "../io/machine.js";
import { dropPageCache } from "../io/page-cache.js";
import { ProgramRunner } from "../io/program-runner.js";
import { runCommand } from "../io/run-command.js";
import { WARM_UPS } from "../measure/programs.js";
import { seededRandom } from "../measure/random.js";
import { bench, MOST_PAIRS } from "./bench.js";
import { coldProgram } from "./cold.js";
import type { BenchDocument } from "./document.js";
import { failureCheck } from "./failures.js";
import { commandNames } from "./names.js";
import { type RevisionSide, revisionSides } from "./revision-sides.js";
import { benched, defaultYardstick, wrapper } from "./yardstick.js";

export interface HereOptions {
  readonly tool: string;
  readonly commands: readonly { readonly words: readonly string[]; readonly name?: string | undefined }[];
  /** Undefined for the usual one, null for none. */
  readonly yardstick: readonly string[] | null | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly pairs: number | null;
  readonly seconds: number;
  readonly timeoutS: number;
  readonly ignoreFailure: boolean;
  readonly cold: boolean;
  readonly prepare: readonly string[] | null;
  /** The only command is run in checkouts of the working tree and of the commit at which it and this revision part. */
  readonly against: { readonly reference: string; readonly setup: readonly (readonly string[])[] } | null;
  /** Where the user is, absolute. */
  readonly folder: string;
  readonly say: (text: string) => void;
  readonly stop: AbortSignal;
  /** A run has ended, of how many. */
  readonly onRun: (run: number, of: string) => void;
}

/**
 * Measures commands on this machine.
 *
 * @returns null where the user stopped it before two pairs
 * @throws UserError for a command that can't be started, fails or hangs
 */
export async function benchHere(options: HereOptions): Promise<BenchDocument | null> {
  const { environment, timeoutS, stop, cold, prepare, pairs } = options;
  const python = await findPython(environment);
  const runner = new ProgramRunner({ python, timeoutS, stop });
  const yardstick = await yardstickOf(options, runner);
  const commands = await commandsOf(options);
  // One that the user names is called as his commands are.
  const isUsual = options.yardstick === undefined;
  const measure = yardstick === null ? [] : [isUsual ? yardstick.program : { ...yardstick.program, name: undefined }];
  const programs = [...commands, ...measure];
  const names = commandNames(programs);
  const all = programs.map((program, at) => ({ ...program, name: names[at] ?? "" }));
  const check = failureCheck(options);
  const folder = cold ? new HookFolder("", []) : null;
  const warnings: Warning[] = [...(yardstick?.warnings ?? []), ...all.flatMap(wrapper)];
  if (cold && !dropPageCache()) warnings.push(WARM_DISK);
  let run = 0;
  try {
    return await bench({
      ...options,
      runner,
      programs: all,
      hasYardstick: yardstick !== null,
      clock: () => performance.now() / 1000,
      random: seededRandom(Date.now()),
      ready: async (program) => {
        const ready = folder === null ? program : coldProgram(program, folder);
        if (prepare !== null) await prepared(prepare, options);
        if (cold) dropPageCache();
        return ready;
      },
      onRun: (each, at) => {
        options.onRun(++run, `${pairs === null ? "at most " : ""}${((pairs ?? MOST_PAIRS) + WARM_UPS) * all.length}`);
        check(each, all[at]?.name ?? "");
      },
      watch: () => watchMachine({ precision: runner.precision, reader: python }),
      warnings,
    });
  } finally {
    folder?.remove();
  }
}

/** The commands as they are run, each with the name that it was given. */
async function commandsOf(options: HereOptions) {
  const { against, environment } = options;
  if (against === null) return options.commands.map(({ words, name }) => ({ ...benched(words, environment), name }));
  const [command] = options.commands;
  if (command === undefined || options.commands.length > 1)
    throw new UserError("usage", "--against compares one command with itself", "give one command, after --");
  const [base, head] = await revisionSides({ ...options, ...against, words: command.words });
  const side = ({ program }: RevisionSide, name: string) => ({
    ...benched(program.words, program.environment),
    ...program,
    name,
  });
  // The first word of a label is the commit; what is compared with it is the working tree.
  return [side(base, `base ${base.revision.replace(/ .*/, "")}`), side(head, "head")];
}

async function yardstickOf({ yardstick, commands, environment }: HereOptions, runner: ProgramRunner) {
  if (yardstick === null) return null;
  if (yardstick === undefined) return defaultYardstick(commands[0]?.words ?? [], environment, runner);
  const program = benched(yardstick, environment);
  return { program, warnings: [] };
}

const WARM_DISK: Warning = {
  code: "warm-disk-cache",
  message:
    "the system's disk cache was not emptied, which takes root: files that earlier runs read are still in memory",
};

async function prepared(words: readonly string[], { environment, timeoutS, stop }: HereOptions): Promise<void> {
  const { exitCode, ending, lastWords } = await runCommand({
    words,
    environment,
    stdin: "ignore",
    stdout: "capture",
    timeoutS,
    stop,
  });
  if (ending === "user" || (exitCode === 0 && ending === "itself")) return;
  const how = ending === "timeout" ? `did not end within ${timeoutS} s` : `failed with exit code ${exitCode}`;
  const last = lastWords.trim().split("\n").at(-1) ?? "";
  const message = `what prepares each run ${how}: ${words.join(" ")}${last === "" ? "" : `: ${last}`}`;
  throw new UserError("prepare-failed", message, "type it to see why, or leave --prepare away");
}
