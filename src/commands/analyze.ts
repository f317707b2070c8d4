import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { analyze } from "../analyze/analyze.js";
import { PerfCommand } from "../cli/command.js";
import { inCI, isTerminal, terminal } from "../cli/terminal.js";
import { writeFileWhole } from "../io/output.js";
import { viewPage } from "../io/view-page.js";
import type { ReportOptions } from "../report/format.js";
import { formatForFile, REPORT_FORMATS, type ReportFormatName } from "../report/formats.js";

export default class Analyze extends PerfCommand {
  static override summary = "Show what a start is made of: a summary here, the whole of it in the browser.";
  static override description = [
    'INPUT is an import log (python -X importtime -m PROGRAM 2> import.log), a profile, or a cProfile file; its content tells which. "-" reads standard input. Several inputs of one program count as its runs and give medians; inputs of different programs stand side by side.',
    "The view opens in the browser when standard output is a terminal and CI is unset.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> analyze import.log",
    "<%= config.bin %> analyze import.log --python .venv/bin/python",
    "<%= config.bin %> analyze import.log --format markdown",
    "<%= config.bin %> analyze import.log --output view.html",
  ];
  static override usage = "analyze INPUT... [FLAGS]";
  static override strict = false;
  static override args = { input: Args.string({ name: "INPUT", required: true, description: "one file or several" }) };
  static override flags = {
    format: Flags.string({
      summary: "What to write; by default what the output file's name says, else text.",
      options: Object.keys(REPORT_FORMATS),
    }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    output: Flags.string({ char: "o", summary: 'Write to this file; "-" is standard output.', helpValue: "FILE" }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
    python: Flags.string({
      summary: "Start this interpreter to learn the distributions, versions and files of its environment.",
      helpValue: "EXE",
    }),
    open: Flags.boolean({ summary: "Open the view in the browser, or never.", allowNo: true }),
    serve: Flags.boolean({
      summary: "Serve the view on a local address until Ctrl-C.",
      exclusive: ["format", "json", "output"],
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Analyze);
    const inputs = argv.map(String);
    const analysis = await analyze(inputs, { tool: this.config.userAgent, python: flags.python });
    const toFile = flags.output !== undefined && flags.output !== "-";
    const asked = flags.json ? "json" : flags.format;
    const name = (asked ?? (toFile ? await formatForFile(flags.output ?? "") : "text")) as ReportFormatName;
    const page = (): string => viewPage(this.config.root);
    const options = (): ReportOptions => ({
      top: flags.top,
      viewPage: page,
      ...(name === "text" && !toFile ? terminal() : PLAIN),
    });
    // A page is nothing to read in a terminal.
    const pageHere = name === "html" && flags.output === undefined && isTerminal();
    if (!pageHere) {
      const format = await REPORT_FORMATS[name]();
      const pieces = format.render(analysis, options());
      if (toFile) writeFileWhole(flags.output ?? "", pieces);
      else await this.print(pieces);
    }
    const view =
      flags.serve ||
      pageHere ||
      (flags.open ?? (asked === undefined && flags.output === undefined && isTerminal() && !inCI()));
    if (view) {
      const { showView } = await import("../cli/show-view.js");
      await showView(analysis, options(), flags);
    }
  }
}

const PLAIN = { width: 80, colour: false };
