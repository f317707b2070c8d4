import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { startedFile } from "./started-file.js";

const ASKED =
  'import sys; sys.stdout.write(sys.executable if sys.version_info >= (3, 7) and sys.platform != "win32" else "")';

/**
 * Any Python 3 on PATH: the interpreter itself, not the shim of a version manager, which would change the environment
 * of what it starts.
 *
 * @returns its path, null where there is none
 */
export async function findPython(environment: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    for (const name of ["python3", "python"]) {
      const found = await executableOf(join(folder, name), environment);
      if (found !== "") return found;
    }
  }
  return null;
}

/** What a command starts: of a script, as version managers have, the interpreter that it leads to. */
export async function interpreterItself(
  command: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { path, firstLine } = startedFile(command, environment.PATH);
  if (firstLine === "") return command;
  const found = await executableOf(path, environment);
  return found === "" ? command : found;
}

function executableOf(file: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve) => {
    const asked = execFile(file, ["-I", "-S", "-c", ASKED], { env, timeout: 10_000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : "");
    });
    asked.stdin?.on("error", () => {}).end();
  });
}
