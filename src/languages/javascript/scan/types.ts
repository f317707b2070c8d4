import { State } from "./state.js";
import { FIRST_WORD, T } from "./tokens.js";
import { Unsure } from "./unsure.js";

const PREFIXES = new Set(["keyof", "unique", "readonly", "infer", "asserts"]);

/** Reads over TypeScript's types. Only `import("x").T` in them is of interest. */
export class Types extends State {
  /** In what stands behind a conditional type's `extends`, where a further one is a constraint. */
  private inExtends = false;

  /** After a colon, arrow or `as`. */
  protected type(conditional = true): void {
    this.enter();
    const { inExtends } = this;
    if (conditional) this.inExtends = false;
    if (this.token === T.pipe || this.token === T.ampersand) this.next();
    this.typeOperand();
    for (;;) {
      if (this.token === T.pipe || this.token === T.ampersand) {
        this.next();
        this.typeOperand();
      } else if (this.token === T.name && !this.newline && this.isText("is")) {
        this.next();
        if (this.token === T.pipe || this.token === T.ampersand) this.next();
        this.typeOperand();
      } else break;
    }
    if (conditional && this.token === T.kExtends && !this.newline) {
      this.next();
      this.inExtends = true;
      this.type(false);
      this.inExtends = inExtends;
      this.expect(T.question);
      this.type();
      this.expect(T.colon);
      this.type();
    }
    this.inExtends = inExtends;
    this.depth -= 1;
  }

  private typeOperand(): void {
    this.enter();
    this.typePrimary();
    while (this.token === T.bracketOpen && !this.newline) this.balanced();
    this.depth -= 1;
  }

  private typePrimary(): void {
    switch (this.token) {
      case T.parenOpen:
        this.balanced();
        if (this.token === T.arrow) this.functionType();
        return;
      case T.braceOpen:
      case T.bracketOpen:
        this.balanced();
        return;
      case T.less:
        this.typeParameters();
        this.balanced();
        this.functionType();
        return;
      case T.template:
        this.typeTemplate();
        return;
      case T.plusMinus:
        this.next();
        this.expect(T.number);
        return;
      case T.string:
      case T.number:
        this.next();
        return;
      case T.kImport:
        this.importType();
        return;
      case T.kTypeof:
        this.next();
        if (this.token === T.kImport) this.importType();
        else this.entityName();
        return;
      case T.kNew:
        this.next();
        if (this.token === T.less) this.typeParameters();
        this.balanced();
        this.functionType();
        return;
      case T.kVoid:
      case T.kNull:
      case T.kTrue:
      case T.kFalse:
        this.next();
        return;
      case T.kThis:
        this.entityName();
        return;
      default:
        this.namedType();
    }
  }

  private namedType(): void {
    if (this.token !== T.name && this.token < 100) throw new Unsure(this.start, "unexpected token in a type");
    if (this.token === T.cAbstract && this.peek().token === T.kNew) {
      this.next();
      this.typePrimary();
      return;
    }
    if (this.token === T.name && PREFIXES.has(this.tokenText())) {
      const infers = this.isText("infer");
      const after = this.peek();
      const beginsType =
        after.token === T.name ||
        after.token >= FIRST_WORD ||
        after.token === T.braceOpen ||
        after.token === T.parenOpen;
      const more = after.token === T.bracketOpen || after.token === T.template || after.token === T.string;
      if ((beginsType && after.token !== T.kExtends && after.token !== T.kIn) || (more && !after.newline)) {
        if (this.text.slice(after.start, after.end) !== "is") {
          this.next();
          if (!infers) {
            this.typeOperand();
            return;
          }
          this.next();
          if (this.token === T.kExtends) this.attempt(() => this.inferConstraint());
          return;
        }
      }
    }
    this.entityName();
  }

  /** `infer X extends Y` unless the `extends` begins a conditional type. */
  private inferConstraint(): true | null {
    this.next();
    this.type(false);
    return this.token === T.question && !this.inExtends ? null : true;
  }

  protected entityName(): void {
    if (!this.isWord()) throw new Unsure(this.start, "unexpected token in a type");
    this.next();
    while (this.token === T.dot) {
      this.next();
      if (!this.isWord() && this.token !== T.private) throw new Unsure(this.start, "unexpected token in a type");
      this.next();
    }
    if (this.token === T.less && !this.newline) this.typeArguments();
  }

  private functionType(): void {
    this.expect(T.arrow);
    this.type();
  }

  private typeTemplate(): void {
    while (this.templateCharacters(this.end)) {
      this.next();
      this.type();
      if (this.token !== T.braceClose) throw new Unsure(this.start, "unexpected token in a type");
    }
    this.next();
  }

  protected typeArguments(): void {
    if (this.notTypes.has(this.start)) throw new Unsure(this.start, "no type arguments");
    this.openTypes.push(this.start);
    this.expect(T.less);
    for (;;) {
      this.type();
      if (!this.eat(T.comma)) break;
      if (this.token === T.greater) break;
    }
    this.expect(T.greater);
    this.openTypes.pop();
  }

  protected typeParameters(): void {
    this.expect(T.less);
    while (this.token !== T.greater) {
      while ((this.token === T.kConst || this.token === T.kIn || this.token === T.name) && this.nextIsWord())
        this.next();
      if (!this.isWord()) throw new Unsure(this.start, "unexpected token in a type");
      this.next();
      if (this.eat(T.kExtends)) this.type();
      if (this.eat(T.assign)) this.type();
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.greater);
  }

  private nextIsWord(): boolean {
    const after = this.peek().token;
    return (after === T.name || after >= FIRST_WORD) && after !== T.kExtends;
  }

  private importType(): true {
    const offset = this.start;
    this.next();
    this.expect(T.parenOpen);
    if (this.token !== T.string) throw new Unsure(this.start, "unexpected token in a type");
    const site = this.site("import()", offset);
    site.specifier = this.stringValue();
    site.typeOnly = "type-query";
    this.next();
    if (this.eat(T.comma)) this.balanced();
    if (this.token !== T.parenClose) throw new Unsure(this.start, "unexpected token in a type");
    site.end = this.end;
    this.next();
    if (this.token === T.dot) {
      this.next();
      site.names = [{ imported: this.tokenText(), local: null }];
      this.entityName();
    } else {
      site.names = [{ imported: "*", local: null }];
      if (this.token === T.less && !this.newline) this.typeArguments();
    }
    return true;
  }

  /** Reads over a bracket and all up to the one that closes it, where only types stand. */
  protected balanced(): void {
    if (this.token !== T.parenOpen && this.token !== T.braceOpen && this.token !== T.bracketOpen) {
      throw new Unsure(this.start, "unexpected token in a type");
    }
    const closers: number[] = [];
    do {
      switch (this.token) {
        case T.parenOpen:
        case T.braceOpen:
        case T.bracketOpen:
          closers.push(this.token + 1);
          break;
        case T.parenClose:
        case T.braceClose:
        case T.bracketClose:
          if (closers.pop() !== this.token) throw new Unsure(this.start, "unbalanced brackets");
          break;
        case T.kImport:
          // Also a method's name: `import(x: string): void`.
          if (this.attempt(() => this.importType()) !== null) continue;
          break;
        case T.template:
          this.typeTemplate();
          continue;
        case T.end:
        case T.and:
        case T.or:
        case T.nullish:
        case T.not:
        case T.assignOperator:
        case T.assignLogical:
        case T.increment:
        case T.slash:
        case T.slashAssign:
        case T.tilde:
          throw new Unsure(this.start, "unexpected token in a type");
      }
      this.next();
    } while (closers.length > 0);
  }
}
