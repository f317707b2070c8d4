import { builtinName } from "../../builtins.js";
import { changesArguments } from "./argument-writes.js";
import { AskedWalk, type Told } from "./asked-walk.js";
import { Changers } from "./changers.js";
import { type EnvironmentWrites, environmentWrites } from "./environment-writes.js";
import { ExportHomes } from "./export-homes.js";
import type { CallAtLoad, CallSummary, ForeignPath, LoadFacts, PlainFacts } from "./facts.js";
import type { FileFacts } from "./file-facts.js";
import { hiddenState } from "./hidden-state.js";
import type { KeptAnswer } from "./kept-answers.js";
import { KnownChanges } from "./known-changes.js";
import { LoadWalk, loadFacts, NO_SOURCE } from "./load-facts.js";
import type { LoadGround } from "./load-ground.js";
import { LoadOrder } from "./load-order.js";
import type { HiddenState } from "./load-reasons.js";
import type { LoadSurroundings } from "./load-surroundings.js";
import { mentionedNames } from "./mentioned-names.js";
import { ModuleUsers } from "./module-users.js";
import { Setters } from "./setters.js";
import { textsOfProperty } from "./texts-of-property.js";

export interface ProgramFiles {
  /** All files of the program that are known: what starts load, and what the project's own sources are. Absolute, links followed. */
  readonly files: readonly string[];
  /** Null where a file can't be read. */
  read(file: string): string | null;
  /** The file that Node would load; null for none. */
  resolve(file: string, specifier: string, how: "import" | "require"): string | null;
  /** Whether statements of a file may be moved. */
  mayBeEdited(file: string): boolean;
}

/** What is known of files before their texts are parsed. */
export interface KnownFiles {
  /** Null where nothing is known. */
  facts(file: string): FileFacts | null;
  /** What an earlier plan was told of a file's walk, in the order in which it asked. */
  told(file: string): Told[];
}

/** A `require` of what no literal says. */
const COMPUTED = /\brequire\s*\(\s*[^"'`)\s]|\brequire\s*\(\s*`[^`]*\$\{/;

/** What judging loads asks of a program, each thing looked up once. */
export class ProgramLoads {
  private readonly facts = new Map<string, LoadFacts | null>();
  private readonly walks = new Map<string, AskedWalk | null>();
  private readonly summaries = new Map<string, CallSummary | null>();
  private readonly foreign = new Map<string, readonly ForeignPath[]>();
  private readonly texts = new Map<string, readonly string[]>();
  private readonly resolved = new Map<string, string | null>();
  private readonly hiddenOf = new Map<string, ReturnType<typeof hiddenState>>();
  private users: Map<string, string[]> | null = null;
  private askingForAny: readonly string[] | null = null;
  private argumentsChange: boolean | null = null;
  private setters: Setters | null = null;
  private environment: Pick<EnvironmentWrites, "names" | "prefixes"> | null = null;

  private readonly ground: LoadGround = {
    resolve: (file, specifier) => this.resolve(file, specifier),
    facts: (file) => this.factsOf(file),
    foreignAt: (file, path) => this.foreignAt(file, path),
    builtinsAt: (file, path) => this.builtinsAt(file, path),
    importers: (file) => this.importers(file),
    asksForAny: () => this.asksForAny(),
    mayBeEdited: (file) => this.program.mayBeEdited(file),
  };
  private readonly homes = new ExportHomes(this.ground);
  private readonly moduleUsers = new ModuleUsers(this.ground);
  private readonly order = new LoadOrder(this.ground);
  private readonly kept = new Map<string, KeptAnswer>();
  private readonly changers = new Changers(this.ground, this.moduleUsers, this.order);

  constructor(
    private readonly program: ProgramFiles,
    private readonly makeWalk = (text: string, file: string): LoadWalk => new LoadWalk(text, file),
    /** What such walks found before; null for nothing. */
    private readonly known: KnownFiles | null = null,
  ) {}

  /** What the walks were told that was not known before, by file. */
  *news(): Iterable<readonly [string, readonly Told[]]> {
    for (const [file, walk] of this.walks) {
      const news = walk?.news ?? null;
      if (news !== null) yield [file, news];
    }
  }

  /** The surroundings with these modules as those that would load later or never. */
  with(gone: ReadonlySet<string>): LoadSurroundings {
    return {
      ...this.ground,
      isGone: (file) => gone.has(file),
      summary: (file, path, isNew, constants) => this.summary(file, path, isNew, constants),
      reading: (file, path) => this.walkOf(file)?.reading(path) ?? null,
      texts: {
        has: (pattern, word, except) => this.has(pattern, word, except),
        setsEnvironment: (name) => this.setsEnvironment(name),
        changesArguments: () => this.changesArguments(),
        hasSetter: (name) => this.hasSetter(name),
      },
      homes: this.homes,
      users: this.moduleUsers,
      order: this.order,
      changers: this.changers,
      kept: this.kept,
    };
  }

  readonly hidden: HiddenState = (file, offset) => {
    let known = this.hiddenOf.get(file);
    if (known === undefined) {
      const text = this.program.read(file);
      known = text === null ? () => ({ what: "can't be read", line: 1 }) : hiddenState(text, file);
      this.hiddenOf.set(file, known);
    }
    return known(offset);
  };

  private factsOf(file: string): LoadFacts | null {
    const known = this.facts.get(file);
    if (known !== undefined) return known;
    const text = this.program.read(file);
    const made =
      text === null ? null : fromPlain(this.known?.facts(file)?.load ?? loadFacts(text, file, this.makeWalk));
    this.facts.set(file, made);
    return made;
  }

  private resolve(file: string, specifier: string): string | null {
    if (builtinName(specifier) !== null) return "builtin";
    const key = `${file}\0${specifier}`;
    const known = this.resolved.get(key);
    if (known !== undefined) return known;
    const how = this.facts.get(file)?.isModule === true ? "import" : "require";
    const found = this.program.resolve(file, specifier, how);
    this.resolved.set(key, found);
    return found;
  }

  private summary(file: string, path: string, isNew: boolean, constants: CallAtLoad["constants"]): CallSummary | null {
    const given = constants.map((each) => `${typeof each} ${String(each)}`);
    const key = [file, path, String(isNew), ...given].join("\0");
    const known = this.summaries.get(key);
    if (known !== undefined) return known;
    const summary = this.walkOf(file)?.summary(path, isNew, constants) ?? null;
    this.summaries.set(key, summary);
    return summary;
  }

  private foreignAt(file: string, path: string): readonly ForeignPath[] {
    const key = `${file}\0${path}`;
    const known = this.foreign.get(key) ?? this.walkOf(file)?.foreignAt(path) ?? [];
    this.foreign.set(key, known);
    return known;
  }

  private builtinsAt(file: string, path: string): readonly ForeignPath[] {
    const key = `builtin\0${file}\0${path}`;
    const known = this.foreign.get(key) ?? this.walkOf(file)?.builtinsAt(path) ?? [];
    this.foreign.set(key, known);
    return known;
  }

  private walkOf(file: string): AskedWalk | null {
    let walk = this.walks.get(file);
    if (walk === undefined) {
      const text = this.program.read(file);
      const facts = text === null || NO_SOURCE.test(file) ? null : this.factsOf(file);
      walk =
        text === null || facts === null
          ? null
          : new AskedWalk(() => this.walked(text, file), this.known?.told(file) ?? [], facts.foreignIn);
      this.walks.set(file, walk);
    }
    return walk;
  }

  private walked(text: string, file: string): LoadWalk {
    const walk = this.makeWalk(text, file);
    walk.run();
    return walk;
  }

  private has(pattern: RegExp, word: string, except?: string): boolean {
    let known = this.texts.get(pattern.source);
    if (known === undefined) {
      known = this.program.files.filter((file) => {
        const text = this.program.read(file) ?? "";
        return text.includes(word) && pattern.test(text);
      });
      this.texts.set(pattern.source, known);
    }
    return known.some((file) => file !== except);
  }

  private setsEnvironment(name: string): boolean {
    this.environment ??= this.environmentWritten();
    const { names, prefixes } = this.environment;
    return names.has(name) || [...prefixes].some((each) => name.startsWith(each));
  }

  private hasSetter(name: string): boolean {
    this.setters ??= new Setters(this.program.files.map((file) => this.program.read(file) ?? ""));
    return this.setters.has(name);
  }

  private changesArguments(): boolean {
    this.argumentsChange ??= this.program.files.some((file) => changesArguments(this.program.read(file) ?? "", file));
    return this.argumentsChange;
  }

  private environmentWritten(): Pick<EnvironmentWrites, "names" | "prefixes"> {
    const names = new Set<string>();
    const prefixes = new Set<string>();
    const keptIn = new Set<string>();
    for (const file of this.program.files) {
      const text = this.program.read(file);
      const found = text === null ? null : (this.known?.facts(file)?.environment ?? environmentWrites(text, file));
      for (const each of found?.names ?? []) names.add(each);
      for (const each of found?.prefixes ?? []) prefixes.add(each);
      for (const each of found?.keptIn ?? []) keptIn.add(each);
    }
    const texts = this.program.files.map((file) => (file.endsWith(".json") ? null : this.program.read(file)));
    for (const property of keptIn) {
      const values = textsOfProperty(property, texts);
      if (values === null) prefixes.add("");
      else for (const each of values) names.add(each);
    }
    return { names, prefixes };
  }

  /**
   * What a file may ask for, by its text: to find importers nothing needs to be parsed. How a name is resolved is asked of the facts,
   * so that they have to be there for what may be an ES module: no text without these words is one.
   */
  private mentionedBy(file: string): Iterable<string> {
    const text = this.program.read(file);
    if (text === null || NO_SOURCE.test(file)) return [];
    const mayBeModule = /\.m[jt]s$/.test(file) || /\b(?:import|export)\b/.test(text);
    return (mayBeModule ? this.factsOf(file)?.mentions : null) ?? mentionedNames(text);
  }

  private asksForAny(): readonly string[] {
    this.askingForAny ??= this.program.files.filter(
      (file) => COMPUTED.test(this.program.read(file) ?? "") && this.factsOf(file)?.later.asksForAny === true,
    );
    return this.askingForAny;
  }

  private importers(file: string): readonly string[] {
    if (this.users === null) {
      this.users = new Map();
      for (const each of this.program.files) {
        for (const specifier of this.mentionedBy(each)) {
          const target = builtinName(specifier) ?? this.resolve(each, specifier);
          if (target === null) continue;
          const known = this.users.get(target);
          if (known === undefined) this.users.set(target, [each]);
          else known.push(each);
        }
      }
    }
    return this.users.get(file) ?? [];
  }
}

function fromPlain(facts: PlainFacts): LoadFacts {
  return { ...facts, later: new KnownChanges(facts.later) };
}
