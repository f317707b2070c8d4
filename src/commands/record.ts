import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { interruptible } from "../cli/interruptible.js";
import { progressOn } from "../cli/progress.js";
import { isTerminal, terminal } from "../cli/terminal.js";
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

Every Python and every Node.js that the command starts is recorded. The profile goes to a file, a summary to standard error.

A server does not end by itself: --until-idle stops each run when it has neither computed nor written for half a second,
--until-output when it has written TEXT; what is measured is the time until then, and the exit code is 0. To find TEXT,
the first run's output passes through a pipe too: that run sees no terminal for its output.

--cold leaves the compiled modules of earlier runs out of all runs but the first (.pyc files, Node's compile cache). The
system's disk cache stays as it is: emptying it concerns the whole machine.`;
  static override examples = [
    "<%= config.bin %> record -- python -m gefyra --help",
    "<%= config.bin %> record -o before.json -- .venv/bin/http --version",
    "<%= config.bin %> record --once -- ./deploy.sh",
    "<%= config.bin %> record --until-idle -- python -m http.server",
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
    "until-output": Flags.string({ summary: "Stop each run when it has written this.", helpValue: "TEXT" }),
    "until-idle": Flags.boolean({ summary: "Stop each run when it neither computes nor writes any more." }),
    cold: Flags.boolean({ summary: "Run without the compiled modules that earlier runs left." }),
    timeout: Flags.integer({ summary: "Stop each run after this many seconds.", min: 1, helpValue: "S" }),
    json: Flags.boolean({
      summary: "Print the analysis as JSON; the program's standard output goes to standard error.",
    }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Record);
    const words = commandWords(argv.map(String));
    const until = { output: flags["until-output"], idle: flags["until-idle"] };
    if (until.output === "")
      throw new UserError("usage", "--until-output is empty", "name a text that the program writes");
    const toStdout = flags.output === "-";
    if (toStdout && flags.json) {
      throw new UserError("usage", "--json and --output - both write to standard output", "leave one of them away");
    }
    if (!toStdout) assertWritable(flags.output);
    const isFirstPiped = until.output !== undefined && (isTerminal(1) || isTerminal(2));
    const progress = progressOn(2);
    const interrupts = interruptible();
    const say = (text: string): void => writeStderr([`perf: ${text}\n`]);
    if (isFirstPiped) say("the program's output goes through a pipe, which --until-output reads");
    try {
      const { analysis, exitCode } = await record({
        tool: this.config.userAgent,
        words,
        runs: flags.runs,
        once: flags.once,
        trace: flags.trace,
        cold: flags.cold,
        timeoutS: flags.timeout,
        until: until.output === undefined && !until.idle ? undefined : until,
        stdoutToStderr: flags.json || toStdout,
        packageRoot: this.config.root,
        root: process.cwd(),
        environment: process.env,
        say,
        onRun: progress.show,
        stop: interrupts.signal,
      });
      progress.clear();
      const profile = await REPORT_FORMATS.profile();
      if (toStdout) await this.print(profile.render(analysis, PLAIN));
      else writeFileWhole(flags.output, profile.render(analysis, PLAIN));
      const summary = await REPORT_FORMATS.text();
      writeStderr(summary.render(analysis, { top: flags.top, ...terminal(2) }));
      if (!toStdout) say(`wrote ${flags.output}`);
      if (flags.json) {
        const json = await REPORT_FORMATS.json();
        await this.print(json.render(analysis, { ...PLAIN, top: flags.top }));
      }
      process.exitCode = interrupts.exitCode ?? exitCode;
    } catch (error) {
      // The exit code says what happened; there is no more to tell who pressed Ctrl-C.
      if (!(error instanceof UserError) || error.code !== "interrupted") throw error;
      progress.clear();
      writeStderr([`perf: ${error.message}\n  ${error.hint}\n`]);
      process.exitCode = interrupts.exitCode ?? 130;
    } finally {
      progress.clear();
      interrupts.off();
    }
  }
}

const PLAIN = { top: 10, width: 80, colour: false };
