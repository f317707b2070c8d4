import { existsSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What oclif's `Command` asks of its configuration while it runs; the whole of it costs 20 ms to load. */
export interface SmallConfig {
  readonly bin: string;
  readonly version: string;
  readonly userAgent: string;
  readonly root: string;
  runHook(): Promise<{ successes: never[]; failures: never[] }>;
  scopedEnvVar(): undefined;
  scopedEnvVarKey(key: string): string;
  scopedEnvVarKeys(key: string): string[];
}

interface CommandClass {
  id: string;
  new (argv: string[], config: SmallConfig): { _run(): Promise<unknown> };
}

/**
 * Starts the program. A plain `--version` is answered before anything is loaded; a command that is called
 * without asking for help is run from its own file; everything else (help, topics, unknown commands) is oclif's.
 *
 * @param argv the arguments after the script
 */
export function start(argv: string[]): void {
  if (argv.length === 1 && argv[0] === "--version") {
    writeSync(1, `${TOOL}\n`);
    return;
  }
  const root = join(__dirname, "..");
  const file = commandFile(argv);
  const run = file === null ? runOclif(argv, root) : runCommand(file, argv, root);
  run.catch(async (error: unknown) => {
    const { showError } = await import("./show-error.js");
    process.exitCode = showError(error, argv);
  });
}

const TOOL = `importperf ${IMPORTPERF_VERSION}`;

/** The built file of the command that is called, or null where oclif has to look closer. */
function commandFile(argv: string[]): string | null {
  const name = argv[0] ?? "";
  if (!/^[a-z]+$/.test(name)) return null;
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  if (own.includes("--help") || own.includes("-h")) return null;
  const file = join(__dirname, "commands", `${name}.cjs`);
  return existsSync(file) ? file : null;
}

async function runCommand(file: string, argv: string[], root: string): Promise<void> {
  const { default: Command } = require(file) as { default: CommandClass };
  Command.id = argv[0] ?? "";
  await new Command(argv.slice(1), smallConfig(root))._run();
}

async function runOclif(argv: string[], root: string): Promise<void> {
  const { run } = require(join(root, "dist", "oclif.cjs")) as typeof import("./oclif.js");
  await run(argv, { root });
}

function smallConfig(root: string): SmallConfig {
  return {
    bin: "perf",
    version: IMPORTPERF_VERSION,
    userAgent: TOOL,
    root,
    runHook: async () => ({ successes: [], failures: [] }),
    scopedEnvVar: () => undefined,
    scopedEnvVarKey: (key) => `PERF_${key}`,
    scopedEnvVarKeys: (key) => [`PERF_${key}`],
  };
}
