import { join } from "node:path";
import { lookedProject } from "../../io/looked-project.js";
import type { AskPython } from "../../io/python-batch.js";
import { pythonFacts } from "../../io/python-facts.js";
import { readText } from "../../io/read-text.js";
import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import { importedNames } from "../../languages/python/judge/imported-names.js";
import { judgeUses } from "../../languages/python/judge/judge.js";
import { askedLater } from "../../languages/python/judge/load/asked-later.js";
import { BoundNames, type ModuleSource } from "../../languages/python/judge/load/bound-anew.js";
import { BoundElsewhere } from "../../languages/python/judge/load/bound-elsewhere.js";
import { installationChecks } from "../../languages/python/judge/load/installation-checks.js";
import type { MayHaveRun } from "../../languages/python/judge/load/module-uses.js";
import { snapshotReasons } from "../../languages/python/judge/load/snapshots.js";
import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import { findLooks } from "../../languages/python/judge/lookers/find.js";
import { type Look, refusingLooks } from "../../languages/python/judge/lookers/looks.js";
import { programWide } from "../../languages/python/judge/lookers/program-wide.js";
import type { AskScript, LookedProject } from "../../languages/python/judge/lookers/project.js";
import { natureOf, type ProjectNature } from "../../languages/python/judge/lookers/public-names.js";
import { nameUsage } from "../../languages/python/judge/name-usage.js";
import { isPinned } from "../../languages/python/rewrite/comments.js";
import type { EditOption, ImportedName, Judged, Reason } from "../../languages/rewriting.js";
import type { CopiedGround } from "../options.js";
import type { Statement } from "../statements.js";
import { withoutFrameSteps } from "./library-frames.js";
import { Moments } from "./moments.js";
import { OutsideStars } from "./outside-stars.js";
import { ProjectTexts } from "./project-texts.js";
import { ReadOnce } from "./read-once.js";
import { Situations } from "./situations.js";
import { loadedOf, sourceNames } from "./source-names.js";
import { StarImports } from "./star-imports.js";
import { type ValueContext, type ValueFindings, valueReasons, withReaders } from "./value-reasons.js";

export interface JudgeOptions {
  /** Which lines of the project's files may have run in the starts that were recorded. */
  readonly mayHaveRun: MayHaveRun;
  /** Full names that runs saw the `__getattr__` of packages find in these. */
  readonly served: ReadonlySet<string>;
  /** Absolute, with `/`. */
  readonly root: string;
  /** Asks a Python 3.8 or later that parses the sources. */
  readonly ask: AskPython;
  /** What star imports of the interpreter's own modules bind, in their order; null where that is not certain. */
  starNames(modules: readonly string[]): Promise<readonly (readonly string[] | null)[]>;
  /** The oldest minor version that must run them. */
  readonly floor: number;
  /** The minor version that was recorded. */
  readonly runtime: number;
  readonly accept: ReadonlySet<string>;
  readonly keep: readonly string[];
  /** Absolute files of the modules that were loaded, by name. */
  readonly fileOf: ReadonlyMap<string, string>;
  isStandard(module: string): boolean;
  readonly copied?: CopiedGround | undefined;
}

/** What a project's own sources say of imported names: their uses, and who else looks at them. */
export class PythonJudge {
  private readonly facts = new Map<string, FileFacts | UnreadFile>();
  readonly project: LookedProject;
  /** Without copies of the interpreter's own library, of which what a load takes is told by runs alone. */
  private readonly others: LookedProject;
  private readonly elsewhere: BoundElsewhere;
  readonly texts: ProjectTexts;
  readonly moments: Moments;
  private readonly situations: Situations;
  private readonly stars: StarImports;
  private readonly moduleOf: ReadonlyMap<string, string>;

  constructor(private readonly options: JudgeOptions) {
    this.project = lookedProject(options.root, {
      loaded: loadedOf(options.root, options.fileOf),
      ...(options.copied === undefined ? {} : { standard: options.copied.standard }),
    });
    this.others = withoutStandard(this.project);
    this.elsewhere = new BoundElsewhere(this.others, this.bound, (module) => this.text(module) !== null);
    this.texts = new ProjectTexts(this.project, () =>
      [...options.fileOf].flatMap(([module, file]) => (options.isStandard(module) ? [] : [file])),
    );
    const sources = this.project.files.filter(({ shown }) => !shown.endsWith(".pyi"));
    const fileOf = new Map(sources.map(({ module, shown }) => [module, shown]));
    this.moduleOf = new Map(sources.map(({ module, shown }) => [shown, module]));
    const { root } = options;
    this.reader = new ReadOnce(pythonFacts(options.ask));
    const outside = new OutsideStars({
      fileOf: options.fileOf,
      isStandard: (module) => options.isStandard(module),
      facts: (files) => this.reader.read(files),
      standardNames: (modules) => options.starNames(modules),
    });
    const { project, facts, moduleOf } = this;
    this.stars = new StarImports({
      root,
      facts,
      fileOf,
      moduleOf,
      outside,
      modulesIn: (folder) => this.situations.modulesIn(folder),
    });
    const { stars } = this;
    this.situations = new Situations({ ...options, project, facts, fileOf, moduleOf, stars });
    this.moments = new Moments({
      project: this.others,
      accept: options.accept,
      fileOf: new Map(sources.flatMap(({ module, shown, isStandard }) => (isStandard ? [] : [[module, shown]]))),
      text: (module) => this.text(module),
      bound: this.bound,
      elsewhere: this.elsewhere,
      facts: async (files) => {
        await this.read(files);
        return this.facts;
      },
      ask: (script) => this.askScript(script),
      mayHaveRun: options.mayHaveRun,
      servedFrom: (module, name) => this.servedFrom(module, name),
    });
  }

  /** The names of statements that a recording saw. @param isModule whether a full name is a module's */
  async names(statements: readonly Statement[], isModule: (name: string) => boolean): Promise<ImportedName[]> {
    this.isModule = isModule;
    const files = [...new Set(statements.map(({ file }) => file))];
    const reading = this.read(files);
    // Who imports is most often imported: the interpreters go on with what is asked of that once they have read it.
    this.moments.expect(files.flatMap((file) => this.moduleOf.get(file) ?? []));
    // Every file's imports are asked for in any case: they are scanned while the interpreters read.
    for (const { file } of this.project.files) this.project.scan(file);
    await reading;
    return statements.flatMap(({ file, importer, line, column }) => {
      const facts = this.facts.get(file);
      if (facts === undefined || facts.unread !== null) return [];
      const place = { file, module: this.moduleOf.get(file) ?? importer };
      const found = importedNames(facts as FileFacts, place, line, column === 0 ? null : column, isModule);
      return found.map((name) => ({ ...name, importer }));
    });
  }

  /** Judges names by their own files and by the rest of the project. */
  async judge(names: readonly ImportedName[]): Promise<Judged[]> {
    // What goes is among what they ask for: the interpreters read that while this one judges.
    this.moments.expect(new Set(names.flatMap(({ imported }) => imported)));
    const own = names.map((name) => this.ownJudgement(name));
    const sourced = new Map(own.map(({ name, refusal }) => [name, refusal === null ? this.sourceNames(name) : []]));
    const open = [...sourced.values()].flat();
    const { root, copied } = this.options;
    const metadata = ["pyproject.toml", "setup.cfg", "setup.py"].map((file) => readText(join(root, file)) ?? "");
    const hasMain = this.project.files.some(({ module }) => /(^|\.)__main__$/.test(module));
    const nature = copied === undefined ? natureOf(metadata, hasMain) : { isLibrary: copied.isOpen };
    const looks = await findLooks(open, this.project, nature, this.ask);
    const texts = {
      text: (module: string) => this.text(module),
      bound: this.bound,
      elsewhere: this.elsewhere,
      servedFrom: (module: string, name: string) => this.servedFrom(module, name),
      starsBehind: ({ file, line }: ImportedName) => this.stars.behind(file, line),
    };
    const snapshots = await snapshotReasons(open, this.others, texts, this.ask);
    const checks = installationChecks(
      open,
      this.project,
      (module) => this.options.isStandard(module),
      (module) => this.options.fileOf.has(module),
    );
    const known = {
      loaded: this.options.fileOf.keys(),
      isStandard: (module: string) => this.options.isStandard(module),
    };
    const everywhere = await programWide(this.project, known, this.askScript("program_wide.py"));
    const values = await valueReasons(own, this.valueContext(nature));
    return own.map((judged) => {
      const { name } = judged;
      // What bars every import bars this one too, once its own reason is gone.
      if (judged.refusal !== null)
        return { ...judged, also: everywhere.filter(({ code }) => !this.options.accept.has(code)) };
      const each = sourced.get(name) ?? [];
      // Something in it may be replaced: it is taken as the same, and asked when it always was.
      const taken = each.flatMap((one) => snapshots.get(one) ?? []).filter(({ isWithin }) => !isWithin);
      const bars = [...each.map((one) => checks.get(one)), ...taken];
      return this.withLooks(
        judged,
        each.flatMap((one) => looks.get(one) ?? []),
        [...bars, ...everywhere],
        values,
      );
    });
  }

  private readonly reader: ReadOnce;

  private isModule: (name: string) => boolean = () => false;

  private valueContext(nature: ProjectNature): ValueContext {
    const { accept, isStandard } = this.options;
    const { project, ask, isModule, bound, elsewhere } = this;
    return {
      project,
      nature,
      ask,
      accept,
      isModule,
      isStandard,
      bound,
      elsewhere,
      text: (module) => this.text(module),
    };
  }

  private readonly askScript =
    (script: string): AskScript =>
    (head, questions) =>
      this.options.ask(script, head === "" ? [] : [head], questions);

  private readonly bound = new BoundNames(this.askScript("bound_names.py"));

  private readonly ask: AskScript = (head, questions) => this.askScript("lookers.py")(head, questions);

  /** @param bars what refuses every edit but one for types alone */
  private withLooks(
    judged: Judged,
    looks: readonly Look[],
    bars: readonly (Reason | undefined)[],
    { reasons, readAt }: ValueFindings,
  ): Judged {
    const { accept } = this.options;
    let first: Reason | null = null;
    let also: readonly Reason[] = [];
    const options: EditOption[] = [];
    const otherwise = new Map(judged.otherwise);
    const open = bars.flatMap((bar) => (bar === undefined || accept.has(bar.code) ? [] : [bar]));
    for (const option of judged.options) {
      const [look] = refusingLooks(option, looks).filter(({ code }) => !accept.has(code));
      const reason = look ?? reasons.get(option) ?? (option.edit === "type-checking" ? undefined : open[0]);
      if (reason === undefined) options.push({ ...withReaders(option, readAt), proof: [...option.proof, ...OTHERS] });
      else {
        const { code, message, file, line } = reason;
        otherwise.set(option.edit, { code, message, file, line });
        // What stands in the way of the most patient way is what a person would have to change.
        if (first === null || option.own !== undefined) {
          first = { code, message, file, line };
          const barring = option.edit === "type-checking" ? [] : open;
          also = barring.filter((each) => each !== reason);
        }
      }
    }
    const wouldBe = judged.options.find(({ edit }) => edit === "function");
    return {
      name: judged.name,
      options,
      refusal: options.length > 0 ? null : first,
      otherwise,
      ...(wouldBe === undefined ? {} : { wouldBe }),
      ...(judged.usage === undefined ? {} : { usage: judged.usage }),
      ...(options.length > 0 || also.length === 0 ? {} : { also }),
    };
  }

  private sourceNames(name: ImportedName): readonly ImportedName[] {
    return sourceNames(name, this.moduleOf.get(name.file) ?? name.importer);
  }

  private servedFrom(module: string, name: string): readonly string[] | null {
    if (!this.options.served.has(`${module}.${name}`)) return null;
    const top = `${module.replace(/\..*/s, "")}.`;
    return [...this.options.fileOf.keys()].filter((each) => each.startsWith(top) && each !== module);
  }

  private text(module: string): ModuleSource | null {
    const { root, fileOf } = this.options;
    const file = fileOf.get(module);
    if (file === undefined || !/\.pyw?$/.test(file)) return null;
    const bytes = this.project.bytes(file);
    if (bytes === null) return null;
    const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
    return {
      module,
      shown,
      file,
      isPackage: /\b__init__\.pyw?$/.test(file),
      isStandard: this.options.isStandard(module),
      bytes,
    };
  }

  /** What CPython's parser says of any files. @param files absolute */
  factsOf(files: readonly string[]): Promise<readonly (FileFacts | UnreadFile)[]> {
    return this.reader.read(files);
  }

  /** Whether a module's own text may do something else by how far another module is loaded. */
  seesHalfLoaded(module: string): boolean {
    let known = this.halfLoaded.get(module);
    if (known === undefined) {
      known = SEES_HALF.test(asLatin1(this.text(module)?.bytes ?? null));
      this.halfLoaded.set(module, known);
    }
    return known;
  }

  /** Modules of the project whose functions import a module. */
  askedLater(module: string): Iterable<string> {
    this.later ??= askedLater(this.project);
    return this.later.get(module) ?? [];
  }

  private later: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  private readonly halfLoaded = new Map<string, boolean>();

  private ownJudgement(name: ImportedName): Judged {
    const pinned = this.pinned(name);
    if (pinned !== null) return { name, options: [], refusal: pinned };
    const facts = this.facts.get(name.file);
    if (facts === undefined) throw new Error(`${name.file} was not read`);
    const isCopied = this.options.copied?.standard.has(name.file) === true && facts.unread === null;
    const own = isCopied ? withoutFrameSteps(facts as FileFacts, name.file) : facts;
    const [source = name] = this.sourceNames(name);
    const isSure = source.importer === name.importer;
    const usage = own.unread === null ? nameUsage(own as FileFacts, name, this.linesOf(name.file)) : undefined;
    return this.withoutCalls({
      ...judgeUses(own, source, this.situations.of(source, isSure)),
      name,
      ...(usage && { usage }),
    });
  }

  /** An annotation that calls something is evaluated for that too: it can't be quoted. */
  private withoutCalls(judged: Judged): Judged {
    const { file } = judged.name;
    const { options: every } = judged;
    if (every.length > 0 && every.every(({ types }) => (types?.quotes ?? []).length === 0)) return judged;
    const lines = this.linesOf(file);
    let line = 0;
    const options = judged.options.filter(({ types }) => {
      const calling = types?.quotes.find(({ line: first, endLine }) =>
        lines.slice(first - 1, endLine).some(callsInAnnotation),
      );
      line = calling?.line ?? line;
      return calling === undefined;
    });
    if (options.length > 0 || judged.refusal !== null) return { ...judged, options };
    const message = "an annotation calls something while the module loads";
    return { ...judged, options, refusal: { code: "annotation-calls", message, file, line: Math.max(1, line) } };
  }

  private pinned(name: ImportedName): Reason | null {
    const { file, line } = name;
    const kept = this.options.keep.find((each) =>
      name.imported.some((module) => module === each || module.startsWith(`${each}.`)),
    );
    if (kept !== undefined) return { code: "kept", message: `the settings keep ${kept}`, file, line };
    if (this.project.bytes(join(this.options.root, file))?.includes("importperf:") !== true) return null;
    const facts = this.facts.get(file);
    const imports = facts?.unread === null ? (facts as FileFacts).imports : [];
    const end = imports.find((each) => each.line === line && each.column === name.column)?.endLine ?? line;
    if (
      !this.linesOf(file)
        .slice(line - 1, end)
        .some(isPinned)
    )
      return null;
    return { code: "kept", message: "a comment keeps it", file, line };
  }

  /** @param file relative to the root */
  private linesOf(file: string): readonly string[] {
    let known = this.lines.get(file);
    if (known === undefined) {
      known = (this.project.bytes(join(this.options.root, file))?.toString("utf8") ?? "").split(/\r\n|\r|\n/);
      this.lines.set(file, known);
    }
    return known;
  }

  private readonly lines = new Map<string, readonly string[]>();

  /** Reads files, and those of the project that their star imports name. */
  private async read(files: readonly string[]): Promise<void> {
    const { root } = this.options;
    for (let unknown = files.filter((file) => !this.facts.has(file)); unknown.length > 0; ) {
      const paths = unknown.map((file) => join(root, file));
      const found = await this.reader.read(paths);
      unknown.forEach((file, at) => {
        const facts = found[at];
        if (facts !== undefined) this.facts.set(file, facts);
      });
      unknown = [...new Set(unknown.flatMap((file) => this.stars.targets(file)))].filter(
        (file) => !this.facts.has(file),
      );
    }
    await this.stars.learn(files);
    this.situations.learnt();
  }
}

function withoutStandard(project: LookedProject): LookedProject {
  const isOther = ({ isStandard }: { isStandard?: boolean }): boolean => isStandard !== true;
  return project.files.every(isOther) ? project : { ...project, files: project.files.filter(isOther) };
}

const SEES_HALF = /\b(?:hasattr|getattr|dir|vars|globals|eval|exec)\(|__dict__|\bexcept\b|\bsuppress\b|import \*/;
const OTHERS = [{ rule: "nobody-else-looks" }, { rule: "not-bound-anew" }];

/** A call in what stands behind a colon or an arrow; a function's own brackets are none. */
function callsInAnnotation(line: string): boolean {
  return /(?::|->)[^=#"']*\w\(/.test(line.replace(/^\s*(?:async\s+)?def\s+\w+\(/, ""));
}
