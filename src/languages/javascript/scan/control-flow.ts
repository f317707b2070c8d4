import { C, context } from "./context.js";
import { Jsx } from "./jsx.js";
import { LEXICAL, plainLocal, VAR } from "./patterns.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Statements that hold others, and what they make conditional or guarded. */
export abstract class ControlFlow extends Jsx {
  protected abstract statement(): void;

  protected block(): void {
    const { blockStart } = this;
    this.blockStart = this.start;
    this.expect(T.braceOpen);
    this.statements();
    this.closeScope(this.blockStart);
    this.blockStart = blockStart;
    this.expect(T.braceClose);
  }

  /** Declarators after `var`, `let`, `const` or `using`; also in the head of a `for`. */
  protected declarations(hoisted: boolean): void {
    for (;;) {
      const names = this.pattern(hoisted ? VAR : LEXICAL);
      if (this.dialect.types) {
        if (this.token === T.not) this.next();
        if (this.eat(T.colon)) this.type();
      }
      if (this.eat(T.assign)) {
        this.assignment();
        const { value } = this;
        const only = plainLocal(names);
        if (value?.is === "site") this.named(value, names);
        else if (value?.is === "context") this.nameValue(only);
        else if (value?.is === "created" && only !== null) this.created(only);
      }
      if (!this.eat(T.comma)) return;
    }
  }

  /** A condition in brackets; returns where its text stands. */
  protected condition(): { start: number; end: number } {
    this.expect(T.parenOpen);
    const { start } = this;
    this.expression();
    const end = this.previousEnd;
    this.expect(T.parenClose);
    return { start, end };
  }

  protected ifStatement(): void {
    const around = this.context;
    for (;;) {
      this.next();
      const { start, end } = this.condition();
      const before = this.context;
      this.within(C.whenTrue, start, end);
      this.statement();
      this.context = before;
      if (this.token !== T.kElse) break;
      this.next();
      this.within(C.whenFalse, start, end);
      if (this.token !== T.kIf) {
        this.statement();
        break;
      }
    }
    this.context = around;
  }

  protected forStatement(): void {
    const { blockStart } = this;
    this.blockStart = this.start;
    this.next();
    if (this.token === T.cAwait) this.next();
    this.expect(T.parenOpen);
    this.forHead();
    if (this.token === T.semicolon) {
      this.next();
      if (this.token !== T.semicolon) this.expression();
      this.expect(T.semicolon);
      if (this.token !== T.parenClose) this.expression();
    } else {
      if (this.token !== T.kIn && !this.isText("of") && this.token !== T.parenClose)
        throw new Unsure(this.start, "unexpected token in for");
      if (this.token !== T.parenClose) {
        this.next();
        this.expression();
      }
    }
    this.expect(T.parenClose);
    this.statement();
    this.closeScope(this.blockStart);
    this.blockStart = blockStart;
  }

  protected forHead(): void {
    if (this.token === T.semicolon) return;
    if (this.token === T.kVar || this.token === T.kConst) {
      const hoisted = this.token === T.kVar;
      this.next();
      this.declarations(hoisted);
      return;
    }
    if (this.token === T.cLet || this.token === T.cUsing || this.token === T.cAwait) {
      const after = this.peek();
      const isName = (after.token === T.name || after.token >= 100) && !this.text.startsWith("of ", after.start);
      if (this.token === T.cAwait) {
        if (after.token === T.cUsing) {
          this.next();
          this.next();
          this.declarations(false);
          return;
        }
      } else if (isName || (this.token === T.cLet && (after.token === T.braceOpen || after.token === T.bracketOpen))) {
        this.next();
        this.declarations(false);
        return;
      }
    }
    this.expression();
  }

  protected doStatement(): void {
    this.next();
    this.statement();
    this.expect(T.kWhile);
    this.condition();
    this.eat(T.semicolon);
  }

  protected switchStatement(): void {
    this.next();
    const { start, end } = this.condition();
    const around = this.context;
    const { blockStart } = this;
    this.blockStart = this.start;
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) {
      if (this.token === T.kDefault) {
        this.next();
        this.within(C.whenDefault, start, end);
      } else {
        this.expect(T.kCase);
        const test = this.start;
        this.expression();
        const node = this.within(C.whenCase, start, end);
        node.secondStart = test;
        node.secondEnd = this.previousEnd;
      }
      this.expect(T.colon);
      for (;;) {
        const token: number = this.token;
        if (token === T.kCase || token === T.kDefault || token === T.braceClose) break;
        if (token === T.end) throw new Unsure(this.start, "unexpected end");
        this.statement();
      }
      this.context = around;
    }
    this.closeScope(this.blockStart);
    this.blockStart = blockStart;
    this.next();
  }

  protected tryStatement(): void {
    this.next();
    const around = this.context;
    const tried = this.within(C.plain, this.start, this.start);
    this.block();
    this.context = around;
    let ends = false;
    if (this.token === T.kCatch) {
      ends = true;
      tried.kind = C.guarded;
      this.next();
      this.within(C.whenCaught, 0, 0);
      const { blockStart } = this;
      this.blockStart = this.start;
      if (this.token === T.parenOpen) {
        this.next();
        this.pattern(LEXICAL);
        if (this.dialect.types && this.eat(T.colon)) this.type();
        this.expect(T.parenClose);
      }
      this.block();
      this.closeScope(this.blockStart);
      this.blockStart = blockStart;
      this.context = around;
    }
    if (this.token === T.kFinally) {
      this.next();
      this.block();
    } else if (!ends) throw new Unsure(this.start, "catch expected");
  }

  /** Reads in a context of its own. */
  protected around(kind: number, name: string | null, read: () => void): void {
    const before = this.context;
    this.context = context(before, kind, this.start, this.start);
    this.context.name = name;
    read();
    this.context = before;
  }
}
