import { C, type Context } from "./context.js";
import { Expressions } from "./expressions.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Object literals and classes. */
export abstract class Literals extends Expressions {
  /** A property's name: null if it is computed. */
  protected override propertyKey(): string | null {
    if (this.token === T.bracketOpen) {
      this.next();
      this.expression();
      this.expect(T.bracketClose);
      return null;
    }
    if (!this.isWord() && this.token !== T.private && this.token !== T.string && this.token !== T.number) {
      throw new Unsure(this.start, "property expected");
    }
    const name = this.token === T.string ? this.stringValue() : this.tokenText();
    this.next();
    return name;
  }

  protected override objectLiteral(): void {
    const { inConsequent } = this;
    this.inConsequent = false;
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) {
      if (this.eat(T.ellipsis)) this.assignment();
      else this.property();
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.braceClose);
    this.inConsequent = inConsequent;
    this.opaque();
  }

  /** Whether what follows the current word makes it a modifier (`get x`), not a name (`get: 1`, `get()`). */
  private isModifier(): boolean {
    const { token, newline } = this.peek();
    if (this.token === T.cAsync && newline) return false;
    return this.beginsKey(token) || (token === T.binary && this.token !== T.cGet && this.token !== T.cSet);
  }

  private beginsKey(token: number): boolean {
    return (
      token === T.name ||
      token >= 50 ||
      token === T.string ||
      token === T.number ||
      token === T.bracketOpen ||
      token === T.private
    );
  }

  private property(): void {
    let async = false;
    let generator = false;
    if (this.token === T.cAsync && this.isModifier()) {
      async = true;
      this.next();
    }
    if (this.token === T.binary && this.isText("*")) {
      generator = true;
      this.next();
    }
    if ((this.token === T.cGet || this.token === T.cSet) && this.isModifier()) this.next();
    const { start, token, previousEnd } = this;
    const callable = this.isCallable();
    const name = this.propertyKey();
    if (this.token === T.parenOpen || (this.token === T.less && this.dialect.types)) {
      this.functionRest(name ?? "<computed>", async, generator, false);
    } else if (this.eat(T.colon)) {
      this.assignment();
      this.nameValue(name ?? "<computed>");
    } else if (token === T.name || token >= 100) {
      const text = this.text.slice(start, start + (name?.length ?? 0));
      if (this.dialect.types) this.used.add(text);
      if (callable) this.mention(start, text, previousEnd);
      if (this.eat(T.assign)) this.initial(text);
    } else throw new Unsure(this.start, "unexpected token in an object");
  }

  /** A class from what follows its name on. */
  protected override classRest(name: string | null): Context {
    const around = this.context;
    const { inConsequent } = this;
    this.inConsequent = false;
    const node = this.within(C.class, this.start, this.start);
    node.name = name;
    const { types } = this.dialect;
    if (types && this.token === T.less) this.typeParameters();
    if (this.eat(T.kExtends)) {
      this.operandOnly();
      if (types && this.token === T.less) this.typeArguments();
    }
    if (types && this.isText("implements")) {
      do {
        this.next();
        this.entityName();
      } while (this.token === T.comma);
    }
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) this.classMember(node);
    this.next();
    this.context = around;
    this.inConsequent = inConsequent;
    return node;
  }

  /** What a class extends. */
  private operandOnly(): void {
    const { start } = this;
    this.enter();
    this.primary();
    if (this.arrowRead) throw new Unsure(this.start, "arrow function extended");
    this.tail(start);
    this.depth -= 1;
  }

  protected override decorator(): void {
    this.hasDecorators = true;
    this.expect(T.at);
    this.operandOnly();
  }

  private classMember(node: Context): void {
    if (this.eat(T.semicolon)) return;
    while (this.token === T.at) this.decorator();
    let isStatic = false;
    let async = false;
    let generator = false;
    for (;;) {
      if (this.token === T.cStatic && this.peek().token === T.braceOpen) {
        this.next();
        this.staticBlock();
        return;
      }
      if (!this.isWord() || !this.isMemberModifier() || !this.isModifier()) break;
      if (this.token === T.cStatic) isStatic = true;
      else if (this.token === T.cAsync) async = true;
      this.next();
    }
    if (this.token === T.binary && this.isText("*")) {
      generator = true;
      this.next();
    }
    if (this.dialect.types && this.token === T.bracketOpen && this.attempt(() => this.indexSignature()) !== null)
      return;
    const name = this.propertyKey() ?? "<computed>";
    if (this.dialect.types && (this.token === T.question || this.token === T.not)) this.next();
    if (this.token === T.parenOpen || (this.token === T.less && this.dialect.types))
      this.method(name, async, generator);
    else this.field(node, name, isStatic);
  }

  private isMemberModifier(): boolean {
    switch (this.token) {
      case T.cStatic:
      case T.cAsync:
      case T.cGet:
      case T.cSet:
      case T.cAccessor:
        return true;
      case T.cAbstract:
      case T.cDeclare:
        return this.dialect.types;
    }
    return (
      this.dialect.types &&
      this.token === T.name &&
      /^(public|private|protected|readonly|override)$/.test(this.tokenText())
    );
  }

  private indexSignature(): true | null {
    this.balanced();
    if (this.token !== T.colon || !/^\[\s*[\p{ID_Continue}$]+\s*:/u.test(this.lastBracket())) return null;
    this.next();
    this.type();
    this.memberEnd();
    return true;
  }

  private lastBracket(): string {
    const from = this.text.lastIndexOf("[", this.previousEnd);
    return this.text.slice(from, this.previousEnd);
  }

  private method(name: string, async: boolean, generator: boolean): void {
    this.functionRest(name, async, generator, true);
    if (this.text.charCodeAt(this.previousEnd - 1) !== 125) this.memberEnd();
  }

  private memberEnd(): void {
    if (!this.eat(T.semicolon) && !this.newline && this.token !== T.braceClose)
      throw new Unsure(this.start, "unexpected token in a class");
  }

  private field(node: Context, name: string, isStatic: boolean): void {
    if (this.dialect.types && this.eat(T.colon)) this.type();
    if (this.eat(T.assign)) {
      const { async, generator } = this;
      this.async = false;
      this.generator = false;
      if (!isStatic) this.within(C.field, this.start, this.start);
      this.assignment();
      this.nameValue(name);
      this.context = node;
      this.async = async;
      this.generator = generator;
    }
    this.memberEnd();
  }

  private staticBlock(): void {
    const { async, generator, functionStart, blockStart } = this;
    this.async = false;
    this.generator = false;
    this.functionStart = this.start;
    this.blockStart = this.start;
    this.expect(T.braceOpen);
    this.statements();
    this.closeScope(this.functionStart);
    this.expect(T.braceClose);
    this.async = async;
    this.generator = generator;
    this.functionStart = functionStart;
    this.blockStart = blockStart;
  }
}
