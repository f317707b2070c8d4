import { join } from "node:path";
import type { Warning } from "../graph/profile.js";
import type { GatherFolder } from "../io/gather-folder.js";
import { runCommand } from "../io/run-command.js";
import type { StartedModule } from "./bundler.js";

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
}

/** Runs a program with each list of arguments: what it had loaded when it ended, by name. */
export async function startedModules(
  options: StartedPrograms,
): Promise<{ modules: StartedModule[]; warnings: Warning[] }> {
  const { executable, script, scripts, into, environment, folder, timeoutS, stop } = options;
  const found = new Map<string, StartedModule>();
  const warnings: Warning[] = [];
  for (const [at, args] of options.args.entries()) {
    const name = `started-${at}.json`;
    const words = [executable, join(scripts, "started.py"), join(into.path, name), script, ...args];
    await runCommand({ words, environment, cwd: folder, stdin: "ignore", stdout: "capture", timeoutS, stop });
    const loaded = into.readJson(name) as StartedModule[] | null;
    if (loaded === null) warnings.push(unknown(args));
    for (const module of loaded ?? []) found.set(module.name, module);
  }
  return { modules: [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), warnings };
}

function unknown(args: readonly string[]): Warning {
  const how = args.length === 0 ? "without arguments" : `with ${args.join(" ")}`;
  return { code: "start-unknown", message: `what a start ${how} loads is not known: it did not end as Python does` };
}
