import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";

/**
 * One input format, one file. `logs/formats.ts` is the table of all of them; the first whose `recognises`
 * answers true reads the input.
 */
export interface LogFormat {
  /** Short name for messages, for instance "import log" or "cProfile". */
  readonly name: string;
  /**
   * True when the input is of this format, judged by its first bytes alone (at most 64 KiB, less for a
   * shorter input). Never throws.
   */
  recognises(head: Uint8Array): boolean;
  /** A reader for one input; `file` is the name that messages show. */
  open(file: string): LogReader;
}

export interface LogReader {
  /** The next bytes of the input, in order; the buffer may be reused by the caller after the call. */
  push(chunk: Uint8Array): void;
  /** Everything was pushed. Throws a `UserError` for an input that holds nothing to read. */
  finish(): LogReading;
}

export interface LogReading {
  readonly graph: ImportGraph;
  /** The graph's modules are functions (cProfile), its imports calls. */
  readonly functions?: true;
  /** The input is a static graph: its imports are known, its loads not yet. */
  readonly static?: StaticReading;
  /** Null for an input that is no log. */
  readonly dialect: Dialect | null;
  readonly ignored: Ignored;
  readonly warnings: readonly Warning[];
}

/** What a static graph's document says of its modules beside their imports. */
export interface StaticReading {
  /** Bytes of each module by module index, -1 where the document does not say. */
  readonly bytes: Float64Array;
  /** What runs first, module indices; empty where the document does not say. */
  readonly entries: readonly number[];
  /** Those of the entries that a launcher imports: what stands under their `__main__` guards does not run. */
  readonly launched: ReadonlySet<number>;
  /** Another tool wrote it: names and origins are not ours yet. */
  readonly foreign: boolean;
}

/** What a log was seen to contain. */
export interface Dialect {
  header: boolean;
  cachedRows: boolean;
  lazyRows: boolean;
  encoding: "utf-8" | "utf-16le" | "utf-16be";
}

/** Lines that are no rows: counted, the first ten kept (at most 200 characters each). */
export interface Ignored {
  lines: number;
  first: { line: number; text: string }[];
}
