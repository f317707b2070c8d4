import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { analyze } from "../analyze/analyze.js";
import { PerfCommand } from "../cli/command.js";
import { giveReport, type Reportable, reportFlags } from "../cli/give-report.js";
import { formatForFile, REPORT_FORMATS, type ReportFormatName } from "../report/formats.js";

export default class Analyze extends PerfCommand {
  static override summary = "Show what a start is made of: a summary here, the whole of it in the browser.";
  static override description = [
    'INPUT is an import log (python -X importtime -m PROGRAM 2> import.log), a profile, or a cProfile file; its content tells which. "-" reads standard input. Several inputs of one program count as its runs and give medians; inputs of different programs stand side by side.',
    "A static import graph is an input too: perf graph --json, ruff analyze graph, grimp, pydeps, madge, dependency-cruiser, esbuild's metafile, webpack's stats and rollup-plugin-visualizer's raw data. It is drawn as the tree of the start that its eager imports lead to, wide by bytes, or by time where a profile or log is given beside it.",
    "The view opens in the browser when standard output is a terminal and CI is unset.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> analyze import.log",
    "<%= config.bin %> analyze import.log --python .venv/bin/python",
    "<%= config.bin %> analyze import.log --format markdown",
    "<%= config.bin %> analyze import.log --output view.html",
    "<%= config.bin %> analyze graph.json --entry gefyra.__main__",
    "<%= config.bin %> analyze graph.json importperf.profile.json",
  ];
  static override usage = "analyze INPUT... [FLAGS]";
  static override strict = false;
  static override args = { input: Args.string({ name: "INPUT", required: true, description: "one file or several" }) };
  static override flags = {
    ...reportFlags(Object.keys(REPORT_FORMATS)),
    python: Flags.string({
      summary: "Start this interpreter to learn the distributions, versions and files of its environment.",
      helpValue: "EXE",
    }),
    entry: Flags.string({
      summary: "What runs first in a static graph; without it, what the graph says, or what nothing imports.",
      helpValue: "MODULE|FILE",
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Analyze);
    const inputs = argv.map(String);
    const { python, entry } = flags;
    const analysis = await analyze(inputs, { tool: this.config.userAgent, python, entry });
    const shown: Reportable = {
      opensItself: true,
      input: inputs[0] ?? "perf",
      formatForFile,
      render: async (format, options) => (await REPORT_FORMATS[format as ReportFormatName]()).render(analysis, options),
    };
    await giveReport(shown, flags, this.config.root, (pieces) => this.print(pieces));
  }
}
