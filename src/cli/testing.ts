import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { UserError } from "../errors.js";
import type { PerfCommand } from "./command.js";
import type { SmallConfig } from "./main.js";
import { asUserError } from "./show-error.js";

/** For tests of whole commands. */

/** The version stands in the bundle; tests run the modules themselves. */
Object.assign(globalThis, { IMPORTPERF_VERSION: "0.0.0-test" });

/** What `main.ts` gives a command. */
const CONFIG: SmallConfig = {
  bin: "perf",
  version: "0.0.0-test",
  userAgent: "importperf 0.0.0-test",
  root: process.cwd(),
  runHook: async () => ({ successes: [], failures: [] }),
  scopedEnvVar: () => undefined,
  scopedEnvVarKey: (key) => `PERF_${key}`,
  scopedEnvVarKeys: (key) => [`PERF_${key}`],
};

/** A new folder, removed when the process ends. */
export function temporaryFolder(): string {
  if (folders.length === 0) {
    process.once("exit", () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
  }
  const folder = mkdtempSync(join(tmpdir(), "importperf-test-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

/** The files of a folder, sorted by name. */
export function filesOf(folder: string, extension: string): Buffer[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => readFileSync(join(folder, name)));
}

/** The seed of this run's generated inputs, printed; `SEED` repeats one. */
export function printedSeed(): number {
  const seed = process.env.SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.SEED);
  console.log(`SEED=${seed}`);
  return seed;
}

/**
 * Ends the process when nothing has called the returned function for a minute: a hang in our own code blocks
 * the event loop, so only another thread can see it.
 */
export function hangWatch(what: string): () => void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const watch = `
    const { workerData } = require("node:worker_threads");
    let last = -1;
    setInterval(() => {
      const now = Atomics.load(workerData.beats, 0);
      if (now === last) {
        require("node:fs").writeSync(2, "hangs: " + workerData.what + ", input " + now + "\\n");
        process.kill(process.pid, "SIGKILL");
      }
      last = now;
    }, 60_000);`;
  const worker = new Worker(watch, { eval: true, workerData: { beats, what } });
  worker.unref();
  return () => {
    Atomics.add(beats, 0, 1);
  };
}

interface Runnable {
  _run(): Promise<unknown>;
}

/**
 * Runs a command in this process, its standard output kept.
 *
 * @returns what it printed, and the error that a user would be shown
 */
export async function runCommand(
  Command: new (argv: string[], config: never) => PerfCommand,
  argv: string[],
): Promise<{ printed: string; error: UserError | null }> {
  let printed = "";
  const print = async (pieces: Iterable<string>): Promise<void> => {
    for (const piece of pieces) printed += piece;
  };
  const command: unknown = Object.assign(new Command(argv, CONFIG as never), { print });
  try {
    await (command as Runnable)._run();
    return { printed, error: null };
  } catch (error) {
    return { printed, error: asUserError(error) };
  }
}
