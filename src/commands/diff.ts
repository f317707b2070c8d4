import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { giveReport, type Reportable, reportFlags } from "../cli/give-report.js";
import { diff } from "../diff/diff.js";
import { DIFF_FORMATS, type DiffFormatName, diffFormatForFile } from "../report/diff/formats.js";

export default class Diff extends PerfCommand {
  static override summary = "Compare two starts: which modules came, which went, which grew, and who imports them.";
  static override description = [
    'BEFORE and AFTER are import logs, profiles, or any other input of "analyze"; "-" reads standard input.',
    "Modules are matched by name. Where the two machines differ in speed, the modules of the runtime that both load tell by how much. A module has grown when its own time differs by more than 20 % and 1 ms and than those scatter (profiles of several runs: by more than both spreads, 5 % and 0.1 ms). A difference is no failure: the exit code is 0.",
    "The view opens in the browser when standard output is a terminal and CI is unset: both trees in one picture.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> diff before.log after.log",
    "<%= config.bin %> diff before.log after.log --format markdown",
    "<%= config.bin %> diff before.log after.log --output diff.html",
  ];
  static override args = {
    before: Args.string({ name: "BEFORE", required: true, description: "what to compare with" }),
    after: Args.string({ name: "AFTER", required: true, description: "what is compared" }),
  };
  static override flags = {
    ...reportFlags(Object.keys(DIFF_FORMATS)),
    python: Flags.string({
      summary: "Start this interpreter to learn the distributions of its environment.",
      helpValue: "EXE",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Diff);
    const comparison = await diff(args.before, args.after, { tool: this.config.userAgent, python: flags.python });
    const shown: Reportable = {
      opensItself: true,
      input: args.after,
      formatForFile: diffFormatForFile,
      render: async (format, options) => (await DIFF_FORMATS[format as DiffFormatName]()).render(comparison, options),
    };
    await giveReport(shown, flags, this.config.root, (pieces) => this.print(pieces));
  }
}
