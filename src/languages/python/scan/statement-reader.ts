import type { Block } from "./blocks.js";

/** What the scanner makes of the statements; `Statements` itself knows only their order and blocks. */
export interface StatementReader {
  /**
   * An import statement whose first word but `lazy` stands at `word`.
   *
   * @returns its end
   */
  importStatement(start: number, word: number, isLazy: boolean): number;
  /** Calls whose names passed the filter, in the statement or header from `start`. */
  calls(start: number, toColon: boolean): void;
  /** A simple statement that begins with a name, within the module's own names. */
  moduleStatement(start: number, nameEnd: number): void;
  /** A simple statement that ends with what may be an import function. */
  aliased(start: number): void;
  /** An `except` that follows the body of a `try`, which stood in `depth` blocks. */
  handler(body: Block, depth: number, from: number): void;
  /** A function among the module's own names. */
  moduleFunction(block: Block): void;
  /** What the `with` whose items begin at `from` suppresses. */
  suppressed(from: number): string | null;
  /** Whether literals under any name are of interest. */
  readonly wantsTables: boolean;
  /** Whether nothing of interest follows the statements before `at`, which lies behind the file's last import. */
  endsAt(at: number): boolean;
  /** How much was found so far. */
  count(): number;
}
