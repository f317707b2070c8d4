import { Values } from "./arguments.js";
import type { Block } from "./blocks.js";
import { IN_WORD } from "./byte-classes.js";
import { CallNames } from "./call-names.js";
import { tracedCalls } from "./calls.js";
import { Expressions } from "./expressions.js";
import { type BlockTexts, type Found, type Place, placeIn } from "./found.js";
import { catchingName, exceptionsOf, suppressedName } from "./handlers.js";
import { ImportStatements } from "./import-statements.js";
import { ModuleNames } from "./module-names.js";
import type { StatementReader } from "./statement-reader.js";
import { Statements } from "./statements.js";
import { unsure } from "./stop.js";
import { stringValue } from "./string-values.js";
import { needsTail } from "./tail.js";
import { TARGET_NAMES } from "./targets.js";
import { closeOf, type TestKind, testKind } from "./tests.js";
import type { Token } from "./trace.js";
import { wideWord } from "./wide-words.js";

const USUAL = new CallNames([...TARGET_NAMES, "suppress"]);

/** Reads one file: what its statements say of imports, guards not yet made texts and names not yet looked up. */
export class FileReader implements StatementReader {
  readonly found: Found[] = [];
  readonly names: ModuleNames;
  private readonly expressions: Expressions;
  private readonly statements: Statements;
  private readonly imports: ImportStatements;
  private readonly callNames: CallNames;
  private readonly getattrs: Block[] = [];
  private needsTail: boolean | null = null;
  private readonly tests = new Map<Block, TestKind>();

  constructor(
    private readonly bytes: Buffer,
    moreNames: readonly string[],
    readonly wantsTables: boolean,
    tail: number,
  ) {
    this.callNames = moreNames.length === 0 ? USUAL : new CallNames([...USUAL.names, ...moreNames]);
    this.expressions = new Expressions(bytes, this.callNames);
    this.imports = new ImportStatements(bytes);
    this.names = new ModuleNames(bytes, wantsTables);
    this.statements = new Statements(bytes, this.expressions, this, tail);
  }

  run(): void {
    this.statements.run();
  }

  get hasGetattr(): boolean {
    return this.names.hasGetattr;
  }

  /** Names under which the file calls import functions, beyond the usual ones. */
  moreCallNames(): string[] {
    const more = new Set(this.names.aliases.keys());
    for (const { what } of this.found) {
      if (what.kind !== "from") continue;
      for (const { name, as } of what.names) if (as !== null && USUAL.names.has(name)) more.add(as);
    }
    for (const name of USUAL.names) more.delete(name);
    return [...more];
  }

  importStatement(start: number, word: number, isLazy: boolean): number {
    const { imports } = this;
    const place = this.place(0);
    const isFrom = this.bytes[word] === SMALL_F;
    if (isFrom) {
      const { level, module, names } = imports.readFrom(word + 4);
      this.found.push({ at: start, place, what: { kind: "from", level, module, names, isLazy } });
      if (place.functions === 0 && place.scope.length === 0) this.names.imported(names);
    } else {
      const names = imports.readImport(word + 6);
      this.found.push({ at: start, place, what: { kind: "import", level: 0, module: "", names, isLazy } });
    }
    return imports.at;
  }

  calls(start: number, toColon: boolean): void {
    const { bytes, expressions, callNames } = this;
    const { calls } = expressions;
    const brackets = new Set<number>();
    for (let i = 0; i < calls.length; i += 2) {
      const [from, bracket] = [calls[i] as number, calls[i + 1] as number];
      let end = from;
      while (IN_WORD[bytes[end] as number] !== 0) end++;
      if (callNames.names.has(wideWord(bytes, from, end))) brackets.add(bracket);
    }
    calls.length = 0;
    if (brackets.size === 0) return;
    const tokens = expressions.trace(start, toColon);
    const values = new Values(bytes, tokens);
    for (const { open, first, lambdas } of tracedCalls(tokens, this.textOf, brackets)) {
      const callee = this.dotted(tokens, first, open);
      if (callee.endsWith("suppress")) continue;
      const at = (tokens[first] as Token).start;
      const text = values.textOf(first, closeOf(tokens, open) + 1);
      const what = { kind: "call", callee, text, arguments: values.arguments(open) } as const;
      this.found.push({ at, place: this.place(lambdas), what });
    }
  }

  moduleStatement(start: number, nameEnd: number): void {
    if (!this.names.isOfInterest(start, nameEnd)) return;
    const settings = this.names.read(start, this.expressions.trace(start, false));
    for (const text of settings) this.found.push({ at: start, place: this.place(0), what: { kind: "settings", text } });
  }

  aliased(start: number): void {
    this.names.readAlias(this.expressions.trace(start, false));
  }

  handler(body: Block, depth: number, from: number): void {
    const tokens = this.expressions.trace(from, true);
    const exceptions = exceptionsOf(tokens, this.textOf);
    if (exceptions === null) unsure(from, "except with a comma: Python 2, or 3.14 and later");
    const name = exceptions.length === 0 ? "" : catchingName(exceptions, this.textOf);
    if (name === null) return;
    const guard = name === "" ? "try" : `try ${name}`;
    for (let i = body.foundBefore; i < body.foundAfter; i++) {
      const place = (this.found[i] as Found).place;
      if (place.functions !== body.functions || place.guardDepth >= depth) continue;
      place.guard = guard;
      place.guardDepth = depth;
    }
  }

  moduleFunction(block: Block): void {
    if (block.to - block.from === GETATTR.length && this.texts.nameOf(block) === GETATTR) {
      this.names.hasGetattr = true;
      this.getattrs.push(block);
    }
  }

  /** The text of every `__getattr__` of the module. */
  getattrTexts(): string[] {
    return this.getattrs.map((block) => this.bytes.toString("utf8", block.from, block.end));
  }

  suppressed(from: number): string | null {
    const name = suppressedName(this.expressions.trace(from, true), this.textOf);
    return name === null ? null : `suppress ${name}`;
  }

  endsAt(at: number): boolean {
    this.needsTail ??= needsTail(this.bytes, at);
    return !this.needsTail;
  }

  count(): number {
    return this.found.length;
  }

  private place(lambdas: number): Place {
    return placeIn(this.statements.blocks, lambdas, this.texts);
  }

  private readonly textOf = (token: Token): string => this.bytes.toString("utf8", token.start, token.end);

  private dotted(tokens: readonly Token[], from: number, to: number): string {
    let text = "";
    for (let i = from; i < to; i++) {
      const token = tokens[i] as Token;
      text += token.kind === "dot" ? "." : wideWord(this.bytes, token.start, token.end);
    }
    return text;
  }

  private readonly texts: BlockTexts = {
    nameOf: (block) => wideWord(this.bytes, block.from, block.to),
    conditionOf: (block) => this.bytes.toString("utf8", block.from, block.to).trim(),
    testOf: (block) => {
      let kind = this.tests.get(block);
      if (kind === undefined) {
        kind = this.readTest(block);
        this.tests.set(block, kind);
      }
      return kind;
    },
  };

  private readTest(block: Block): TestKind {
    const text = this.bytes.toString("latin1", block.from, block.to);
    if (!/TYPE_CHECKING|__name__|False|0/.test(text)) return "other";
    return testKind(this.expressions.trace(block.from, true), this.textOf, (token) => stringValue(this.textOf(token)));
  }
}

const SMALL_F = 102;
const GETATTR = "__getattr__";
