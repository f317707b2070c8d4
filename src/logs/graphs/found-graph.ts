import { GraphBuilder, type GraphHead, type ImportRow } from "../../graph/builder.js";
import type { Warning } from "../../graph/profile.js";
import type { Manner, Origin, When } from "../../graph/vocabulary.js";
import type { LogReading } from "../format.js";

export interface FoundModule {
  readonly file?: string | null;
  readonly origin?: Origin;
  readonly distribution?: number;
  /** Null or absent where the document does not say. */
  readonly bytes?: number | null;
  readonly isEntry?: boolean;
  readonly isLaunched?: boolean;
}

export interface FoundImport {
  readonly line?: number | null;
  readonly column?: number | null;
  readonly when?: When;
  readonly manner?: readonly Manner[];
  readonly names?: readonly string[];
  readonly inEntry?: boolean;
}

/** Builds what a format of static graphs reads. */
export class FoundGraph {
  readonly warnings: Warning[] = [];
  private readonly builder: GraphBuilder;
  private readonly bytes: number[] = [];
  private readonly indices = new Map<string, number>();
  private readonly entries = new Set<number>();
  private readonly launched = new Set<number>();

  /** @param foreign another tool wrote it: names and origins are not ours yet */
  constructor(
    head: Omit<GraphHead, "evidence" | "command">,
    private readonly foreign = true,
  ) {
    this.builder = new GraphBuilder({ ...head, evidence: "static" });
    this.builder.addProcess();
  }

  distribution(name: string, version: string | null): number {
    return this.builder.addDistribution(name, version);
  }

  /** @returns the module's index; what is said of a name later is added to what is known */
  module(name: string, details: FoundModule = {}): number {
    const { bytes, isEntry, isLaunched, ...rest } = details;
    const module = this.builder.addModule(name, rest);
    if (module === this.bytes.length) {
      this.bytes.push(-1);
      this.indices.set(name, module);
    }
    if (bytes !== undefined && bytes !== null) this.bytes[module] = bytes;
    if (isEntry === true) this.entries.add(module);
    if (isLaunched === true) this.launched.add(module);
    return module;
  }

  /** The index of a module that was added; null for any other name. */
  known(name: string): number | null {
    return this.indices.get(name) ?? null;
  }

  import(importer: number, imported: number, found: FoundImport = {}): void {
    const row: ImportRow = { ...found, importer, imported, ran: null, loaded: false };
    this.builder.addImport(row);
  }

  /** The tool writes down what is imported, not when. */
  sayWhenUnknown(tool: string): void {
    const message = `${tool} does not say when an import runs: those inside functions count as eager too`;
    this.warnings.push({ code: "when-unknown", message });
  }

  finish(): LogReading {
    return {
      graph: this.builder.finish(),
      static: {
        bytes: Float64Array.from(this.bytes),
        entries: [...this.entries],
        launched: this.launched,
        foreign: this.foreign,
      },
      dialect: null,
      ignored: { lines: 0, first: [] },
      warnings: this.warnings,
    };
  }
}
