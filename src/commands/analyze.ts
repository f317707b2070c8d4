import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand, terminal } from "../cli/command.js";
import { load } from "../io/load.js";
import { writeFileWhole, writeStdout } from "../io/output.js";
import type { Analysis, ReportOptions } from "../report/format.js";
import { REPORT_FORMATS, type ReportFormatName } from "../report/formats.js";

const PLAIN = { width: 80, colour: false };

export default class Analyze extends PerfCommand {
  static override summary = "Show what a start is made of: a summary here, the whole of it in the browser.";
  static override description =
    `INPUT is an import log (python -X importtime -m PROGRAM 2> import.log), a profile, or a cProfile
file; what it is, its content tells. "-" reads standard input.`;
  static override examples = [
    "<%= config.bin %> analyze import.log",
    "<%= config.bin %> analyze import.log --format markdown",
    "<%= config.bin %> analyze import.log --json --top 20",
  ];
  static override strict = false;
  static override args = { input: Args.string({ name: "INPUT", required: true, description: "one file or several" }) };
  static override flags = {
    format: Flags.string({ summary: "What to write.", options: Object.keys(REPORT_FORMATS), helpValue: "FORMAT" }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    output: Flags.string({ char: "o", summary: "Write to this file instead of standard output.", helpValue: "FILE" }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
    open: Flags.boolean({
      summary: "Open the view in the browser, or don't; by default it opens in a terminal.",
      allowNo: true,
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Analyze);
    const [first = ""] = argv as string[];
    const reading = await load(first);
    const analysis: Analysis = { tool: this.config.userAgent, inputs: [first], ...reading };
    const name = (flags.json ? "json" : (flags.format ?? "text")) as ReportFormatName;
    const format = await REPORT_FORMATS[name]();
    const pieces = format.render(analysis, {
      top: flags.top,
      ...(name === "text" ? terminal() : PLAIN),
    } satisfies ReportOptions);
    if (flags.output === undefined || flags.output === "-") await writeStdout(pieces);
    else writeFileWhole(flags.output, pieces);
  }
}
