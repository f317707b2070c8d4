import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROBE_FILES, type ProbedLoad, probeOptions, readProbe } from "../languages/javascript/probe/read-probe.js";
import { HookFolder } from "./hook-folder.js";
import { runCommand } from "./run-command.js";

export interface ProbeOptions {
  /** The program, looked up on PATH, and its arguments; never through a shell. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Absolute files around whose loads state is compared. */
  readonly watched: readonly string[];
  /** All that would load later or never, `watched` among them. */
  readonly going: readonly string[];
  /** For looking at state; loads beyond that are told as not known. */
  readonly seconds: number;
  readonly timeoutS: number;
}

/**
 * Runs a command once more and looks at what loads of chosen modules leave behind. Its output is thrown away.
 *
 * @param packageRoot our package's folder
 * @returns null where a process of it was not seen to its end
 */
export async function probeRun(packageRoot: string, options: ProbeOptions): Promise<ProbedLoad[] | null> {
  const folder = new HookFolder(join(packageRoot, "dist"), PROBE_FILES);
  try {
    const { words, environment, watched, going, seconds, timeoutS } = options;
    const own = environment.NODE_OPTIONS ?? "";
    const given = {
      watched: watched.map(real),
      going: going.map(real),
      seconds,
      options: environment.NODE_OPTIONS ?? null,
    };
    writeFileSync(join(folder.path, "probe.json"), JSON.stringify(given), { mode: 0o600 });
    const NODE_OPTIONS = `${probeOptions(folder.path)}${own === "" ? "" : ` ${own}`}`;
    const { ending } = await runCommand({
      words,
      environment: { ...environment, NODE_OPTIONS, NODE_DISABLE_COMPILE_CACHE: "1" },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdin: "ignore",
      stdout: "capture",
      timeoutS,
    });
    if (ending !== "itself") return null;
    const found: ProbedLoad[] = [];
    for (const text of folder.take().values()) {
      const loads = readProbe(text);
      if (loads === null) return null;
      found.push(...loads);
    }
    return found;
  } finally {
    folder.remove();
  }
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
