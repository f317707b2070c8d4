import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import { PerfCommand } from "../cli/command.js";
import { interruptible } from "../cli/interruptible.js";
import { progressOn } from "../cli/progress.js";
import { terminal } from "../cli/terminal.js";
import { UserError } from "../errors.js";
import type { Starts } from "../gate/keep-starts.js";
import type { Asked } from "../gate/options.js";
import type { Verdict } from "../gate/verdict.js";
import { assertWritable, makeFolder, writeFileWhole, writeStderr } from "../io/output.js";
import { absolute } from "../io/paths.js";
import { repositoryAround } from "../io/repository.js";
import { commandWords } from "../record/words.js";
import { VERDICT_FORMATS, type VerdictFormatName, verdictFormatForFile } from "../report/verdict/formats.js";

const NAMES = Object.keys(VERDICT_FORMATS);

export default class Gate extends PerfCommand {
  static override summary =
    "Fail when a program starts slower than before, or takes more than its budget, and say why.";
  static override description = [
    "Base and head run in pairs, in random order, until a growth beyond --max-growth is shown or ruled out, or nobody can tell: with equal programs 1 gate in 100 fails at most. Processor time is compared (user and system), wall time guards programs that wait. What head loads and base does not is named, with the import that brings it.",
    "--against compares the working tree with the commit that it and REF have in common, each checked out into a folder of its own and set up by --setup; --base and --head compare two commands; --budget-only checks only what the settings and flags allow. Budgets are checked in all three.",
    'Without COMMAND every command that the settings name is gated (commands = ["CMD"], and those with budgets of their own), with one verdict: it fails where one fails, and with equal programs no more often than a single gate. Without a base too, that is their budgets.',
    "Exit codes: 0 pass or inconclusive, 1 fail (with --inconclusive fail, inconclusive too), 2 for what can't be run or compared.",
  ].join("\n\n");
  static override examples = [
    '<%= config.bin %> gate --against origin/main --setup "pip install -e ." -- app --help',
    '<%= config.bin %> gate --base "old/app --help" --head "new/app --help"',
    "<%= config.bin %> gate",
    "<%= config.bin %> gate --budget-only --max-modules 300 --forbid pandas -- app --help",
    "<%= config.bin %> gate --calibrate --budget-only -- app --help",
  ];
  static override usage =
    "gate [--base CMD --head CMD | --against REF [-- COMMAND...] | --budget-only [-- COMMAND...]]";
  static override strict = false;
  static override args = { command: Args.string({ name: "COMMAND", ignoreStdin: true, description: "after --" }) };
  static override flags = {
    base: Flags.string({ summary: "The command as it was.", helpValue: '"CMD"', dependsOn: ["head"] }),
    head: Flags.string({ summary: "The command as it is.", helpValue: '"CMD"', dependsOn: ["base"] }),
    against: Flags.string({
      summary: "Compare with the commit at which HEAD and this branch, tag or commit part.",
      helpValue: "REF",
      exclusive: ["base", "budget-only"],
    }),
    "budget-only": Flags.boolean({ summary: "Compare with nothing.", exclusive: ["base"] }),
    setup: Flags.string({
      summary: "Run this in each checkout of --against first; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '"CMD"',
    }),
    "max-growth": Flags.string({
      summary: "Growth in percent that is to be seen; 5 by default.",
      helpValue: "PERCENT",
    }),
    "max-wall-growth": Flags.string({ summary: "The same of wall time; 15 by default.", helpValue: "PERCENT" }),
    "max-modules": Flags.integer({ summary: "Budget: modules that head may load.", min: 0, helpValue: "N" }),
    "max-ms": Flags.string({
      summary: "Budget: processor time beyond the bare interpreter's start.",
      helpValue: "MS",
    }),
    "max-ratio": Flags.string({ summary: "Budget: times the yardstick's wall time.", helpValue: "RATIO" }),
    "max-self-ms": Flags.string({
      summary: "Budget: self time of a distribution or module; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "NAME=MS",
    }),
    forbid: Flags.string({
      summary: "Budget: a module or distribution that may not be loaded; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "NAME",
    }),
    yardstick: Flags.string({ summary: "What --max-ratio is about; kubectl by default.", helpValue: '"CMD"' }),
    inconclusive: Flags.string({
      summary: "What the exit code says of a verdict that nobody can give.",
      options: ["pass", "fail"],
      default: "pass",
    }),
    calibrate: Flags.boolean({ summary: "Run head against itself and say what a gate would see on this machine." }),
    pairs: Flags.integer({
      summary: "Pairs of --calibrate; as many as a gate takes at most by default.",
      min: 8,
      max: 1000,
      helpValue: "N",
      dependsOn: ["calibrate"],
    }),
    "max-time": Flags.integer({
      summary: "Begin no further pair after this many seconds.",
      default: 60,
      min: 1,
      helpValue: "S",
    }),
    timeout: Flags.integer({ summary: "End a run that takes longer.", default: 60, min: 1, helpValue: "S" }),
    format: Flags.string({ summary: "What to print.", options: NAMES, default: "text" }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    export: Flags.string({
      summary: "Write this file too, in the format that its ending names (.json, .md, .xml, .sarif); again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "[FORMAT=]FILE",
    }),
    keep: Flags.string({
      summary: "Keep what both sides load in this folder: profiles, and the view of both.",
      helpValue: "FOLDER",
    }),
    top: Flags.integer({ summary: "How many rows the lists hold.", default: 10, min: 0, helpValue: "N" }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Gate);
    const asked = askedFor(argv.map(String), flags);
    const exports = (flags.export ?? []).map(exportOf);
    for (const { file } of exports) assertWritable(file);
    if (flags.keep !== undefined) makeFolder(flags.keep);
    const { gateHere } = await import("../gate/gate-here.js");
    const { USUAL_PAIRS } = await import("../gate/self-pairs.js");
    const { askedOrConfigured } = await import("../gate/configured.js");
    const { limitsForEach } = await import("../gate/limits.js");
    const folder = absolute(".");
    const progress = progressOn(2);
    const interrupts = interruptible();
    const say = (text: string): void => {
      progress.clear();
      writeStderr([`perf: ${text}\n`]);
    };
    const kept: Starts[] = [];
    const verdicts: Verdict[] = [];
    try {
      const gates = await limitsForEach(folder, await askedOrConfigured(folder, asked), flags.calibrate, flags);
      for (const { asked, setup, ...limits } of gates) {
        const starts: Starts = { base: null, head: null };
        kept.push(starts);
        verdicts.push(
          await gateHere({
            ...limits,
            asked: asked.kind === "against" && asked.setup.length === 0 ? { ...asked, setup } : asked,
            among: gates.length,
            tool: this.config.userAgent,
            packageRoot: this.config.root,
            folder,
            environment: process.env,
            seconds: flags["max-time"],
            timeoutS: flags.timeout,
            calibrate: flags.calibrate ? (flags.pairs ?? USUAL_PAIRS) : null,
            isKept: flags.keep !== undefined,
            stop: interrupts.signal,
            say,
            onStart: (side, start) => {
              starts[side] = start;
            },
            onRun: progress.show,
          }),
        );
      }
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "interrupted" || interrupts.exitCode === undefined)
        throw error;
      progress.clear();
      writeStderr([`perf: ${error.message}\n`]);
      process.exitCode = interrupts.exitCode;
      return;
    } finally {
      progress.clear();
      interrupts.off();
    }
    for (const { file, format } of exports) writeFileWhole(file, await rendered(verdicts, format, PLAIN, flags.top));
    if (flags.keep !== undefined) {
      const { keepStarts } = await import("../gate/keep-starts.js");
      for (const [at, starts] of kept.entries()) {
        const own = kept.length === 1 ? flags.keep : `${flags.keep}/${at + 1}`;
        await keepStarts(own, starts, this.config.root, this.config.userAgent);
      }
    }
    const format = flags.json ? "json" : (flags.format as VerdictFormatName);
    await this.print(await rendered(verdicts, format, format === "text" ? terminal() : PLAIN, flags.top));
    const failing = flags.inconclusive === "fail" ? ["fail", "inconclusive"] : ["fail"];
    if (verdicts.some(({ verdict }) => failing.includes(verdict))) process.exitCode = 1;
  }
}

const PLAIN = { width: 80, colour: false };

async function rendered(
  verdicts: readonly Verdict[],
  format: VerdictFormatName,
  look: { width: number; colour: boolean },
  top: number,
) {
  return (await VERDICT_FORMATS[format]()).render(verdicts, { ...look, top, base: repositoryAround(".") });
}

function askedFor(
  words: readonly string[],
  flags: {
    base?: string | undefined;
    head?: string | undefined;
    against?: string | undefined;
    "budget-only": boolean;
    setup?: string[] | undefined;
    calibrate: boolean;
  },
): Asked {
  const { base, head, against, setup = [] } = flags;
  if (base !== undefined && head !== undefined) {
    if (words.length > 0)
      throw new UserError(
        "usage",
        "--base and --head are the commands: there is nothing to run after --",
        "leave one of them away",
      );
    return { kind: "commands", base: commandWords([base]), head: commandWords([head]) };
  }
  if (against !== undefined)
    return {
      kind: "against",
      reference: against,
      words: wordsOf(words),
      setup: setup.map((each) => commandWords([each])),
    };
  if (flags["budget-only"] || flags.calibrate || words.length === 0) return { kind: "budgets", words: wordsOf(words) };
  throw new UserError(
    "usage",
    "there is nothing to compare the command with",
    "give --against REF, --base and --head, or --budget-only",
  );
}

/** None where no command is given. */
function wordsOf(words: readonly string[]): readonly string[] {
  return words.length === 0 ? [] : commandWords(words);
}

function exportOf(given: string): { file: string; format: VerdictFormatName } {
  const [, name, file] = /^([a-z]+)=(.+)$/.exec(given) ?? [];
  const format = NAMES.find((each) => each === name) as VerdictFormatName | undefined;
  if (format !== undefined && file !== undefined) return { file, format };
  return { file: given, format: verdictFormatForFile(given) };
}
