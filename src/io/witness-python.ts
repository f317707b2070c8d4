import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { PythonSearchPath } from "../languages/python/resolve/search-path.js";
import { witness, witnessInterpreter } from "./witnesses.js";

/**
 * Notes what an interpreter's answer was made from. Where the program that was started is the interpreter itself, that is
 * files alone: its own, and those that it looked at. A script (the shim of a version manager) may start another one next time,
 * and has to be asked again.
 *
 * @param exe as it was started: a path, or a name on PATH
 */
export function witnessPython(exe: string, answer: PythonSearchPath, environment: NodeJS.ProcessEnv): void {
  const file = startedFile(exe, environment);
  const { executable, lookedAt } = answer;
  if (file === null || executable === undefined || lookedAt === undefined || !isItself(file, executable)) {
    witnessInterpreter(exe, JSON.stringify(answer));
    return;
  }
  for (const path of [file, executable, ...lookedAt]) witness(path);
}

/** The variables of the environment on which such an answer rests, as text. */
export function pythonVariables(environment: NodeJS.ProcessEnv): string {
  const names = Object.keys(environment).filter((name) =>
    /^(?:PYTHON|__PYVENV|HOME$|USERPROFILE$|APPDATA$)/.test(name),
  );
  return JSON.stringify(names.sort().map((name) => [name, environment[name]]));
}

function isItself(file: string, executable: string): boolean {
  try {
    return !isScript(file) && realpathSync(file) === realpathSync(executable);
  } catch {
    return false;
  }
}

function isScript(file: string): boolean {
  const descriptor = openSync(file, "r");
  try {
    const start = Buffer.alloc(2);
    readSync(descriptor, start);
    return start.toString("latin1") === "#!";
  } finally {
    closeSync(descriptor);
  }
}

/** Every folder of PATH before the one that has it is a place where another one could turn up: they are noted too. */
function startedFile(exe: string, environment: NodeJS.ProcessEnv): string | null {
  // There PATH is not all that is searched.
  if (process.platform === "win32") return null;
  if (exe.includes("/")) return resolve(exe);
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    const file = join(folder, exe);
    witness(file);
    try {
      realpathSync(file);
      return file;
    } catch {
      // Not here.
    }
  }
  return null;
}
