import { FloatColumn, IntColumn } from "./columns.js";
import { cumulativeTimes } from "./cumulative.js";
import {
  type DistributionRow,
  IMPORT_IN_ENTRY,
  IMPORT_LOADED,
  IMPORT_NOT_RUN,
  IMPORT_RAN,
  type ImportGraph,
  type ProcessRow,
} from "./graph.js";
import type { Recorded } from "./recorded.js";
import {
  type Evidence,
  type Language,
  MANNERS,
  type Manner,
  ORIGINS,
  type Origin,
  type Unit,
  WHENS,
  type When,
} from "./vocabulary.js";

export interface GraphHead {
  readonly root?: string | null;
  readonly language: Language;
  readonly runtime?: string | null;
  readonly command?: readonly string[] | null;
  readonly evidence: Evidence;
  readonly unit?: Exclude<Unit, "us">;
  readonly recorded?: Recorded;
}

export interface ImportRow {
  readonly importer: number | null;
  readonly imported: number;
  readonly process?: number;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly when?: When;
  readonly manner?: readonly Manner[];
  readonly names?: readonly string[];
  readonly ran?: boolean | null;
  readonly loaded?: boolean;
  /** It runs only where the importer is the program's entry. */
  readonly inEntry?: boolean;
  /** Names of the modules during whose loads a deferred one ran, "" for no load. */
  readonly during?: readonly string[];
}

/**
 * Builds a graph by adding processes, modules, loads and imports. Loads are added in the order in which
 * loading began, a process's loads together, each behind its importer; cumulative times are summed at the end.
 */
export class GraphBuilder {
  private readonly processes: ProcessRow[] = [];
  private readonly distributions: DistributionRow[] = [];
  private readonly distributionIndex = new Map<string, number>();
  private readonly moduleIndex = new Map<string, number>();
  private readonly moduleNames: string[] = [];
  private readonly moduleFiles: (string | null)[] = [];
  private readonly moduleOrigin = new IntColumn();
  private readonly moduleDistribution = new IntColumn();
  private readonly loadModule = new IntColumn();
  private readonly loadProcess = new IntColumn();
  private readonly loadImporter = new IntColumn();
  private readonly loadSelf = new FloatColumn();
  private readonly loadFlags = new IntColumn();
  private readonly importImporter = new IntColumn();
  private readonly importImported = new IntColumn();
  private readonly importProcess = new IntColumn();
  private readonly importLine = new IntColumn();
  private readonly importColumn = new IntColumn();
  private readonly importWhen = new IntColumn();
  private readonly importManner = new IntColumn();
  private readonly importFlags = new IntColumn();
  private readonly importNames: (readonly string[] | null)[] = [];
  private readonly importDuring: (readonly string[] | null)[] = [];
  private hasNames = false;

  constructor(private readonly head: GraphHead) {}

  /** @returns the process's index */
  addProcess(process: Partial<ProcessRow> = {}): number {
    return this.processes.push({ command: null, parent: null, runtime: null, thread: null, ...process }) - 1;
  }

  /** @returns the distribution's index; the same name and version give the same index */
  addDistribution(name: string, version: string | null = null): number {
    const key = `${name}\n${version ?? ""}`;
    const known = this.distributionIndex.get(key);
    if (known !== undefined) return known;
    const index = this.distributions.push({ name, version }) - 1;
    this.distributionIndex.set(key, index);
    return index;
  }

  /** @returns the module's index; a name that is there already keeps its first details */
  addModule(name: string, details: { origin?: Origin; distribution?: number; file?: string | null } = {}): number {
    const known = this.moduleIndex.get(name);
    if (known !== undefined) return known;
    const index = this.moduleNames.push(name) - 1;
    this.moduleIndex.set(name, index);
    this.moduleFiles.push(details.file ?? null);
    this.moduleOrigin.push(ORIGINS.indexOf(details.origin ?? "dependency"));
    this.moduleDistribution.push(details.distribution ?? -1);
    return index;
  }

  /**
   * @param importer index of the load during which this one began, -1 for none; it must stand before
   * @param selfUs microseconds, not negative
   * @returns the load's index
   */
  addLoad(module: number, process: number, importer: number, selfUs: number, flags = 0): number {
    this.loadModule.push(module);
    this.loadProcess.push(process);
    this.loadImporter.push(importer);
    this.loadFlags.push(flags);
    return this.loadSelf.push(selfUs);
  }

  addImport(row: ImportRow): void {
    const { importer, imported, process, line, column, when, manner, names } = row;
    this.importImporter.push(importer ?? -1);
    this.importImported.push(imported);
    this.importProcess.push(process ?? 0);
    this.importLine.push(line ?? 0);
    this.importColumn.push(column ?? 0);
    this.importWhen.push(when === undefined ? EAGER : WHENS.indexOf(when));
    this.importManner.push(manner === undefined ? 0 : mannerBits(manner));
    this.importFlags.push(importFlags(row));
    this.importNames.push(names ?? null);
    this.importDuring.push(row.during ?? null);
    if (names !== undefined) this.hasNames = true;
  }

  finish(): ImportGraph {
    const count = this.loadModule.length;
    const importer = this.loadImporter.trimmed();
    const cumulativeUs = cumulativeTimes(importer, this.loadSelf.trimmed());
    return {
      root: this.head.root ?? null,
      language: this.head.language,
      runtime: this.head.runtime ?? null,
      command: this.head.command ?? null,
      evidence: this.head.evidence,
      ...(this.head.unit === undefined ? {} : { unit: this.head.unit }),
      processes: this.processes,
      distributions: this.distributions,
      modules: {
        count: this.moduleNames.length,
        name: this.moduleNames,
        origin: Uint8Array.from(this.moduleOrigin.trimmed()),
        distribution: this.moduleDistribution.trimmed(),
        file: this.moduleFiles.some((file) => file !== null) ? this.moduleFiles : null,
      },
      loads: {
        count,
        module: this.loadModule.trimmed(),
        process: this.loadProcess.trimmed(),
        importer,
        selfUs: this.loadSelf.trimmed(),
        cumulativeUs,
        flags: Uint8Array.from(this.loadFlags.trimmed()),
      },
      imports: {
        count: this.importImporter.length,
        importer: this.importImporter.trimmed(),
        imported: this.importImported.trimmed(),
        process: this.importProcess.trimmed(),
        line: this.importLine.trimmed(),
        column: this.importColumn.trimmed(),
        when: Uint8Array.from(this.importWhen.trimmed()),
        manner: Uint8Array.from(this.importManner.trimmed()),
        flags: Uint8Array.from(this.importFlags.trimmed()),
        names: this.hasNames ? this.importNames : null,
        ...(this.importDuring.some((names) => names !== null) ? { during: this.importDuring } : {}),
      },
      ...(this.head.recorded === undefined ? {} : { recorded: this.head.recorded }),
    };
  }
}

const EAGER = WHENS.indexOf("eager");

function mannerBits(manner: readonly Manner[]): number {
  let bits = 0;
  for (const word of manner) bits |= 1 << MANNERS.indexOf(word);
  return bits;
}

function importFlags(row: ImportRow): number {
  const ran = row.ran === true ? IMPORT_RAN : row.ran === false ? IMPORT_NOT_RUN : 0;
  return ran | (row.loaded === true ? IMPORT_LOADED : 0) | (row.inEntry === true ? IMPORT_IN_ENTRY : 0);
}
