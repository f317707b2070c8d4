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
  private readonly importRows: ImportRow[] = [];

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
    this.importRows.push(row);
  }

  finish(): ImportGraph {
    const count = this.loadModule.length;
    const importer = this.loadImporter.trimmed();
    const cumulativeUs = cumulativeTimes(importer, this.loadSelf.trimmed());
    const rows = this.importRows;
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
        count: rows.length,
        importer: Int32Array.from(rows, (row) => row.importer ?? -1),
        imported: Int32Array.from(rows, (row) => row.imported),
        process: Int32Array.from(rows, (row) => row.process ?? 0),
        line: Int32Array.from(rows, (row) => row.line ?? 0),
        column: Int32Array.from(rows, (row) => row.column ?? 0),
        when: Uint8Array.from(rows, (row) => WHENS.indexOf(row.when ?? "eager")),
        manner: Uint8Array.from(rows, (row) => mannerBits(row.manner ?? [])),
        flags: Uint8Array.from(rows, (row) => importFlags(row)),
        names: rows.some((row) => row.names !== undefined) ? rows.map((row) => row.names ?? null) : null,
        ...(rows.some((row) => row.during !== undefined) ? { during: rows.map((row) => row.during ?? null) } : {}),
      },
      ...(this.head.recorded === undefined ? {} : { recorded: this.head.recorded }),
    };
  }
}

function mannerBits(manner: readonly Manner[]): number {
  return manner.reduce((bits, word) => bits | (1 << MANNERS.indexOf(word)), 0);
}

function importFlags(row: ImportRow): number {
  const ran = row.ran === true ? IMPORT_RAN : row.ran === false ? IMPORT_NOT_RUN : 0;
  return ran | (row.loaded === true ? IMPORT_LOADED : 0) | (row.inEntry === true ? IMPORT_IN_ENTRY : 0);
}
