/**
 * `else` is that of an `if`; the others' have a name of their own, as no condition leads to them. The test of an `elif`
 * is within the `else` of the tests before it, so that it is an `if` with earlier ones.
 */
export type BlockKind =
  | "module"
  | "def"
  | "class"
  | "if"
  | "else"
  | "loop"
  | "loop-else"
  | "try"
  | "except"
  | "try-else"
  | "finally"
  | "with"
  | "match"
  | "case";

/** A block of statements, and the header that it follows. */
export class Block {
  /** Columns of its statements, with tabs to multiples of eight and as one column; -1 on the header's own line. */
  indent = -1;
  narrowIndent = -1;
  /** The latest of its blocks while an `else`, `except` and the like may still follow. */
  latest: Block | null = null;
  /** How much was found before it and up to its end: a guard found later is given to what lies between. */
  foundBefore = 0;
  foundAfter = 0;
  /** Offset of the end of its last line. */
  end = 0;
  /** What `contextlib.suppress` catches in it. */
  guard: string | null = null;
  /** The body of its `try`, where it is an `except`, `else` or `finally`. */
  body: Block | null = null;

  constructor(
    readonly kind: BlockKind,
    /** Offsets of its condition, or of the name of a function or class; empty where it has none. */
    readonly from: number,
    readonly to: number,
    /** The test before it in a chain of `if` and `elif`. */
    readonly before: Block | null,
    /** Whether its names are the module's. */
    readonly isModuleScope: boolean,
    /** How many functions are around its statements. */
    readonly functions = 0,
  ) {}
}

/** The tests before a block in a chain of `if` and `elif`, first one first. */
export function testsBefore(block: Block): Block[] {
  const tests: Block[] = [];
  for (let test = block.before; test !== null; test = test.before) tests.push(test);
  return tests.reverse();
}
