import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../errors.js";
import { findPython } from "./find-python.js";
import { isAlive } from "./is-alive.js";
import { checkOut, type Revision } from "./revisions.js";
import { runCommand } from "./run-command.js";

type Environment = Readonly<Record<string, string | undefined>>;

export interface CheckoutOptions {
  /** Inside the repository, absolute. */
  readonly folder: string;
  /** Where prepared checkouts are kept. */
  readonly kept: string;
  /** Commands that make a checkout ready, each as its words. */
  readonly setup: readonly (readonly string[])[];
  readonly environment: Environment;
  readonly timeoutS: number;
  readonly stop: AbortSignal;
  readonly say: (text: string) => void;
}

/** A checkout that is ready to run. */
export interface Checkout {
  /** Absolute; as long as every other's, since a program's time depends on the length of its path. */
  readonly tree: string;
  readonly environment: Environment;
}

/** So many are kept for later calls. */
const MOST_KEPT = 8;
const WAIT_MS = 200;
/** Setups that install into the environment that is active: each side gets one of its own. */
const INSTALLS = /^(?:pip[\d.]*|python[\d.]*|uv|poetry|pdm|hatch|flit)$/;

/**
 * A revision checked out and set up, or what an earlier call made of the same content with the same commands. Two calls at once
 * wait for each other; what is broken off is removed.
 *
 * @throws UserError for a setup that fails, hangs or can't be started
 */
export async function preparedCheckout(revision: Revision, options: CheckoutOptions): Promise<Checkout> {
  const { kept, setup, environment, stop, say } = options;
  const python = setup.some(([program = ""]) => INSTALLS.test(program)) ? await findPython(environment) : null;
  const place = join(kept, keyOf(revision, options, python));
  mkdirSync(kept, { recursive: true });
  const release = await locked(`${place}.lock`, stop);
  const tree = join(place, "tree");
  const own = python === null ? environment : withEnvironment(environment, join(place, "env"));
  try {
    const ready = join(place, "ready");
    if (existsSync(ready)) {
      utimesSync(ready, new Date(), new Date());
      return { tree, environment: own };
    }
    prune(kept);
    rmSync(place, { recursive: true, force: true });
    say(`checks out ${revision.label}${setup.length === 0 ? "" : " and sets it up"}`);
    checkOut(options.folder, revision, tree);
    if (python !== null) await run([python, "-m", "venv", join(place, "env")], place, environment, options);
    for (const words of setup) await run(words, tree, own, options);
    writeFileSync(ready, "");
    return { tree, environment: own };
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  } finally {
    release();
  }
}

function keyOf({ tree }: Revision, { folder, setup, environment }: CheckoutOptions, python: string | null): string {
  const asked = [tree, folder, setup, python, process.version, environment.VIRTUAL_ENV ?? null];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16);
}

/** What `activate` would set. */
function withEnvironment(environment: Environment, folder: string): Environment {
  const programs = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const path = environment.PATH === undefined ? programs : `${programs}${delimiter}${environment.PATH}`;
  return { ...environment, VIRTUAL_ENV: folder, PATH: path, PYTHONHOME: undefined };
}

async function run(
  words: readonly string[],
  cwd: string,
  environment: Environment,
  { timeoutS, stop }: CheckoutOptions,
): Promise<void> {
  let said = "";
  const { exitCode, ending, lastWords } = await runCommand({
    words,
    environment,
    cwd,
    stdin: "ignore",
    stdout: "capture",
    timeoutS,
    stop,
    onStdout: (chunk) => {
      said = (said + chunk.toString()).slice(-MOST_SAID);
    },
  });
  if (ending === "user")
    throw new UserError("interrupted", "interrupted while a checkout was set up", "nothing is left of it");
  if (exitCode === 0 && ending === "itself") return;
  const how = ending === "timeout" ? `did not end within ${timeoutS} s` : `ended with exit code ${exitCode}`;
  const last = (lastWords.trim() || said.trim()).split("\n").slice(-3).join("\n    ");
  const message = `what sets a checkout up ${how}: ${words.join(" ")}${last === "" ? "" : `\n    ${last}`}`;
  throw new UserError("setup-failed", message, "try it by hand in a fresh checkout, or change --setup");
}

const MOST_SAID = 4000;

/** @returns what gives it back; waits while another live process has it */
async function locked(file: string, stop: AbortSignal): Promise<() => void> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(readIfThere(file));
    // Whoever made it was killed, or another makes it just now.
    if (owner > 0 && !isAlive(owner)) rmSync(file, { force: true });
    else await wait(WAIT_MS);
    if (stop.aborted)
      throw new UserError("interrupted", "interrupted while another gate sets up", "nothing was changed");
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Those that were not used for the longest time go first; one that is being made has a lock. */
function prune(kept: string): void {
  const found = readdirSync(kept)
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && !existsSync(join(kept, `${name}.lock`)))
    .map((name) => {
      const used = statSync(join(kept, name, "ready"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
      return { name, used };
    })
    .sort((a, b) => b.used - a.used);
  for (const { name } of found.slice(MOST_KEPT - 1)) rmSync(join(kept, name), { recursive: true, force: true });
}
