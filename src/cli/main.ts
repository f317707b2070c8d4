import { join } from "node:path";

/**
 * Starts the program. A plain `--version` is answered before anything is loaded; a known command called
 * without help is run by its own chunk; everything else (help, topics, unknown commands) goes to oclif's `run`.
 *
 * @param argv the arguments after the script
 */
export function start(argv: string[]): void {
  if (argv.length === 1 && argv[0] === "--version") {
    require("node:fs").writeSync(1, `${version()}\n`);
    return;
  }
  const root = join(__dirname, "..");
  void import("./run.js").then(({ runProgram }) => runProgram(argv, root));
}

function version(): string {
  return `importperf ${IMPORTPERF_VERSION}`;
}
