import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Plan } from "../plan.js";

/** For tests of `perf optimize` as users run it. */

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function madeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "importperf-test-"));
  folders.push(made);
  return made;
}

/** A folder with these files, outside any git repository. */
export function projectOf(files: Iterable<readonly [string, string]>): string {
  const root = madeFolder();
  for (const [name, text] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const PERF = resolve("bin", "run.js");
const SECONDS = 60;

/** Ends with code 128 what takes longer than a minute. */
export function ended(file: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" };
  return new Promise((done) => {
    execFile(
      file,
      args,
      { cwd, env, encoding: "utf8", timeout: SECONDS * 1000, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 128;
        done({ code, stdout, stderr });
      },
    );
  });
}

/** `perf optimize` with these arguments. */
export function optimized(args: readonly string[], cwd: string): Promise<Ended> {
  return ended(process.execPath, [PERF, "optimize", ...args], cwd);
}

/**
 * The plan of a command whose times come from one run.
 *
 * @param isRun whether loads are probed and the edited code runs, as by default
 * @throws Error where there is none
 */
export async function planned(command: readonly string[], cwd: string, isRun: boolean): Promise<Plan> {
  const flags = ["-n", "1", "--json", ...(isRun ? [] : ["--no-run"])];
  const { code, stdout, stderr } = await optimized([...flags, "--", ...command], cwd);
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
  return JSON.parse(stdout) as Plan;
}

/** A copy of a project with the plan's patch, applied by git. */
export function patched(root: string, { patch }: Plan): string {
  const copy = madeFolder();
  cpSync(root, copy, { recursive: true });
  if (patch !== "") execFileSync("git", ["apply", "-"], { cwd: copy, input: patch });
  return copy;
}
