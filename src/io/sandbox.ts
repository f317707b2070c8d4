import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative, sep } from "node:path";
import type { Language } from "../graph/vocabulary.js";
import type { OverlayMode, OverlayReport } from "../languages/overlay.js";
import { KeptOutput } from "./kept-output.js";
import { type EditedFile, OVERLAYS, OverlayFolder } from "./overlay-folder.js";
import { installedPackage } from "./package-links.js";
import { realPath } from "./paths.js";
import { type FolderState, folderState, ProjectCopy, writeIntoCopy } from "./project-copy.js";
import { type CommandRun, runCommand } from "./run-command.js";

/** The unedited and the edited project; the names are equally long, so that paths are. */
export type CopySide = "old" | "new";

export interface SandboxOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Where commands run; a folder of the project becomes that of the copy. */
  readonly cwd: string;
  readonly environment: Environment;
  /** Our package's folder. */
  readonly packageRoot: string;
  /** All files that may be edited, with their modules' names where these are known. */
  readonly editable: readonly { readonly path: string; readonly module?: string | undefined }[];
  /** Folders that modules are found from, relative to `root`; they go before what else the interpreter looks through. */
  readonly sourceRoots: readonly string[];
  /** Files of installed packages may be edited: the root may be a folder of many. */
  readonly isInstalled: boolean;
  /**
   * For each of `editable` what it is, and what it is to be on the new side: then nothing is edited, and both sides are served from
   * memory, wherever the file lies. Files of the project are served in its copies.
   */
  readonly served?: readonly EditedFile[];
  readonly timeoutS?: number | undefined;
  readonly stop: AbortSignal;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface SandboxRun {
  readonly run: CommandRun;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote in the copy, by path relative to it: the contents, null for what it removed. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly report: SandboxReport;
}

/** Files as they were given in `editable`. */
export interface SandboxReport {
  /** Python (or Node) ran with our hooks. */
  readonly isSeen: boolean;
  /** Loaded from the copy. */
  readonly loaded: ReadonlySet<string>;
  /** Loaded from the original, or from a third place: the file, and that place. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** Two copies of a project, one to be edited, in a private folder, and commands that run in them. */
export class Sandbox {
  private readonly overlay: OverlayFolder;
  private readonly project: ProjectCopy;
  private readonly states = new Map<CopySide, FolderState>();
  private edited = new Map<string, Uint8Array>();
  /** The first interpreter of each language that was seen. */
  private readonly executables = new Map<Language, string>();

  constructor(private readonly options: SandboxOptions) {
    this.overlay = new OverlayFolder(options.packageRoot);
    const paths = options.editable.map(({ path }) => path);
    // Of a package in node_modules its own folder is copied, which holds more than what may be edited: its package.json, to begin with.
    const isAmongOthers = options.isInstalled && installedPackage(realPath(options.root)) === null;
    this.project = isAmongOthers ? new ProjectCopy(options.root, paths) : new ProjectCopy(options.root);
    for (const side of ["old", "new"] as const) {
      this.project.copyTo(this.top(side));
      this.states.set(side, folderState(this.top(side)));
    }
    copyFileSync(
      join(options.packageRoot, "dist/python/pytest_plugin.py"),
      join(this.beside("plugins"), "importperf_pytest.py"),
    );
  }

  get python(): string | undefined {
    return this.executables.get("python");
  }

  /** A command that only loads a file; null where its language was not seen, or for what is no module. */
  wordsToLoad(path: string, module: string | undefined, source: Uint8Array): readonly string[] | null {
    for (const { language, loadWords } of OVERLAYS) {
      const executable = this.executables.get(language);
      const words = executable === undefined ? null : loadWords(executable, path, module, source);
      if (words !== null) return words;
    }
    return null;
  }

  /** Folders that stand in outputs, with what stands for them. */
  get folders(): readonly (readonly [string, string])[] {
    return [
      ...(["old", "new"] as const).flatMap((side) => [
        [this.top(side), "<project>"] as const,
        [realPath(this.top(side)), "<project>"] as const,
      ]),
      [this.overlay.beside(""), "<hooks>"],
    ];
  }

  /** A folder of ours for what runs read and write. */
  beside(name: string): string {
    return this.overlay.beside(name);
  }

  /** Where a copy has a file of the project. */
  pathIn(side: CopySide, path: string): string {
    return join(this.top(side), this.name(path));
  }

  /** The edited copy holds these edits, and no others, from now on. */
  edit(files: readonly EditedFile[]): void {
    const top = this.top("new");
    const next = new Map(
      files.map(({ path, after }) => [this.name(path), after] as const).filter(([name]) => this.isCopied(name, top)),
    );
    for (const name of this.edited.keys()) if (!next.has(name)) this.restore(name, top);
    for (const [name, bytes] of next) {
      const had = this.edited.get(name);
      if (had === undefined || Buffer.compare(had, bytes) !== 0) writeIntoCopy(join(top, name), bytes);
    }
    this.edited = next;
    this.states.set("new", folderState(top));
  }

  /** Runs a command in a copy; what it writes there is undone. */
  async run(
    side: CopySide,
    words: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<SandboxRun> {
    const { timeoutS, stop } = this.options;
    const mode = this.prepared(side);
    const stdout = new KeptOutput();
    const stderr = new KeptOutput();
    this.overlay.takeReport();
    const run = await runCommand({
      words: this.words(side, words),
      environment: this.overlay.environment(mode, { ...this.environment(side), ...more }),
      cwd: this.cwd(side),
      stdin: "ignore",
      stdout: "capture",
      timeoutS,
      stop,
      onStdout: stdout.add,
      onStderr: stderr.add,
    });
    const report = this.reportOf(this.overlay.takeReport());
    return { run, stdout: stdout.text, stderr: stderr.text, files: this.takeWritten(side), report };
  }

  /** Runs a command without hooks, to be timed. */
  timed(
    side: CopySide,
    words: readonly string[],
    python: string | undefined,
    isToCompile = false,
  ): Promise<CommandRun> {
    const { timeoutS, stop } = this.options;
    const environment = { ...this.environment(side) };
    // A copy has no compiled modules; the original has, whether or not its starts may write them.
    if (isToCompile) delete environment.PYTHONDONTWRITEBYTECODE;
    const own = { words: this.words(side, words), environment, cwd: this.cwd(side), timeoutS, stop, python };
    return runCommand({ ...own, stdin: "ignore", stdout: "capture" });
  }

  /** After timed runs, which write as any other. */
  undo(side: CopySide): void {
    this.takeWritten(side);
  }

  /**
   * After runs that compiled: where starts write no compiled modules, only those stay that the original has, so that the copy's starts
   * compile what the original's do.
   */
  leaveCompiledAsOriginal(side: CopySide): void {
    if ((this.options.environment.PYTHONDONTWRITEBYTECODE ?? "") !== "")
      this.project.removeNewlyCompiled(this.top(side));
  }

  remove(): void {
    this.overlay.remove();
  }

  /** Tells the hooks which files count in the next run. */
  private prepared(side: CopySide): OverlayMode {
    const { editable, served } = this.options;
    const top = this.top(side);
    if (served === undefined) {
      this.overlay.watch([
        ...editable.map(({ path, module }) => ({ path: join(top, this.name(path)), module })),
        ...editable.map(({ path }) => ({ path })),
      ]);
      return "overlay-watch";
    }
    this.overlay.serve(
      served.map((file, at) => {
        const copy = this.mapped(file.path, side);
        return { ...file, path: copy !== null && existsSync(copy) ? copy : file.path, module: editable[at]?.module };
      }),
    );
    return side === "old" ? "overlay-before-report" : "overlay-after-report";
  }

  /** Not so for a file behind a link to the original, which is never written to: it is told as loaded from there. */
  private isCopied(name: string, top: string): boolean {
    return !name.startsWith("..") && (realPath(dirname(join(top, name))) + sep).startsWith(realPath(top) + sep);
  }

  private top(side: CopySide): string {
    return join(this.overlay.beside("copies"), side);
  }

  /** The name of a file in the copies. */
  private name(path: string): string {
    return relative(this.project.from, realPath(path));
  }

  private cwd(side: CopySide): string {
    return this.mapped(this.options.cwd, side) ?? this.options.cwd;
  }

  /** A path of the project in a copy; null for one elsewhere. */
  private mapped(path: string, side: CopySide): string | null {
    for (const from of new Set([this.project.from, this.options.root])) {
      // The project may be a part of what was copied.
      const base = from === this.project.from ? "" : relative(this.project.from, realPath(from));
      if (path === from || path.startsWith(from + sep)) return join(this.top(side), base, relative(from, path));
    }
    return null;
  }

  private words(side: CopySide, words: readonly string[]): string[] {
    return words.map((word) => {
      const made = this.mapped(word, side);
      return made !== null && existsSync(made) ? made : word;
    });
  }

  private environment(side: CopySide): Environment {
    const { environment, root, sourceRoots } = this.options;
    const own = (environment.PYTHONPATH ?? "").split(delimiter).filter((folder) => folder !== "");
    const roots = sourceRoots.map((folder) => this.mapped(join(root, folder), side) ?? join(root, folder));
    const path = [
      this.overlay.beside("plugins"),
      ...roots,
      ...own.map((folder) => this.mapped(folder, side) ?? folder),
    ];
    const cwd = this.cwd(side);
    return {
      ...environment,
      PYTHONPATH: path.join(delimiter),
      // Sets have the same order in all runs.
      PYTHONHASHSEED: environment.PYTHONHASHSEED ?? "0",
      ...(environment.PWD === undefined ? {} : { PWD: cwd }),
    };
  }

  private reportOf({ loaded, elsewhere, runtimes }: OverlayReport): SandboxReport {
    const { editable } = this.options;
    for (const { language, executable } of runtimes) {
      if (!this.executables.has(language)) this.executables.set(language, executable);
    }
    const found = new Set<string>();
    const other = new Map<string, string>();
    for (const number of loaded) {
      const path = editable[number % editable.length]?.path ?? "";
      if (number < editable.length) found.add(path);
      else other.set(path, path);
    }
    for (const [number, place] of elsewhere) {
      const path = editable[number]?.path;
      if (path !== undefined && !other.has(path)) other.set(path, place);
    }
    return { isSeen: runtimes.length > 0, loaded: found, elsewhere: other };
  }

  private takeWritten(side: CopySide): Map<string, string | null> {
    const top = this.top(side);
    const before = this.states.get(side) ?? new Map<string, string>();
    const after = folderState(top);
    const written = new Map<string, string | null>();
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(name) === after.get(name)) continue;
      written.set(name.split(sep).join("/"), after.has(name) ? contents(join(top, name)) : null);
      this.restore(name, top);
      const edit = side === "new" ? this.edited.get(name) : undefined;
      if (edit !== undefined) writeIntoCopy(join(top, name), edit);
    }
    if (written.size > 0) this.states.set(side, folderState(top));
    return written;
  }

  private restore(name: string, top: string): void {
    rmSync(join(top, name), { force: true });
    this.project.copyFile(name, top);
  }
}

/** A file of ours for what a run reads. */
export function writeList(folder: string, name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** What a run wrote to a file of ours; "" for none. */
export function takeText(path: string): string {
  if (!existsSync(path)) return "";
  const text = readFileSync(path, "utf8");
  rmSync(path);
  return text;
}

/** Text as it is, other bytes as their hash. */
function contents(path: string): string {
  try {
    const bytes = readFileSync(path);
    return bytes.includes(0) ? createHash("sha256").update(bytes).digest("hex") : bytes.toString();
  } catch {
    return "";
  }
}
