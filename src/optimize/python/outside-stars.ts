import { isAbsolute } from "node:path";
import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import { fullNames, isPackageFile } from "../../languages/python/judge/imported-names.js";
import { starImports, starMayBindOf, starNamesOf } from "../../languages/python/judge/star-names.js";

/** What a star import binds, by name with what it stands for. */
type Names = ReadonlyMap<string, string>;

export interface OutsideModules {
  /** Absolute files of the modules that were loaded, by name. */
  readonly fileOf: ReadonlyMap<string, string>;
  isStandard(module: string): boolean;
  /** CPython's facts of absolute files, in their order. */
  facts(files: readonly string[]): Promise<readonly (FileFacts | UnreadFile)[]>;
  /** What the interpreter's own modules bind, asked of the interpreter, in their order; null where that is not certain. */
  standardNames(modules: readonly string[]): Promise<readonly (readonly string[] | null)[]>;
}

/** What star imports of modules outside the project bind: of installed ones their sources say it, of the interpreter's it does. */
export class OutsideStars {
  private readonly known = new Map<string, Names | null>();
  private readonly most = new Map<string, ReadonlySet<string> | null>();
  private readonly read = new Map<string, FileFacts | UnreadFile | undefined>();

  constructor(private readonly modules: OutsideModules) {}

  /** Null where it is not known for certain. */
  names(module: string): Names | null {
    return this.known.get(module) ?? null;
  }

  /** All that it may bind, whatever happens; null where that can't be told. */
  mayBind(module: string): ReadonlySet<string> | null {
    const names = this.names(module);
    return names === null ? (this.most.get(module) ?? null) : new Set(names.keys());
  }

  /** Learns of modules and of those whose star imports theirs go through. */
  async learn(modules: readonly string[]): Promise<void> {
    const unknown = [...new Set(modules)].filter((module) => !this.known.has(module));
    if (unknown.length === 0) return;
    const standard = unknown.filter((module) => this.modules.isStandard(module));
    const found = standard.length === 0 ? [] : await this.modules.standardNames(standard);
    standard.forEach((module, at) => {
      const names = found[at] ?? null;
      this.known.set(module, names && new Map(names.map((name) => [name, `${module}.${name}`])));
    });
    const installed = unknown.filter((module) => !this.known.has(module));
    const files = installed.map((module) => this.modules.fileOf.get(module) ?? "");
    const readable = files.filter((file) => isAbsolute(file) && /\.pyw?$/.test(file) && !this.read.has(file));
    const facts = readable.length === 0 ? [] : await this.modules.facts(readable);
    readable.forEach((file, at) => {
      this.read.set(file, facts[at]);
    });
    // A circle of stars gives nothing to those in it.
    for (const module of installed) this.known.set(module, null);
    const further = installed.flatMap((module, at) => this.starsOf(module, files[at] ?? "").map(({ base }) => base));
    await this.learn(further);
    installed.forEach((module, at) => {
      this.known.set(module, this.namesOf(module, files[at] ?? ""));
      this.most.set(module, this.mostOf(module, files[at] ?? ""));
    });
  }

  private namesOf(module: string, file: string): Names | null {
    const facts = this.read.get(file);
    if (facts === undefined || facts.unread !== null) return null;
    const read = facts as FileFacts;
    // Modules of a package are names of it once they are loaded.
    if (isPackageFile(file) && read.exported === null) return null;
    const stars = new Map<number, Names>();
    for (const { base, line } of this.starsOf(module, file)) {
      const names = this.names(base);
      if (names !== null) stars.set(line, names);
    }
    return starNamesOf(read, { file, module }, stars);
  }

  private mostOf(module: string, file: string): ReadonlySet<string> | null {
    const facts = this.read.get(file);
    if (facts === undefined || facts.unread !== null) return null;
    const read = facts as FileFacts;
    if (isPackageFile(file) && read.exported === null) return null;
    const stars = new Map<number, ReadonlySet<string>>();
    for (const { base, line } of this.starsOf(module, file)) {
      const names = this.mayBind(base);
      if (names !== null) stars.set(line, names);
    }
    return starMayBindOf(read, stars);
  }

  private starsOf(module: string, file: string): { readonly base: string; readonly line: number }[] {
    const facts = this.read.get(file);
    if (facts === undefined || facts.unread !== null) return [];
    return starImports(facts as FileFacts).map(({ statement, index }) => ({
      base: fullNames(statement, index, module, isPackageFile(file)).base,
      line: statement.line,
    }));
  }
}
