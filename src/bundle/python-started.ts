import { join } from "node:path";
import type { Warning } from "../graph/profile.js";
import type { GatherFolder } from "../io/gather-folder.js";
import { runCommand } from "../io/run-command.js";
import type { StartedModule, StartedPattern } from "./bundler.js";
import { lastError } from "./last-error.js";

export interface StartedPrograms {
  readonly executable: string;
  readonly script: string;
  readonly args: readonly (readonly string[])[];
  /** Where our scripts for bundles lie. */
  readonly scripts: string;
  readonly into: GatherFolder;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly timeoutS: number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** What a process noted as it ended. */
interface Started {
  readonly modules: readonly StartedModule[];
  readonly patterns: readonly StartedPattern[];
}

/** Runs a program twice with each list of arguments: what it had loaded when it ended, by name, and the patterns that it compiles each time. */
export async function startedModules(
  options: StartedPrograms,
): Promise<{ modules: StartedModule[]; patterns: StartedPattern[]; warnings: Warning[] }> {
  const { executable, script, scripts, into, environment, folder, timeoutS, stop, say } = options;
  const found = new Map<string, StartedModule>();
  const patterns = new Map<string, StartedPattern>();
  const warnings: Warning[] = [];
  const started = async (
    name: string,
    args: readonly string[],
    failed: (why: string) => void,
  ): Promise<Started | null> => {
    const words = [executable, join(scripts, "started.py"), join(into.path, name), script, ...args];
    const { exitCode, lastWords } = await runCommand({
      words,
      environment,
      cwd: folder,
      stdin: "ignore",
      stdout: "capture",
      timeoutS,
      stop,
    });
    if (exitCode !== 0 && !stop.aborted) failed(`ends with exit code ${exitCode}${lastError(lastWords)}`);
    return into.readJson(name) as Started | null;
  };
  for (const [at, args] of options.args.entries()) {
    // Said at once: what follows takes minutes, and is of no use where the program itself is broken.
    const first = await started(`started-${at}.json`, args, (why) => say(`${shown(args)} ${why}`));
    if (first === null) {
      warnings.push(unknown(args));
      continue;
    }
    for (const module of first.modules) found.set(module.name, module);
    // A text that a start makes up, of a time or a name of its own, is not met again.
    const again = first.patterns.length === 0 ? null : await started(`started-${at}-again.json`, args, () => {});
    const met = new Set(again?.patterns.map((pattern) => JSON.stringify(pattern)));
    for (const pattern of first.patterns) {
      const key = JSON.stringify(pattern);
      if (met.has(key)) patterns.set(key, pattern);
    }
  }
  return {
    modules: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    patterns: [...patterns.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pattern]) => pattern),
    warnings,
  };
}

function shown(args: readonly string[]): string {
  return args.length === 0 ? "a start without arguments" : `a start with ${args.join(" ")}`;
}

function unknown(args: readonly string[]): Warning {
  return { code: "start-unknown", message: `what ${shown(args)} loads is not known: it did not end as Python does` };
}
