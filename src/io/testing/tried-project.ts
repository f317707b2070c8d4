import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

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

/** Ends with code 128 what takes longer than it may. */
export function ended(file: string, args: readonly string[], cwd: string, seconds = SECONDS): Promise<Ended> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" };
  return new Promise((done) => {
    execFile(
      file,
      args,
      { cwd, env, encoding: "utf8", timeout: seconds * 1000, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 128;
        done({ code, stdout, stderr });
      },
    );
  });
}

/** `perf optimize` with these arguments. */
export function optimized(args: readonly string[], cwd: string, seconds = SECONDS): Promise<Ended> {
  return ended(process.execPath, [PERF, "optimize", ...args], cwd, seconds);
}

/** A copy of a project with a plan's patch, applied by git. */
export function patched(root: string, { patch }: { readonly patch: string }): string {
  const copy = madeFolder();
  cpSync(root, copy, { recursive: true });
  if (patch !== "") execFileSync("git", ["apply", "-"], { cwd: copy, input: patch });
  return copy;
}
