import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.js";
import type { PythonEnvironment } from "../languages/python/environment.js";
import type { PythonSearchPath } from "../languages/python/resolve/search-path.js";
import { PYTHON_PATH_SCRIPT } from "./python-path-script.js";
import { PYTHON_SCRIPT } from "./python-script.js";

/** Large environments answer within a second; a network drive may need a few. */
const TIMEOUT_MS = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Asks an interpreter what it is and what is installed for it. Starts it once, isolated and without `site`: none
 * of the installed projects' code runs.
 *
 * @param exe path or name of a Python 3.7 or later
 * @param roots folders, archives and folders within those from which a program loads modules that it brings along; absolute
 * @throws UserError `python-missing`, `python-failed`, `python-too-old` or `python-not-python`
 */
export async function askPython(exe: string, roots: readonly string[] = []): Promise<PythonEnvironment> {
  return ask(exe, [PYTHON_SCRIPT, ...roots], isEnvironment);
}

/**
 * Asks an interpreter where it looks for modules: quicker than asking for all that is installed. Starts it once,
 * isolated and without `site`, as `askPython` does, with the same errors.
 */
export async function askPythonPath(exe: string): Promise<PythonSearchPath> {
  return ask(exe, [PYTHON_PATH_SCRIPT], isSearchPath);
}

async function ask<Answer>(
  exe: string,
  script: readonly string[],
  fits: (answer: unknown) => answer is Answer,
): Promise<Answer> {
  const answer = parse(await output(exe, script));
  if (fits(answer)) return answer;
  const tooOld = (answer as { tooOld?: unknown } | null)?.tooOld;
  if (typeof tooOld === "string") {
    throw new UserError("python-too-old", `${exe} is Python ${tooOld}`, OLD);
  }
  throw new UserError("python-not-python", `${exe} does not answer as Python does`, NEXT_STEP);
}

const OLD = "Give a Python 3.7 or later with --python.";
const NEXT_STEP = "Give the interpreter that made the log, for instance --python .venv/bin/python.";

function output(exe: string, script: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: TIMEOUT_MS, killSignal: "SIGKILL", maxBuffer: MOST_BYTES, windowsHide: true } as const;
    const asked = execFile(exe, ["-I", "-S", "-c", ...script], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(failure(exe, error, stderr));
    });
    // A program that is no Python may wait for input; it gets none.
    asked.stdin?.on("error", () => {});
    asked.stdin?.end();
  });
}

function failure(exe: string, error: Error & { code?: unknown; killed?: boolean }, stderr: string): UserError {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return new UserError("python-missing", `there is no ${exe}`, NEXT_STEP);
  }
  if (error.code === "EACCES") {
    const within = ["bin/python", "Scripts/python.exe"].map((path) => join(exe, path)).find(existsSync);
    const hint = within === undefined ? NEXT_STEP : `Give the interpreter in it: --python ${within}.`;
    return new UserError("python-missing", `${exe} can't be started`, hint);
  }
  if (error.killed === true) {
    return new UserError("python-failed", `${exe} gave no answer within ${TIMEOUT_MS / 1000} s`, NEXT_STEP);
  }
  if (stderr.startsWith("Unknown option: -I")) {
    return new UserError("python-too-old", `${exe} is Python 2`, OLD);
  }
  const said = stderr.trim().split("\n").at(-1)?.slice(0, 200) ?? "";
  return new UserError("python-failed", `${exe} failed${said === "" ? "" : `: ${said}`}`, NEXT_STEP);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEnvironment(answer: unknown): answer is PythonEnvironment {
  const fields = answer as Partial<PythonEnvironment> | null;
  return typeof fields?.runtime === "string" && Array.isArray(fields.distributions) && Array.isArray(fields.version);
}

function isSearchPath(answer: unknown): answer is PythonSearchPath {
  const fields = answer as Partial<PythonSearchPath> | null;
  return typeof fields?.stdlib === "string" && Array.isArray(fields.folders) && Array.isArray(fields.suffixes);
}
