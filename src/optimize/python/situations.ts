import { join } from "node:path";
import { ListedFolders } from "../../io/listed-folders.js";
import { wrapperNames } from "../../languages/python/judge/decorators.js";
import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import type { LookedProject } from "../../languages/python/judge/lookers/project.js";
import type { Situation, Where } from "../../languages/python/judge/situation.js";
import { OWN_GLOBALS } from "../../languages/python/own-globals.js";
import type { ImportedName } from "../../languages/rewriting.js";
import type { CopiedGround } from "../options.js";
import { AnnotationReaders } from "./annotation-reader.js";
import { OwnNames } from "./own-names.js";
import type { StarImports } from "./star-imports.js";

export interface SituationGround {
  /** Absolute, with `/`. */
  readonly root: string;
  /** The oldest minor version that must run the sources, and the one that was recorded. */
  readonly floor: number;
  readonly runtime: number;
  readonly copied?: CopiedGround | undefined;
  isStandard(module: string): boolean;
  readonly project: LookedProject;
  /** By file, relative to the root; more of them as files are read. */
  readonly facts: ReadonlyMap<string, FileFacts | UnreadFile>;
  /** The project's modules by file, relative to the root, and the other way round. */
  readonly moduleOf: ReadonlyMap<string, string>;
  readonly fileOf: ReadonlyMap<string, string>;
  readonly stars: StarImports;
}

/** What the judge of a file's own uses is told beside the file: of the project as far as it was read. */
export class Situations {
  private readonly readers: AnnotationReaders;
  private readonly ownNames: OwnNames;
  private readonly listed = new ListedFolders();
  private wrapperNames: ReadonlySet<string> | null = null;
  private late: Map<string, Where> | null = null;

  constructor(private readonly ground: SituationGround) {
    this.readers = new AnnotationReaders(ground.project);
    this.ownNames = new OwnNames(ground.project);
  }

  /** More facts are there. */
  learnt(): void {
    this.late = null;
    this.wrapperNames = null;
  }

  /** @param isLoadedSo whether the recording knows the module by this name */
  of(name: ImportedName, isLoadedSo: boolean): Situation {
    const { root, floor, runtime, facts, stars } = this.ground;
    const isPackage = /(^|\/)__init__\.pyw?$/.test(name.file);
    const folder = name.file.slice(0, Math.max(0, name.file.lastIndexOf("/")));
    return {
      floor: [3, floor],
      runtime,
      ownName: this.ownName(name, isLoadedSo),
      submodules: isPackage ? this.modulesIn(folder === "" ? root : `${root}/${folder}`) : null,
      annotationReader: this.readers.of(name, facts.get(name.file)),
      lateCalls: this.lateCalls(),
      wrappers: this.wrappers(),
      starNames: stars.names(name.file),
      starMayBind: stars.mayBind(name.file),
      isOfLibrary: this.isOfLibrary(name),
    };
  }

  /** @param folder absolute */
  modulesIn(folder: string): ReadonlySet<string> {
    return new Set([...(this.listed.entries(folder)?.keys() ?? [])].map((entry) => entry.replace(/\..*$/, "")));
  }

  /** Whether a copy of the interpreter's own library imports something else of it. */
  private isOfLibrary({ file, imported }: ImportedName): boolean {
    const { ground } = this;
    const { copied, fileOf } = ground;
    if (copied?.standard.has(file) !== true) return false;
    return imported.every((module) => ground.isStandard(module) || copied.standard.has(fileOf.get(module) ?? ""));
  }

  private ownName({ importer, file }: ImportedName, isLoadedSo: boolean): string | null {
    if (isLoadedSo && this.ownNames.isOnlyOne(importer, join(this.ground.root, file))) return importer;
    return this.ownNames.runsAgain(importer) ? null : OWN_GLOBALS;
  }

  private wrappers(): ReadonlySet<string> {
    const { facts: all, moduleOf } = this.ground;
    this.wrapperNames ??= new Set(
      [...all].flatMap(([file, facts]) =>
        facts.unread === null ? wrapperNames(facts as FileFacts, moduleOf.get(file) ?? "") : [],
      ),
    );
    return this.wrapperNames;
  }

  private lateCalls(): ReadonlyMap<string, Where> {
    if (this.late === null) {
      this.late = new Map();
      for (const [file, facts] of this.ground.facts) {
        if (facts.unread !== null) continue;
        for (const name of (facts as FileFacts).lateCalls) this.late.set(name, { file, line: 1 });
      }
    }
    return this.late;
  }
}
