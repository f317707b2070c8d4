import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";
import type { BenchDocument } from "../bench/document.js";
import { type AskedSet, askedSet } from "../bench/imports/sides.js";
import type { HereOptions } from "../bench/options.js";
import { PerfCommand } from "../cli/command.js";
import { interruptible } from "../cli/interruptible.js";
import { progressOn } from "../cli/progress.js";
import { terminal } from "../cli/terminal.js";
import { UserError } from "../errors.js";
import { assertWritable, writeFileWhole, writeStderr } from "../io/output.js";
import { absolute, kindOf } from "../io/paths.js";
import { commandWords } from "../record/words.js";
import { BENCH_FORMATS, type BenchFormatName, benchFormatForFile } from "../report/bench/formats.js";
import { IMPORT_TIMES_FORMATS, type ImportTimesFormatName } from "../report/imports/formats.js";

const NAMES = Object.keys(BENCH_FORMATS);

export default class Bench extends PerfCommand {
  static override summary = "Measure how long commands take to start and end, beside kubectl, on a noisy machine.";
  static override description = [
    "COMMAND and all others run in turn, in random order, with the yardstick among them, after two warm-ups each: until the ratio of their times is known to 2 %, or --pairs or --max-time ends it. No shell stands between; stdin is empty, output is read and put away, there is no terminal. What they write, deploy or delete happens as often.",
    "The yardstick is kubectl version --client without a configuration, or where there is none the interpreter's own empty start; --yardstick none does without. Ratios are made of runs of the same round, which drift together; their interval holds the ratio in 95 of 100 repetitions.",
    "--cold runs each time without the compiled modules of earlier runs (.pyc files, Node's compile cache), and with an empty disk cache where that is allowed (root): of the whole machine.",
    "--imports measures import time alone, of all modules and by distribution, in the processes of the command as perf record times them; with --against, of both revisions. Recordings in the place of COMMAND are compared by the runs that they hold: nothing runs then.",
    "FILE of --export is written in the format that its ending names: .json, .md, .txt, .hyperfine.json, .github.json, .bencher.json; FORMAT=FILE says it.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> bench -- gefyra --help",
    '<%= config.bin %> bench --command "app --help" --command "app list" --name list',
    '<%= config.bin %> bench --yardstick "old/app --help" -- new/app --help',
    '<%= config.bin %> bench --against v1.0 --setup "pip install -e ." -- app --help',
    "<%= config.bin %> bench --imports --set pandas,numpy --against main -- app --help",
    "<%= config.bin %> bench --imports before.profile.json after.profile.json",
    "<%= config.bin %> bench --export bench.md --export bench.bencher.json -- app --help",
  ];
  static override usage = "bench [FLAGS] -- COMMAND...";
  static override strict = false;
  static override args = { command: Args.string({ name: "COMMAND", ignoreStdin: true, description: "after --" }) };
  static override flags = {
    command: Flags.string({
      summary: "A command; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '"CMD"',
    }),
    name: Flags.string({
      summary: "What the --command before it is called; without one, COMMAND.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "NAME",
    }),
    yardstick: Flags.string({ summary: "What all are held against, or none.", helpValue: '"CMD"' }),
    pairs: Flags.integer({
      summary: "So many runs of each; else until the ratio is known.",
      min: 1,
      max: 1000,
      helpValue: "N",
    }),
    "max-time": Flags.integer({
      summary: "Begin no further round after this many seconds.",
      default: 60,
      min: 1,
      helpValue: "S",
    }),
    timeout: Flags.integer({ summary: "End a run that takes longer.", default: 60, min: 1, helpValue: "S" }),
    against: Flags.string({
      summary: "Compare the command with itself at the commit at which HEAD and this branch, tag or commit part.",
      helpValue: "REF",
    }),
    setup: Flags.string({
      summary: "Run this in each checkout of --against first; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '"CMD"',
      dependsOn: ["against"],
    }),
    imports: Flags.boolean({ summary: "Measure import time alone, by distribution.", default: false }),
    set: Flags.string({
      summary: "Modules and distributions that --imports tells as one, by commas; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "NAMES",
      dependsOn: ["imports"],
    }),
    prepare: Flags.string({ summary: "Run this before each run.", helpValue: '"CMD"' }),
    env: Flags.string({
      summary: "A variable for all commands; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "KEY=VALUE",
    }),
    cold: Flags.boolean({ summary: "Measure starts without what earlier ones cached.", default: false }),
    "ignore-failure": Flags.boolean({ summary: "Measure commands that fail, too.", default: false }),
    format: Flags.string({ summary: "What to print.", options: NAMES, default: "text" }),
    json: Flags.boolean({ summary: "The same as --format json.", exclusive: ["format"] }),
    export: Flags.string({
      summary: "Write this file too; again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "FILE",
    }),
  };

  async run(): Promise<void> {
    const { argv, flags, raw } = await this.parse(Bench);
    const exports = (flags.export ?? []).map(exportOf);
    for (const { file } of exports) assertWritable(file);
    const format = flags.json ? "json" : (flags.format as BenchFormatName);
    const common = {
      environment: { ...process.env, ...variables(flags.env ?? []) },
      pairs: flags.pairs ?? null,
      seconds: flags["max-time"],
      timeoutS: flags.timeout,
      ignoreFailure: flags["ignore-failure"],
      cold: flags.cold,
      against:
        flags.against === undefined
          ? null
          : { reference: flags.against, setup: (flags.setup ?? []).map((each) => commandWords([each])) },
      folder: absolute("."),
      prepare: flags.prepare === undefined ? null : commandWords([flags.prepare]),
    };
    if (flags.imports) return this.imports(argv.map(String), raw, { ...flags, ...common }, { exports, format });
    const commands = commandsOf(argv.map(String), raw);
    const { benchHere } = await import("../bench/bench-here.js");
    const yardstick = yardstickOf(flags.yardstick);
    const document = await this.measured((here) => benchHere({ ...common, commands, yardstick, ...here }));
    if (document === null) return;
    for (const { file, format } of exports) writeFileWhole(file, await rendered(document, format, PLAIN));
    await this.print(await rendered(document, format, format === "text" ? terminal() : PLAIN));
  }

  /** Import time alone, of commands or of the recordings that stand in their place. */
  private async imports(argv: readonly string[], raw: Raw, common: Common, { exports, format }: Wanted): Promise<void> {
    const sets = (common.set ?? []).map(askedSet);
    if (common.yardstick !== undefined && common.yardstick !== "none")
      throw new UserError("usage", "--yardstick has no imports to compare", "leave it away with --imports");
    for (const each of [format, ...exports.map((one) => one.format)]) importTimesFormat(each);
    const tool = this.config.userAgent;
    const document = areProfiles(argv)
      ? await (await import("../bench/imports/of-profiles.js")).importTimesOfProfiles(argv, sets, tool)
      : await this.importsHere(commandsOf(argv, raw), sets, common);
    if (document === null) return;
    const render = async (name: BenchFormatName, look: Look) =>
      (await importTimesFormat(name)()).render(document, { ...look, top: 0 });
    for (const { file, format } of exports) writeFileWhole(file, await render(format, PLAIN));
    await this.print(await render(format, format === "text" ? terminal() : PLAIN));
  }

  private async importsHere(commands: ReturnType<typeof commandsOf>, sets: readonly AskedSet[], common: Common) {
    const { importTimesHere } = await import("../bench/imports/imports-here.js");
    const packageRoot = this.config.root;
    return this.measured((here) => importTimesHere({ ...common, commands, packageRoot, sets, ...here }));
  }

  /** @returns null where a signal ended it before there was anything to say */
  private async measured<Found>(measure: (here: Here) => Promise<Found | null>): Promise<Found | null> {
    const progress = progressOn(2);
    const interrupts = interruptible();
    try {
      const tool = this.config.userAgent;
      const say = (text: string): void => writeStderr([`perf: ${text}\n`]);
      const document = await measure({ tool, say, stop: interrupts.signal, onRun: progress.show });
      progress.clear();
      if (interrupts.exitCode !== undefined) process.exitCode = interrupts.exitCode;
      if (document === null) writeStderr(["perf: interrupted before two runs of each command\n"]);
      return document;
    } finally {
      progress.clear();
      interrupts.off();
    }
  }
}

type Here = Pick<HereOptions, "tool" | "say" | "stop" | "onRun">;
type Common = Omit<HereOptions, keyof Here | "commands" | "yardstick"> & {
  readonly set?: readonly string[] | undefined;
  readonly yardstick?: string | undefined;
};
type Raw = readonly { type: string; flag?: string; input: string }[];

interface Wanted {
  readonly exports: readonly { readonly file: string; readonly format: BenchFormatName }[];
  readonly format: BenchFormatName;
}

interface Look {
  readonly width: number;
  readonly colour: boolean;
}

const PLAIN: Look = { width: 80, colour: false };

/** @throws UserError for one in which import times can't be told */
function importTimesFormat(name: BenchFormatName) {
  if (Object.hasOwn(IMPORT_TIMES_FORMATS, name)) return IMPORT_TIMES_FORMATS[name as ImportTimesFormatName];
  const known = Object.keys(IMPORT_TIMES_FORMATS).join(", ");
  throw new UserError("usage", `--imports has no format ${name}`, `take one of ${known}`);
}

/** Recordings, compared as they are, in the place of a command. */
function areProfiles(words: readonly string[]): boolean {
  if (words.length === 0 || !words.every((word) => word.endsWith(".json") && kindOf(word) === "file")) return false;
  if (words.length > 1) return true;
  throw new UserError("usage", `${words[0]} stands alone: there is nothing to compare it with`, "give two recordings");
}

async function rendered(document: BenchDocument, format: BenchFormatName, look: Look) {
  return (await BENCH_FORMATS[format]()).render(document, { ...look, top: 0 });
}

/** COMMAND, then what --command gave, in the order in which they were typed, each with the name behind it. */
function commandsOf(words: readonly string[], raw: Raw) {
  const own = { words: words.length === 0 ? [] : commandWords(words), name: undefined as string | undefined };
  const listed: (typeof own)[] = [];
  for (const { type, flag, input } of raw) {
    if (type !== "flag") continue;
    if (flag === "command") listed.push({ words: commandWords([input]), name: undefined });
    if (flag !== "name") continue;
    const last = listed.at(-1) ?? own;
    if (last.name !== undefined) {
      throw new UserError("usage", `--name ${input} names nothing`, "write it behind the --command that it names");
    }
    last.name = input;
  }
  const all = own.words.length === 0 ? listed : [own, ...listed];
  if (all.length > 0) return all;
  throw new UserError("usage", "there is no command to measure", "write it after --: perf bench -- app --help");
}

function yardstickOf(flag: string | undefined): string[] | null | undefined {
  return flag === undefined ? undefined : flag === "none" || flag === "" ? null : commandWords([flag]);
}

function variables(given: readonly string[]): Record<string, string> {
  const pairs = given.map((each): [string, string] => {
    const at = each.indexOf("=");
    if (at < 1) throw new UserError("usage", `--env ${each} sets nothing`, "write --env KEY=VALUE");
    return [each.slice(0, at), each.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

function exportOf(given: string): { file: string; format: BenchFormatName } {
  const [, format, file] = /^([a-z-]+)=(.+)$/.exec(given) ?? [];
  if (format !== undefined && file !== undefined && NAMES.includes(format)) {
    return { file, format: format as BenchFormatName };
  }
  return { file: given, format: benchFormatForFile(given) };
}
