import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { progressOn } from "../cli/progress.js";
import { terminal } from "../cli/terminal.js";
import { UserError } from "../errors.js";
import { assertWritable, writeFileWhole, writeStderr } from "../io/output.js";
import { record } from "../record/record.js";
import { commandWords } from "../record/words.js";
import { REPORT_FORMATS } from "../report/formats.js";

export default class Record extends PerfCommand {
  static override summary =
    "Run a program and record what it loads, who imports what from which line, and what it costs.";
  static override description =
    `COMMAND runs as you type it, several times: once untouched, with your terminal, and its exit code is ours; then
again to time it and to trace it, with its output put away and the same standard input. What it writes, deploys or
deletes happens as often: --once makes one run do.

Every Python that the command starts is recorded. The profile goes to a file, a summary to standard error.`;
  static override examples = [
    "<%= config.bin %> record -- python -m gefyra --help",
    "<%= config.bin %> record -o before.json -- .venv/bin/http --version",
    "<%= config.bin %> record --once -- ./deploy.sh",
  ];
  static override strict = false;
  static override args = { command: Args.string({ name: "COMMAND", required: true, description: "after --" }) };
  static override flags = {
    runs: Flags.integer({
      char: "n",
      summary: "Timed runs, and as many untouched ones.",
      default: 5,
      min: 1,
      helpValue: "N",
    }),
    once: Flags.boolean({ summary: "Run the command once: times of one run, slowed by tracing.", exclusive: ["runs"] }),
    output: Flags.string({
      char: "o",
      summary: "Write the profile to this file.",
      default: "importperf.profile.json",
      helpValue: "FILE",
    }),
    trace: Flags.boolean({ summary: "Make the traced run, or leave it out.", allowNo: true, default: true }),
    timeout: Flags.integer({ summary: "Stop each run after this many seconds.", min: 1, helpValue: "S" }),
    json: Flags.boolean({
      summary: "Print the analysis as JSON; the program's standard output goes to standard error.",
    }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Record);
    const words = commandWords(argv.map(String));
    assertWritable(flags.output);
    const progress = progressOn(2);
    const stopping = new AbortController();
    const interrupt = (): void => stopping.abort();
    process.on("SIGINT", interrupt);
    try {
      const { analysis, exitCode } = await record({
        tool: this.config.userAgent,
        words,
        runs: flags.runs,
        once: flags.once,
        trace: flags.trace,
        timeoutS: flags.timeout,
        stdoutToStderr: flags.json,
        packageRoot: this.config.root,
        root: process.cwd(),
        environment: process.env,
        say: (text) => writeStderr([`perf: ${text}\n`]),
        onRun: progress.show,
        stop: stopping.signal,
      });
      progress.clear();
      const profile = await REPORT_FORMATS.profile();
      writeFileWhole(flags.output, profile.render(analysis, PLAIN));
      const summary = await REPORT_FORMATS.text();
      writeStderr(summary.render(analysis, { top: flags.top, ...terminal(2) }));
      writeStderr([`perf: wrote ${flags.output}\n`]);
      if (flags.json) {
        const json = await REPORT_FORMATS.json();
        await this.print(json.render(analysis, { ...PLAIN, top: flags.top }));
      }
      process.exitCode = exitCode;
    } catch (error) {
      // 130 says what happened; there is no more to tell who pressed Ctrl-C.
      if (!(error instanceof UserError) || error.code !== "interrupted") throw error;
      writeStderr([`perf: ${error.message}\n`]);
      process.exitCode = 130;
    } finally {
      progress.clear();
      process.off("SIGINT", interrupt);
    }
  }
}

const PLAIN = { top: 10, width: 80, colour: false };
