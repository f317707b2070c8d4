import { execFile } from "node:child_process";
import { appendFileSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { BundleTools } from "../bundle/bundler.js";
import { UserError } from "../errors.js";
import { BundleFiles } from "./bundle-files.js";
import { runCommand } from "./run-command.js";
import { startedFile } from "./started-file.js";

type Environment = Readonly<Record<string, string | undefined>>;

export interface BundleToolsOptions {
  /** As `--with` names the bundler; for messages. */
  readonly kind: string;
  /** Gets all that its commands print, each behind its words; made, or added to. */
  readonly log: string;
  readonly environment: Environment;
  /** The program's interpreter, beside which programs are looked for first. */
  readonly interpreter: string;
  /** Where our package is: the folder that holds `dist`. */
  readonly packageRoot: string;
  /** The folder that the user is in. */
  readonly cwd: string;
  /** Seconds for each command. */
  readonly timeoutS: number;
  /** Aborting ends the command that runs, with all that it started. */
  readonly stop: AbortSignal;
}

/**
 * What would make a bundler build something else than it builds on another machine, or bring in what the user has at hand. PEX writes
 * the place of its cache down: elsewhere a bundle would look there in vain at each start.
 */
const DISTURBS =
  /^(?:PYTHON|PIP_|NUITKA_|PYINSTALLER_|SHIV_|PEX_|PYAPP_|NODE_(?:OPTIONS|PATH|V8_COVERAGE|COMPILE_CACHE|DEBUG|ENV$)|npm_|INIT_CWD$|VIRTUAL_ENV$|IMPORTPERF_|XDG_(?:CACHE|DATA)_HOME$|LC_|LANG)/;
/** 1 January 1980: the first that a zip file can tell. */
const FIRST_EPOCH = "315532800";
const ASK_MS = 30_000;
const LINES_SHOWN = 12;
const MOST_SAID = 16_000;

/** Gives one bundler its tools, and takes away what it needed while building, however it ended. */
export async function withBundleTools<T>(
  options: BundleToolsOptions,
  use: (tools: BundleTools) => Promise<T>,
): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), `importperf-bundle-${options.kind}-`));
  try {
    return await use(new RealTools(options, scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

class RealTools extends BundleFiles implements BundleTools {
  readonly places: readonly string[];
  private readonly environment: Record<string, string>;

  constructor(
    private readonly options: BundleToolsOptions,
    readonly scratch: string,
  ) {
    const environment = cleaned(options.environment, scratch);
    super(Number(environment.SOURCE_DATE_EPOCH));
    this.environment = environment;
    this.places = [options.cwd, options.packageRoot];
    mkdirSync(dirname(options.log), { recursive: true });
    mkdirSync(join(scratch, "tmp"));
  }

  async run(words: readonly string[], own: { cwd?: string; environment?: Readonly<Record<string, string>> } = {}) {
    const { log, stop, timeoutS } = this.options;
    if (stop.aborted) throw interrupted(this.options.kind);
    appendFileSync(log, `$ ${words.join(" ")}\n`);
    const opened = openSync(log, "a");
    let said = "";
    const hear = (chunk: Buffer): void => {
      writeSync(opened, chunk);
      said = (said + chunk.toString()).slice(-MOST_SAID);
    };
    let pid: number | undefined;
    try {
      const { ending, exitCode } = await runCommand({
        words,
        environment: { ...this.environment, ...own.environment },
        cwd: own.cwd ?? this.scratch,
        stdin: "ignore",
        stdout: "capture",
        timeoutS,
        stop,
        onStdout: hear,
        onStderr: hear,
        onStart: (started) => {
          pid = started.pid;
        },
      });
      if (ending === "user") throw interrupted(this.options.kind);
      if (ending === "timeout") {
        const message = `${this.options.kind} did not end within ${timeoutS} s`;
        throw new UserError("bundler-timeout", message, `its log is ${log}`, { file: log, said: lastLines(said) });
      }
      if (exitCode !== 0) {
        const message = `${this.options.kind} ended with exit code ${exitCode}`;
        throw new UserError("bundler-failed", message, `its log is ${log}`, { file: log, said: lastLines(said) });
      }
    } finally {
      closeSync(opened);
      endGroup(pid);
    }
  }

  ask([program = "", ...args]: readonly string[]): Promise<string | null> {
    return new Promise((done) => {
      const { environment: env, scratch: cwd } = this;
      const options = { env, cwd, timeout: ASK_MS, killSignal: "SIGKILL", signal: this.options.stop } as const;
      const asked = execFile(program, args, options, (error, stdout) => {
        done(error === null ? (stdout.split(/\r?\n/)[0] ?? "").trim() : null);
      });
      asked.stdin?.on("error", () => {}).end();
    });
  }

  which(name: string): string | null {
    const beside = startedFile(join(dirname(this.options.interpreter), name), undefined).path;
    const found = beside === "" ? startedFile(name, this.environment.PATH).path : beside;
    return found === "" ? null : resolve(found);
  }

  script(name: string): string {
    const found = join(this.options.packageRoot, "dist", "bundle", name);
    if (!existsSync(found)) throw new Error(`dist/bundle/${name} is not there`);
    return found;
  }
}

function cleaned(environment: Environment, scratch: string): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !DISTURBS.test(entry[0]),
  );
  const epoch = environment.SOURCE_DATE_EPOCH ?? "";
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C.UTF-8",
    NO_COLOR: "1",
    TMPDIR: join(scratch, "tmp"),
    PYTHONHASHSEED: "0",
    SOURCE_DATE_EPOCH: /^\d+$/.test(epoch) ? epoch : FIRST_EPOCH,
  };
}

function lastLines(said: string): string[] {
  return said
    .trim()
    .split(/\r?\n/)
    .slice(-LINES_SHOWN)
    .filter((line) => line !== "");
}

function interrupted(kind: string): UserError {
  return new UserError("interrupted", `interrupted while ${kind} was building`, "nothing is left of it");
}

/** What a command left running in its group: a compiler's server, a watcher. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === "win32") return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // None is left.
  }
}
