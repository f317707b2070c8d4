import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { giveReport, type Reportable, reportFlags } from "../cli/give-report.js";
import { UserError } from "../errors.js";
import { GRAPH_FORMAT_NAMES, graphFormatForFile } from "../report/graph/formats.js";
import { KeptAnswer } from "../scan/kept-answer.js";

const { output, ...otherReportFlags } = reportFlags(GRAPH_FORMAT_NAMES);

export default class Graph extends PerfCommand {
  static override summary = "Show which module imports which, and when each import runs, from the sources alone.";
  static override description = [
    "TARGET is a package's folder, a file, or a project's folder, in Python, JavaScript or TypeScript. Nothing of it is run; an interpreter is asked where it looks for modules.",
    "An import is eager when it runs while its importer loads, deferred when it stands in a function, type-only when it never runs.",
    'With --check, settings say what may not be loaded at startup: forbid = ["pandas"] and layers = ["cli", "api", "core"] in [tool.importperf] of pyproject.toml, in "importperf" of package.json, or in importperf.json. The exit code is 1 when a rule is broken.',
    "With --open, --serve or --format html the view shows the tree of the start that eager imports lead to, and of each module who imports it and what it imports.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> graph src/app",
    "<%= config.bin %> graph --module gefyra --python .venv/bin/python --why kubernetes",
    "<%= config.bin %> graph . --cycles",
    "<%= config.bin %> graph . --check --format github",
    "<%= config.bin %> graph . --json --output graph.json",
    "<%= config.bin %> graph src/app --follow --open",
  ];
  static override usage = "graph TARGET... [FLAGS]";
  static override strict = false;
  static override args = {
    target: Args.string({ name: "TARGET", ignoreStdin: true, description: "package folders, files, project folders" }),
  };
  static override flags = {
    output,
    module: Flags.string({ summary: "Look at this installed module or package instead.", helpValue: "NAME" }),
    python: Flags.string({
      summary:
        "The interpreter whose path modules are looked for on; by default that of the active environment, else python3.",
      helpValue: "EXE",
    }),
    language: Flags.string({
      summary: "Which sources to read where there are both; by default those with more files.",
      options: ["python", "javascript"],
    }),
    entry: Flags.string({
      summary: "What runs first: a module, MODULE:FUNCTION, a file or a script's name; may be repeated.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "ENTRY",
    }),
    follow: Flags.boolean({
      summary: "Read the imports of dependencies and of the standard library too; --why and --check do.",
      allowNo: true,
    }),
    external: Flags.boolean({
      summary: "Have dependencies in the graph, or leave them out.",
      allowNo: true,
      default: true,
    }),
    why: Flags.string({
      summary: "Why this module or distribution is loaded at startup.",
      helpValue: "NAME",
      exclusive: ["cycles", "check"],
    }),
    cycles: Flags.boolean({
      summary: "Cycles among eager imports, and what to defer to break them.",
      exclusive: ["check"],
    }),
    check: Flags.boolean({ summary: "Check the settings' rules; exit code 1 when one is broken." }),
    ...otherReportFlags,
    cache: Flags.boolean({
      summary: "Keep the answer in the user's cache folder, and give it again while no file has changed.",
      allowNo: true,
      default: true,
    }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Graph);
    const targets = argv.map(String);
    if (targets.length === 0 && flags.module === undefined) {
      throw new UserError(
        "usage",
        "nothing to look at",
        "give a package folder, a file or a project folder, or --module NAME",
      );
    }
    if ((flags.open === true || flags.serve) && (flags.why !== undefined || flags.cycles || flags.check)) {
      const hint = "leave --why, --cycles and --check away; the view has every module's importers";
      throw new UserError("usage", "the view shows a graph, and no answer to a question", hint);
    }
    const Asked = flags.cache ? KeptAnswer : (await import("../scan/answer.js")).Answer;
    const asked = new Asked({
      tool: this.config.userAgent,
      packageRoot: this.config.root,
      targets,
      module: flags.module,
      entries: flags.entry ?? [],
      python: flags.python,
      language: flags.language as "python" | "javascript" | undefined,
      follow: flags.follow,
      external: flags.external,
      question:
        flags.why !== undefined
          ? { kind: "why", asked: flags.why }
          : { kind: flags.cycles ? "cycles" : flags.check ? "check" : "graph" },
    });
    const shown: Reportable = {
      opensItself: false,
      input: targets[0] ?? flags.module ?? "graph",
      formatForFile: graphFormatForFile,
      render: (format, options) => asked.render(format, options),
    };
    await giveReport(shown, flags, this.config.root, (pieces) => this.print(pieces));
    if (asked.isFinding) process.exitCode = 1;
  }
}
