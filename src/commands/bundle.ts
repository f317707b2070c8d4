import * as Flags from "@oclif/core/flags";
import type { BundlesDocument } from "../bundle/document.js";
import type { BundleHereOptions } from "../bundle/options.js";
import { PerfCommand } from "../cli/command.js";
import { giveReport, type Reportable, reportFlags } from "../cli/give-report.js";
import { interruptible } from "../cli/interruptible.js";
import { progressOn } from "../cli/progress.js";
import { UserError } from "../errors.js";
import { assertWritable, writeFileWhole, writeStderr } from "../io/output.js";
import { absolute, kindOf } from "../io/paths.js";
import { viewPage } from "../io/view-page.js";
import { commandWords, shellWords } from "../record/words.js";
import { BUNDLES_FORMATS, type BundlesFormatName, bundlesFormatForFile } from "../report/bundles/formats.js";
import type { ReportOptions } from "../report/format.js";

const { top: _, ...shownFlags } = reportFlags(Object.keys(BUNDLES_FORMATS));

export default class Bundle extends PerfCommand {
  static override summary = "Ship a program as a bundle, and show what each way to bundle it costs at startup.";
  static override description = [
    "Builds the program with each KIND, starts each bundle once, checks that it prints and ends as the program does (also from another folder, as another user, without HOME, without network, read-only, moved, with the sources away: what this machine can check), and times those that do in turn with the program and the yardstick, as perf bench does.",
    "KIND is folder or zip, which are ours, for Python: compiled modules for the interpreter found, and a start that skips what startup does not need; esbuild for JavaScript; or another bundler that is installed: docker, nuitka, nuitka-onefile, pex, pyapp, pyinstaller, pyinstaller-onefile, pyoxidizer, shiv, zipapp, ncc, node-sea… With all, those that are there are built; the others are named with the command that installs them.",
    "The program and the bundles are started here, with a home that is empty at first, an empty stdin and no terminal. Where that is allowed (root), cold starts are measured too, for which the disk cache of the whole machine is emptied.",
    "Exit code 1: a bundle does not do what the program does. 2: a bundler failed; its last lines are shown, and its log is kept.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> bundle --entry app.__main__:main",
    "<%= config.bin %> bundle --with all --entry app.__main__:main --args=--help --args=--version --export bundles.md",
    "<%= config.bin %> bundle --with folder,pyinstaller --entry app.cli:main --python .venv/bin/python --out dist",
    "<%= config.bin %> bundle --with esbuild --entry bin/app.js",
  ];
  static override flags = {
    with: Flags.string({
      summary: "Build with these; without it, our own.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "KIND[,KIND...]|all",
    }),
    entry: Flags.string({
      summary: "What starts the program; without it, the only script of pyproject.toml or package.json.",
      helpValue: "MODULE:FUNCTION|FILE|NAME",
    }),
    python: Flags.string({
      summary: "The program's interpreter; else that of the active environment.",
      helpValue: "EXE",
    }),
    name: Flags.string({ summary: "What the program is called.", helpValue: "NAME" }),
    out: Flags.string({
      summary: "Put each bundle into its KIND's folder here.",
      default: "bundles",
      helpValue: "DIR",
    }),
    args: Flags.string({
      summary: "Arguments of a start that is compared; again for more. The first are timed; without it, --help.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: '"ARGS"',
    }),
    requirements: Flags.string({ summary: "Further distributions that the program needs.", helpValue: "FILE" }),
    distribution: Flags.string({
      summary: "The program's wheel or sdist, for bundlers that embed one.",
      helpValue: "FILE",
    }),
    "exclude-unreached": Flags.boolean({
      summary: "Leave out packages that no import reaches, and say which.",
      default: false,
    }),
    freeze: Flags.boolean({
      summary: "Let folder and zip end without freeing what is left, if a look at its end finds nothing to finalise.",
      default: false,
    }),
    optimize: Flags.boolean({
      summary:
        "Let folder and zip defer imports in their copies of everything, the standard library too, where that is proven.",
      default: false,
    }),
    test: Flags.string({
      summary: "With --optimize: the project's tests, which have to end with the deferred imports as they do without.",
      helpValue: '"CMD"',
    }),
    "no-asserts": Flags.boolean({
      char: "O",
      summary: "Start folder and zip with Python's -O: without asserts.",
      default: false,
    }),
    yardstick: Flags.string({ summary: "What all are held against, or none.", helpValue: '"CMD"' }),
    time: Flags.boolean({ summary: "Time the bundles, or only build and check them.", default: true, allowNo: true }),
    cold: Flags.boolean({ summary: "Time cold starts too, where that is allowed.", default: true, allowNo: true }),
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
    timeout: Flags.integer({ summary: "End a start that takes longer.", default: 60, min: 1, helpValue: "S" }),
    "build-timeout": Flags.integer({
      summary: "End a bundler that takes longer.",
      default: 1800,
      min: 1,
      helpValue: "S",
    }),
    jobs: Flags.integer({ summary: "So many bundlers at once; else one for each processor.", min: 1, helpValue: "N" }),
    cache: Flags.boolean({
      summary: "Take what was built before from the same contents.",
      default: true,
      allowNo: true,
    }),
    "keep-home": Flags.boolean({ summary: "Start everything with your own home.", default: false }),
    ...shownFlags,
    export: Flags.string({
      summary: "Write this file too (.html, .json, .md, .csv, .txt); again for more.",
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "FILE",
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Bundle);
    if (flags.test !== undefined && !flags.optimize)
      throw new UserError("usage", "--test says how what --optimize does is verified", "give --optimize too");
    const exports = flags.export ?? [];
    for (const file of exports) assertWritable(file);
    const document = await this.made({
      environment: process.env,
      folder: absolute("."),
      entry: flags.entry,
      kinds: (flags.with ?? []).flatMap((each) => each.split(",")).filter((each) => each !== ""),
      python: flags.python,
      name: flags.name === undefined ? undefined : named(flags.name),
      requirements: flags.requirements,
      distribution: flags.distribution === undefined ? null : existing(flags.distribution),
      excludeUnreached: flags["exclude-unreached"],
      freeze: flags.freeze,
      optimize: flags.optimize,
      test: flags.test === undefined ? null : commandWords([flags.test]),
      withoutAsserts: flags["no-asserts"],
      out: absolute(flags.out),
      args: flags.args === undefined ? [["--help"]] : flags.args.map(shellWords),
      yardstick: yardstickOf(flags.yardstick),
      isTimed: flags.time,
      isCold: flags.cold,
      pairs: flags.pairs ?? null,
      seconds: flags["max-time"],
      timeoutS: flags.timeout,
      buildTimeoutS: flags["build-timeout"],
      atOnce: flags.jobs,
      isCached: flags.cache,
      keepsHome: flags["keep-home"],
    });
    if (document === null) return;
    const plain = { top: 0, width: 80, colour: false, viewPage: () => viewPage(this.config.root) };
    for (const file of exports) writeFileWhole(file, await rendered(document, bundlesFormatForFile(file), plain));
    process.exitCode ??= exitCodeOf(document);
    const shown: Reportable = {
      opensItself: false,
      input: `bundles ${document.program}`,
      formatForFile: bundlesFormatForFile,
      render: (format, options) => rendered(document, format as BundlesFormatName, options),
    };
    await giveReport(shown, { ...flags, top: 0 }, this.config.root, (pieces) => this.print(pieces));
  }

  /** @returns null where a signal ended it before there was anything to say */
  private async made(asked: Asked): Promise<BundlesDocument | null> {
    const { bundleHere } = await import("../bundle/bundle-here.js");
    const progress = progressOn(2);
    const interrupts = interruptible();
    try {
      const document = await bundleHere({
        ...asked,
        tool: this.config.userAgent,
        packageRoot: this.config.root,
        stop: interrupts.signal,
        say: (text) => {
          progress.clear();
          writeStderr([`perf: ${text}\n`]);
        },
        onRun: progress.show,
      });
      progress.clear();
      if (document === null) writeStderr(["perf: interrupted before all bundles were checked\n"]);
      return document;
    } catch (error) {
      if (interrupts.exitCode === undefined || !(error instanceof UserError)) throw error;
      return null;
    } finally {
      progress.clear();
      if (interrupts.exitCode !== undefined) process.exitCode = interrupts.exitCode;
      interrupts.off();
    }
  }
}

type Asked = Omit<BundleHereOptions, "tool" | "packageRoot" | "stop" | "say" | "onRun">;

async function rendered(document: BundlesDocument, format: BundlesFormatName, options: ReportOptions) {
  return (await BUNDLES_FORMATS[format]()).render(document, options);
}

function yardstickOf(flag: string | undefined): string[] | null | undefined {
  return flag === undefined ? undefined : flag === "none" || flag === "" ? null : commandWords([flag]);
}

/** It becomes the name of files. */
function named(name: string): string {
  if (/^[^\s/\\.-][^/\\\0]*$/.test(name)) return name;
  throw new UserError(
    "usage",
    `--name ${name} is no name for a file`,
    "give one without / and a leading dot or hyphen",
  );
}

function existing(file: string): string {
  if (kindOf(file) === "file") return absolute(file);
  throw new UserError("distribution-missing", "there is no such file", "name a wheel (.whl) or an sdist (.tar.gz)", {
    file,
  });
}

/** 1 for a bundle that does not do what the program does, 2 for a bundler that failed or nothing that was built. */
function exitCodeOf({ bundles }: BundlesDocument): number {
  if (bundles.some(({ works }) => works === false)) return 1;
  return bundles.some(({ works, skipped }) => works === null && skipped === undefined) ||
    bundles.every(({ works }) => works === null)
    ? 2
    : 0;
}
