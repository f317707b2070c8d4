import { resolve } from "node:path";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { giveReport, type Reportable, reportFlags } from "../cli/give-report.js";
import { interruptible } from "../cli/interruptible.js";
import { type Progress, progressOn } from "../cli/progress.js";
import { UserError } from "../errors.js";
import { writeFileWhole, writeStderr } from "../io/output.js";
import { projectFolder } from "../io/project-folder.js";
import { settingsFor } from "../io/settings-file.js";
import type { EditKind } from "../languages/rewriting.js";
import { type Optimized, optimize } from "../optimize/optimize.js";
import type { StartupCommand } from "../optimize/options.js";
import { commandWords } from "../record/words.js";
import { PLAN_FORMATS, type PlanFormatName, planFormatForFile } from "../report/plan/formats.js";

const { output, ...otherReportFlags } = reportFlags(Object.keys(PLAN_FORMATS));
const PATCH = Flags.string({ summary: "Write the diff here too, for git apply.", helpValue: "FILE" });

export default class Optimize extends PerfCommand {
  static override summary =
    "Find the imports to defer for the largest saving, prove each one safe or refuse it, and show the diff.";
  static override description = [
    "COMMAND runs several times to see what it loads and why; what is proposed then runs in memory to measure it. Nothing on disk changes without --write, which first verifies the edited project in a copy: the commands' output and, with --test, every test.",
    "An import is refused unless named rules prove that moving it changes nothing; each refusal says which rule failed and where. --accept CODE takes the reasons of that code for none: it is for those who know.",
    'A comment "# importperf: keep" on a line of an import pins it, and so does keep = ["name"] in the settings. Without COMMAND those under commands = ["CMD"] in the settings are planned for.',
    "With --open, --serve or --format html the view shows what would no longer be loaded, and what each choice of proposals saves.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> optimize -- python -m gefyra --help",
    "<%= config.bin %> optimize -- node bin/app.js --version",
    '<%= config.bin %> optimize --write --test "pytest -q" -- .venv/bin/app --version',
    '<%= config.bin %> optimize --command "app --help" --command "app list"',
    "<%= config.bin %> optimize --patch faster.patch -- app --help",
    "<%= config.bin %> optimize --open -- app --help",
    "<%= config.bin %> optimize --revert",
  ];
  static override usage = "optimize [FLAGS] -- COMMAND...";
  static override strict = false;
  static override args = { command: Args.string({ name: "COMMAND", ignoreStdin: true, description: "after --" }) };
  /** In the order in which they are needed. */
  static override flags = {
    runs: Flags.integer({ char: "n", summary: "Timed runs of each command.", default: 3, min: 1, helpValue: "N" }),
    command: Flags.string({
      summary: "A startup command; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '"CMD"',
    }),
    project: Flags.string({ summary: "Whose files may change; else this git repository.", helpValue: "DIR" }),
    accept: Flags.string({
      summary: "Take reasons of this code as none; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "CODE",
    }),
    style: Flags.string({
      summary: "Only function, lazy or pep562; else the best of each.",
      options: ["function", "lazy", "pep562"],
      helpValue: "KIND",
    }),
    collector: Flags.boolean({ summary: "Keep the collector off while the entry imports." }),
    "min-saving": Flags.integer({ summary: "What edits must save; else 1000 and 0.5 %.", min: 0, helpValue: "US" }),
    run: Flags.boolean({
      summary: "Measure the edited code in memory, or estimate.",
      allowNo: true,
      default: true,
    }),
    profile: Flags.string({
      summary: "Plan from this profile; one a command.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "FILE",
    }),
    write: Flags.boolean({ helpGroup: "write", summary: "Verify the plan in a copy, then write it." }),
    test: Flags.string({ helpGroup: "write", summary: "Verify with these tests too.", helpValue: '"CMD"' }),
    verify: Flags.boolean({
      helpGroup: "write",
      summary: "Verify without writing, or write without it.",
      allowNo: true,
    }),
    guard: Flags.boolean({
      helpGroup: "write",
      summary: "Forbid what is deferred at startup, in settings.",
      dependsOn: ["write"],
    }),
    "allow-dirty": Flags.boolean({ helpGroup: "write", summary: "Write although git has changes, or is not there." }),
    "allow-site-packages": Flags.boolean({ helpGroup: "write", summary: "Change installed packages too." }),
    revert: Flags.boolean({
      helpGroup: "write",
      summary: "Restore what the last --write changed.",
      exclusive: ["write"],
    }),
    cache: Flags.boolean({
      summary: "Keep what sources say in the user's cache folder, for the next plan.",
      allowNo: true,
      default: true,
    }),
    ...grouped("output", { output, patch: PATCH, ...otherReportFlags }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Optimize);
    const folder = process.cwd();
    const project = flags.project === undefined ? projectFolder(folder) : resolve(flags.project);
    const { settings } = await settingsFor(project);
    if (flags.revert) {
      const { revertEdits } = await import("../optimize/write.js");
      const { files } = revertEdits(project);
      if (flags.json) await this.print([`${JSON.stringify({ kind: "revert", version: 1, files }, null, 2)}\n`]);
      else await this.print(files.map((file) => `restored ${file}\n`));
      return;
    }
    const commands = commandsOf(argv.map(String), flags.command ?? [], settings.commands);
    if (commands.length === 0 && flags.profile === undefined) {
      const hint = 'write the command after --, or commands = ["…"] in the settings';
      throw new UserError("usage", "no startup command to plan for", hint);
    }
    const { plan, ground } = await planned((progress, stop) =>
      optimize({
        tool: this.config.userAgent,
        packageRoot: this.config.root,
        project,
        folder,
        environment: process.env,
        commands,
        profiles: flags.profile ?? [],
        runs: flags.runs,
        run: flags.run,
        minSavingUs: flags["min-saving"] ?? null,
        accept: acceptedCodes(flags.accept ?? []),
        keep: settings.keep,
        style: (flags.style as EditKind | undefined) ?? null,
        collector: flags.collector,
        cache: flags.cache,
        allowSitePackages: flags["allow-site-packages"],
        verify: (flags.verify ?? (flags.write || flags.test !== undefined)) ? { test: flags.test ?? null } : null,
        write: flags.write ? { allowDirty: flags["allow-dirty"], guard: flags.guard } : null,
        say: (text) => writeStderr([`perf: ${text}\n`]),
        onRun: progress.show,
        stop,
      }),
    );
    if (flags.patch !== undefined) writeFileWhole(flags.patch, [plan.patch]);
    const { verification } = plan;
    if (verification !== null && !verification.commands.every(({ same, loaded }) => same && loaded))
      process.exitCode = 1;
    const report = { plan, ground, asked: this.argv };
    const shown: Reportable = {
      opensItself: false,
      input: plan.commands[0]?.command[0] ?? "plan",
      formatForFile: planFormatForFile,
      render: async (format, options) => (await PLAN_FORMATS[format as PlanFormatName]()).render(report, options),
    };
    await giveReport(shown, flags, this.config.root, (pieces) => this.print(pieces));
  }
}

/** While a plan is made its runs are shown, and a signal asks it to stop and leave everything in order. */
async function planned(make: (progress: Progress, stop: AbortSignal) => Promise<Optimized>): Promise<Optimized> {
  const progress = progressOn(2);
  const interrupts = interruptible();
  try {
    return await make(progress, interrupts.signal);
  } finally {
    progress.clear();
    interrupts.off();
  }
}

/** The same flags under a heading of the help. */
function grouped<Group extends Record<string, object>>(helpGroup: string, flags: Group): Group {
  const named = Object.entries(flags).map(([name, flag]) => [name, { ...flag, helpGroup }]);
  return Object.fromEntries(named) as Group;
}

function commandsOf(words: readonly string[], given: readonly string[], settings: readonly string[]): StartupCommand[] {
  const own = words.length > 0 ? [commandWords(words)] : [];
  const listed = given.length > 0 || own.length > 0 ? given : settings;
  return [...own, ...listed.map((text) => commandWords([text]))].map((each) => ({ words: each, weight: 1 }));
}

function acceptedCodes(given: readonly string[]): ReadonlySet<string> {
  const wrong = given.find((each) => !/^[a-z]+(?:-[a-z]+)*$/.test(each));
  if (wrong !== undefined)
    throw new UserError(
      "usage",
      `--accept ${wrong} is no code of a refusal`,
      "write one each: --accept CODE --accept CODE",
    );
  return new Set(given);
}
