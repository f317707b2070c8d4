import { type Binding, C, type Context, type Created, context, newSite, type Site } from "./context.js";
import { Lexer } from "./lexer.js";
import { cooked } from "./strings.js";
import { FIRST_WORD, T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Beyond this many nested expressions and statements the call stack would end. */
const DEEPEST = 600;

export interface Dialect {
  readonly types: boolean;
  readonly jsx: boolean;
  readonly declaration: boolean;
}

interface Snapshot {
  readonly token: number;
  readonly start: number;
  readonly end: number;
  readonly newline: boolean;
  readonly previousEnd: number;
  readonly sites: number;
  readonly bindings: number;
  readonly mentions: number;
  readonly context: Context;
  readonly depth: number;
  readonly async: boolean;
  readonly generator: boolean;
  readonly functionStart: number;
  readonly blockStart: number;
}

/** What all parts of the parser share: sites found, the context, bindings of `require`. */
export class State extends Lexer {
  readonly sites: Site[] = [];
  readonly bindings: Binding[] = [];
  /** Names of locals in expressions, where unused imports matter (TypeScript). */
  readonly used = new Set<string>();
  readonly module: Context;
  context: Context;
  async = false;
  generator = false;
  /** Where the scopes of `var` and of `let` that the current token stands in begin; -1 for the module. */
  functionStart = -1;
  blockStart = -1;
  /** Bindings whose scope has not ended. */
  private open: Binding[] = [];
  /** Where `require` or an alias of it stands as a value, with whether an arrow's parameter could stand there. */
  readonly mentions: { name: string; offset: number; bindable: boolean }[] = [];
  /**
   * What the expression just read is, if nothing but parentheses, `await`, a member or a compiler's helper stands around
   * it: an import's call, or a function or class.
   */
  value: Site | Context | Created | null = null;
  /** Where a `<` began no type arguments, so that none is tried twice; and those being tried. */
  protected readonly notTypes = new Set<number>();
  protected readonly openTypes: number[] = [];
  hasJsx = false;
  hasDecorators = false;
  protected depth = 0;

  /**
   * @param aliases names besides `require` that `createRequire` is given to somewhere in the text
   */
  constructor(
    text: string,
    readonly dialect: Dialect,
    readonly aliases: ReadonlySet<string>,
  ) {
    super(text);
    this.module = context(null, dialect.declaration ? C.declared : C.plain, 0, text.length);
    this.context = this.module;
  }

  protected enter(): void {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Unsure(this.start, "nested too deeply", true);
  }

  /** Goes into a context; the caller keeps the one before and puts it back. */
  protected within(kind: number, start: number, end: number): Context {
    this.context = context(this.context, kind, start, end);
    return this.context;
  }

  protected expect(token: number): void {
    if (this.token !== token) throw new Unsure(this.start, "unexpected token");
    this.next();
  }

  protected eat(token: number): boolean {
    if (this.token !== token) return false;
    this.next();
    return true;
  }

  protected isWord(): boolean {
    return this.token === T.name || this.token >= FIRST_WORD;
  }

  protected tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Value of the current token, a string. */
  protected stringValue(): string {
    return cooked(this.text.slice(this.start + 1, this.end - 1), this.start);
  }

  /** Whether the current token is this word; for words that have no token of their own. */
  protected isText(word: string): boolean {
    return this.end - this.start === word.length && this.text.startsWith(word, this.start);
  }

  protected endStatement(): void {
    if (this.token === T.semicolon) this.next();
    else if (!this.newline && this.token !== T.braceClose && this.token !== T.end) {
      throw new Unsure(this.start, "unexpected token");
    }
  }

  protected snapshot(): Snapshot {
    const { token, start, end, newline, previousEnd, context: at, depth, async, generator } = this;
    const { functionStart, blockStart } = this;
    const counts = { sites: this.sites.length, bindings: this.bindings.length, mentions: this.mentions.length };
    return {
      token,
      start,
      end,
      newline,
      previousEnd,
      context: at,
      depth,
      async,
      generator,
      functionStart,
      blockStart,
      ...counts,
    };
  }

  /** Goes back to a snapshot, as if nothing after it had been read. */
  protected restore(to: Snapshot): void {
    this.token = to.token;
    this.start = to.start;
    this.end = to.end;
    this.newline = to.newline;
    this.previousEnd = to.previousEnd;
    this.context = to.context;
    this.depth = to.depth;
    this.async = to.async;
    this.generator = to.generator;
    this.functionStart = to.functionStart;
    this.blockStart = to.blockStart;
    this.sites.length = to.sites;
    this.mentions.length = to.mentions;
    if (this.bindings.length > to.bindings) {
      this.unbind(to.bindings);
    }
  }

  /** What a reading returns, or null with everything put back if it met the unexpected. */
  protected attempt<Result>(read: () => Result | null): Result | null {
    const before = this.snapshot();
    const openTypes = this.openTypes.length;
    try {
      const result = read();
      if (result !== null) return result;
    } catch (error) {
      if (!(error instanceof Unsure) || error.final) throw error;
    }
    this.restore(before);
    while (this.openTypes.length > openTypes) this.notTypes.add(this.openTypes.pop() ?? -1);
    return null;
  }

  /** The token after the current one, read without leaving it. */
  protected peek(): { token: number; newline: boolean; start: number; end: number } {
    const { token, start, end, newline, previousEnd } = this;
    this.next();
    const after = { token: this.token, newline: this.newline, start: this.start, end: this.end };
    this.token = token;
    this.start = start;
    this.end = end;
    this.newline = newline;
    this.previousEnd = previousEnd;
    return after;
  }

  /** Notes that the current name is bound here, if it is one that imports are called by. */
  protected declare(hoisted: boolean, parameterOf: Context | null = null): void {
    if (this.isCallable()) this.bind(this.tokenText(), hoisted ? this.functionStart : this.blockStart, parameterOf);
  }

  protected bind(name: string, from: number, parameterOf: Context | null): void {
    for (let at = this.open.length - 1; at >= 0; at -= 1) {
      const other = this.open[at];
      if (other?.from !== from) break;
      if (other.name === name) return;
    }
    const binding: Binding = { name, from, to: -1, creates: false, base: null, parameterOf };
    this.bindings.push(binding);
    this.open.push(binding);
  }

  /** Forgets the bindings from a count on. */
  protected unbind(count: number): void {
    this.bindings.length = count;
    this.open = this.bindings.filter((binding) => binding.to < 0);
  }

  /** Whether the current token is `require` or a name that `createRequire` is given to. */
  protected isCallable(): boolean {
    return this.token === T.cRequire || (this.aliases.size > 0 && this.isWord() && this.aliases.has(this.tokenText()));
  }

  /** Ends the scope that began at an offset. */
  protected closeScope(from: number): void {
    if (this.open.length === 0) return;
    const still: Binding[] = [];
    for (const binding of this.open) {
      if (binding.from === from) binding.to = this.previousEnd;
      else still.push(binding);
    }
    this.open = still;
  }

  protected site(kind: Site["kind"], offset: number): Site {
    const site = newSite(kind, offset, offset, this.context);
    this.sites.push(site);
    return site;
  }

  /** Names the function or class just read after what it is given to. */
  protected nameValue(name: string | null): void {
    const { value } = this;
    if (value !== null && value.is === "context" && value.name === null) value.name = name;
  }
}
