import { join } from "node:path";
import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import { fullNames, isPackageFile } from "../../languages/python/judge/imported-names.js";
import type { Situation } from "../../languages/python/judge/situation.js";
import { starImports, starMayBindOf, starNamesOf } from "../../languages/python/judge/star-names.js";
import type { OutsideStars } from "./outside-stars.js";

export interface StarringProject {
  /** Absolute. */
  readonly root: string;
  /** By file, relative to the root. */
  readonly facts: ReadonlyMap<string, FileFacts | UnreadFile>;
  /** Files of the project's own modules, and the other way round. */
  readonly fileOf: ReadonlyMap<string, string>;
  readonly moduleOf: ReadonlyMap<string, string>;
  readonly outside: OutsideStars;
  /** Names of the modules and packages in a folder. */
  modulesIn(folder: string): ReadonlySet<string>;
}

/** What the star imports of a project's files bind, of the files that are read. */
export class StarImports {
  constructor(private readonly project: StarringProject) {}

  /** The project's own files that a file's star imports name. */
  targets(file: string): string[] {
    return this.stars(file).flatMap(({ base }) => this.project.fileOf.get(base) ?? []);
  }

  /** Learns what star imports of these files bind that name modules of others. */
  async learn(files: readonly string[]): Promise<void> {
    const { fileOf, outside } = this.project;
    await outside.learn(
      files.flatMap((file) => this.stars(file).flatMap(({ base }) => (fileOf.has(base) ? [] : base))),
    );
  }

  /** As far as the project's own sources show it. @param open files on the way here */
  names(file: string, open: ReadonlySet<string> = new Set()): Situation["starNames"] {
    const found = new Map<number, ReadonlyMap<string, string>>();
    if (open.has(file)) return found;
    for (const { base, line } of this.stars(file)) {
      const target = this.project.fileOf.get(base);
      const facts = this.read(target ?? "");
      if (target === undefined || facts === null) continue;
      const names = starNamesOf(facts, { file: target, module: base }, this.names(target, new Set([...open, file])));
      if (names !== null) found.set(line, names);
    }
    return found;
  }

  /** All that they may bind, whatever happens. @param open files on the way here */
  mayBind(file: string, open: ReadonlySet<string> = new Set()): Situation["starMayBind"] {
    const found = new Map<number, ReadonlySet<string>>();
    if (open.has(file)) return found;
    for (const { base, line } of this.stars(file)) {
      const target = this.project.fileOf.get(base);
      const names =
        target === undefined
          ? this.project.outside.mayBind(base)
          : this.mayBindOf(target, this.mayBind(target, new Set([...open, file])));
      if (names !== null) found.set(line, names);
    }
    return found;
  }

  /** Modules that star imports behind a line name. */
  behind(file: string, line: number): string[] {
    return this.stars(file).flatMap((star) => (star.line >= line ? star.base : []));
  }

  private mayBindOf(target: string, ofStars: Situation["starMayBind"]): ReadonlySet<string> | null {
    const facts = this.read(target);
    const names = facts === null ? null : starMayBindOf(facts, ofStars);
    if (names === null || !isPackageFile(target) || facts?.exported !== null) return names;
    // Modules of a package are names of it once they are loaded.
    return new Set([...names, ...this.project.modulesIn(join(this.project.root, target, ".."))]);
  }

  private stars(file: string): { readonly base: string; readonly line: number }[] {
    const facts = this.read(file);
    const module = this.project.moduleOf.get(file);
    if (facts === null || module === undefined) return [];
    return starImports(facts).map(({ statement, index }) => ({
      base: fullNames(statement, index, module, isPackageFile(file)).base,
      line: statement.line,
    }));
  }

  private read(file: string): FileFacts | null {
    const facts = this.project.facts.get(file);
    return facts === undefined || facts.unread !== null ? null : (facts as FileFacts);
  }
}
