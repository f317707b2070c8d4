import { dirname, join, resolve } from "node:path";
import { moduleValues } from "../../io/module-values.js";
import { dependsOnTime, type TimeDependent } from "../../languages/python/values/depends-on-time.js";
import type { ValuesRequest } from "../../languages/python/values/values.js";

export interface ValuesCheck {
  readonly exe: string;
  readonly packageRoot: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As a process of the recording was started, the interpreter first. */
  readonly command: readonly string[];
  readonly stop: AbortSignal;
}

/**
 * Which of some modules hold other values when they are loaded early, early again, and late: after the command has run to its
 * end. What a load reads (clock, environment, arguments) shows there or makes no difference.
 *
 * @param modules in the order in which they load
 * @returns null where it can't be told: the command is neither a file nor a module, or a process did not come to its end
 */
export async function timeDependent(modules: readonly string[], check: ValuesCheck): Promise<TimeDependent[] | null> {
  const program = programOf(check.command, check.cwd);
  if (program === null) return null;
  const { path, argv, start } = program;
  const options = { ...check, script: join(check.packageRoot, "dist", "python", "values.py") };
  const early: ValuesRequest = { mode: "early", modules, path, argv };
  const [first, again, late] = [
    await moduleValues(early, options),
    await moduleValues(early, options),
    await moduleValues({ mode: "late", modules, path, argv, program: start }, options),
  ];
  if (first === null || again === null || late === null) return null;
  return dependsOnTime(modules, first, again, late);
}

interface Program {
  /** What `sys.path` begins with. */
  readonly path: string;
  readonly argv: readonly string[];
  readonly start: { readonly script: string } | { readonly run: string };
}

function programOf(command: readonly string[], cwd: string): Program | null {
  const [, first = "", ...rest] = command;
  if (first === "-m") {
    const [module = "", ...words] = rest;
    return module === "" ? null : { path: cwd, argv: [module, ...words], start: { run: module } };
  }
  if (first === "" || first.startsWith("-")) return null;
  const script = resolve(cwd, first);
  return { path: dirname(script), argv: [first, ...rest], start: { script } };
}
