import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { terminal } from "../cli/terminal.js";
import { diff } from "../diff/diff.js";
import { writeFileWhole } from "../io/output.js";
import { DIFF_FORMATS, type DiffFormatName, diffFormatForFile } from "../report/diff/formats.js";

export default class Diff extends PerfCommand {
  static override summary = "Compare two starts: which modules came, which went, which grew, and who imports them.";
  static override description = [
    'BEFORE and AFTER are import logs, profiles, or any other input of "analyze"; "-" reads standard input.',
    "Modules are matched by name. Where the two machines differ in speed, the modules of the runtime that both load tell by how much. A module has grown when its own time differs by more than 20 % and 1 ms and than those scatter (profiles of several runs: by more than both spreads, 5 % and 0.1 ms). A difference is no failure: the exit code is 0.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> diff before.log after.log",
    "<%= config.bin %> diff before.log after.log --format markdown",
  ];
  static override args = {
    before: Args.string({ name: "BEFORE", required: true, description: "what to compare with" }),
    after: Args.string({ name: "AFTER", required: true, description: "what is compared" }),
  };
  static override flags = {
    format: Flags.string({
      summary: "What to write; by default what the output file's name says, else text.",
      options: Object.keys(DIFF_FORMATS),
    }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    output: Flags.string({ char: "o", summary: 'Write to this file; "-" is standard output.', helpValue: "FILE" }),
    top: Flags.integer({
      summary: "How many rows each list holds; json has all.",
      default: 10,
      min: 0,
      helpValue: "N",
    }),
    python: Flags.string({
      summary: "Start this interpreter to learn the distributions of its environment.",
      helpValue: "EXE",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Diff);
    const comparison = await diff(args.before, args.after, { tool: this.config.userAgent, python: flags.python });
    const file = flags.output === undefined || flags.output === "-" ? null : flags.output;
    const asked = flags.json ? "json" : flags.format;
    const name = (asked ?? (file === null ? "text" : diffFormatForFile(file))) as DiffFormatName;
    const format = await DIFF_FORMATS[name]();
    const shown = name === "text" && file === null ? terminal() : { width: 80, colour: false };
    const pieces = format.render(comparison, { top: flags.top, ...shown });
    if (file === null) await this.print(pieces);
    else writeFileWhole(file, pieces);
  }
}
