import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { HOOK_FILES, hookPrefixes } from "../../languages/python/record/hooks.js";
import { type ProcessRecord, readProcessFile } from "../../languages/python/record/process-file.js";
import type { HookMode } from "../../languages/recording.js";
import { askForObjects, hookEnvironment } from "../hook-environment.js";
import { HookFolder } from "../hook-folder.js";
import type { Interpreter } from "./pythons.js";

/** For tests: the hard programs of `fixtures/record`, run with and without the Python hooks. */

export const FIXTURES = resolve("fixtures", "record");

export interface Outcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly records: readonly ProcessRecord[];
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** Of an observed run: modules around whose loads every object is compared. */
  readonly probed?: readonly string[];
}

const folder = new HookFolder("dist", HOOK_FILES);
process.on("exit", () => folder.remove());

/** @param mode null for a run without hooks */
export function run(
  python: Interpreter,
  args: readonly string[],
  mode: HookMode | null,
  options: RunOptions = {},
): Outcome {
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", ...options.environment };
  const hooks = mode === null ? {} : hookEnvironment(folder, mode, hookPrefixes(folder.path, mode, ":"), environment);
  askForObjects(folder, options.probed ?? []);
  const { status, signal, stdout, stderr } = spawnSync(python.path, args, {
    cwd: options.cwd ?? FIXTURES,
    env: { ...environment, ...hooks },
    input: options.input ?? "from standard input\n".repeat(20_000),
    encoding: "utf8",
    timeout: 120_000,
  });
  const records = [...folder.take().values()].flatMap((text) => readProcessFile(text) ?? []);
  return { status, signal, stdout, stderr, records };
}

/** A folder of a test's own; it goes when the test's process ends. */
export function madeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "importperf-test-"));
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What a user sees of a run. */
export function seen({ status, signal, stdout, stderr }: Outcome) {
  return { status, signal, stdout, stderr };
}
