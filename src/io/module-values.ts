import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ModuleValues,
  readValues,
  VALUES_ENVIRONMENT,
  type ValuesRequest,
  valuesSpecification,
} from "../languages/python/values/values.js";

export interface ValuesOptions {
  /** The program's interpreter. */
  readonly exe: string;
  /** values.py */
  readonly script: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
}

/** Loading everything that a large program loads, and looking at all of it, takes some seconds. */
const TIMEOUT_MS = 120_000;

/** What modules hold once a process has loaded them; null where it did not come to its end. */
export async function moduleValues(request: ValuesRequest, options: ValuesOptions): Promise<ModuleValues | null> {
  const folder = mkdtempSync(join(tmpdir(), "importperf-values-"));
  try {
    const [specification, out] = [join(folder, "specification"), join(folder, "out.json")];
    writeFileSync(specification, valuesSpecification(request));
    await ended(specification, out, options);
    return readValues(readFileSync(out, "utf8"));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ended(specification: string, out: string, options: ValuesOptions): Promise<void> {
  const { exe, script, cwd, environment, stop } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(exe, [script, specification, out], {
      cwd,
      env: { ...environment, ...VALUES_ENVIRONMENT },
      stdio: "ignore",
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
      signal: stop,
      windowsHide: true,
    });
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}
