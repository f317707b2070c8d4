import { C, type Context, context } from "./context.js";
import { Patterns } from "./patterns.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Functions of every kind but their surroundings: parameters, result types, bodies. */
export abstract class Functions extends Patterns {
  /** An arrow function has just been read: nothing but a comma or an end goes on after it. */
  protected arrowRead = false;
  /** In the middle of `a ? … : b`, where a colon is no arrow function's result type. */
  protected inConsequent = false;
  /** Reads parameters alone, so that what functions inside them bind is of no interest. */
  protected headOnly = false;
  private readonly notArrows = new Set<number>();

  protected abstract statements(): void;
  protected abstract opaque(): void;

  /**
   * Reads parameters and body; the current token is the bracket (or `<`) of the parameters.
   *
   * @param bodyless whether TypeScript's overloads without a body may stand here
   * @returns the function's context
   */
  protected functionRest(name: string | null, async: boolean, generator: boolean, bodyless: boolean): Context {
    const around = this.context;
    const node = context(around, C.function, this.start, this.start);
    node.name = name;
    node.generator = generator;
    this.context = node;
    const before = this.openFunction(node.start, async, generator);
    if (this.dialect.types && this.token === T.less) this.typeParameters();
    this.parameters(node);
    if (this.dialect.types && this.eat(T.colon)) this.type();
    if (this.token === T.braceOpen) this.body();
    else if (!bodyless || !this.dialect.types) throw new Unsure(this.start, "function body expected");
    this.closeFunction(node, before);
    this.context = around;
    this.value = node;
    return node;
  }

  private openFunction(start: number, async: boolean, generator: boolean) {
    const before = {
      async: this.async,
      generator: this.generator,
      functionStart: this.functionStart,
      blockStart: this.blockStart,
      inConsequent: this.inConsequent,
    };
    this.async = async;
    this.generator = generator;
    this.functionStart = start;
    this.blockStart = start;
    this.inConsequent = false;
    return before;
  }

  private closeFunction(node: Context, before: ReturnType<Functions["openFunction"]>): void {
    node.end = this.previousEnd;
    this.closeScope(node.start);
    this.async = before.async;
    this.generator = before.generator;
    this.functionStart = before.functionStart;
    this.blockStart = before.blockStart;
    this.inConsequent = before.inConsequent;
  }

  private body(): void {
    this.expect(T.braceOpen);
    this.statements();
    this.expect(T.braceClose);
  }

  /** Body of an arrow function; the current token is the arrow. What was read of its parameters is in its context. */
  protected arrowBody(node: Context, async: boolean, around: Context): void {
    const { inConsequent } = this;
    node.kind = C.function;
    this.context = node;
    const before = this.openFunction(node.start, async, false);
    this.next();
    if (this.token === T.braceOpen) this.body();
    else {
      this.inConsequent = inConsequent;
      this.assignment();
    }
    this.closeFunction(node, before);
    this.context = around;
    this.opaque();
    this.value = node;
    this.arrowRead = true;
  }

  /** Binds the parameters of what was read as expressions and turns out to be an arrow function's head. */
  protected bindMentions(node: Context, first: number): void {
    if (!this.headOnly && this.mentions.slice(first).some(({ bindable }) => bindable)) {
      const head = this.text.slice(node.start, this.previousEnd);
      for (const name of this.parameterNames(head)) this.bind(name, node.start, node);
    }
    this.mentions.length = first;
  }

  /** Which names that imports are called by a text of parameters binds. */
  protected abstract parameterNames(head: string): readonly string[];

  /** An arrow function with types, if there is one at the current bracket or `<`. */
  protected typedArrow(async: boolean): boolean {
    const { start } = this;
    if (this.notArrows.has(start)) return false;
    const found = this.attempt(() => this.typedArrowHere(async)) !== null;
    if (!found) this.notArrows.add(start);
    return found;
  }

  private typedArrowHere(async: boolean): true | null {
    const around = this.context;
    const { inConsequent } = this;
    const node = this.within(C.function, this.start, this.start);
    const before = this.openFunction(node.start, async, false);
    if (this.token === T.less) this.typeParameters();
    this.parameters(node);
    const typed = this.eat(T.colon);
    if (typed) this.type();
    if (this.token !== T.arrow || this.newline) return null;
    this.closeHead(before);
    this.arrowBody(node, async, around);
    return inConsequent && typed && this.token !== T.colon ? null : true;
  }

  private closeHead(before: ReturnType<Functions["openFunction"]>): void {
    this.async = before.async;
    this.generator = before.generator;
    this.functionStart = before.functionStart;
    this.blockStart = before.blockStart;
    this.inConsequent = before.inConsequent;
  }
}
