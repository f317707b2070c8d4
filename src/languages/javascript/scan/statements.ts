import { C, context } from "./context.js";
import { exportsAll } from "./helpers.js";
import { Jsx } from "./jsx.js";
import { LEXICAL, plainLocal, VAR } from "./patterns.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Statements, and what they make conditional or guarded. */
export abstract class Statements extends Jsx {
  protected abstract importStatement(): void;
  protected abstract exportStatement(): void;
  /** A declaration that only TypeScript has, if one begins here. */
  protected abstract typedDeclaration(): boolean;

  /** Statements up to a closing brace. */
  protected override statements(): void {
    while (this.token !== T.braceClose) {
      if (this.token === T.end) throw new Unsure(this.start, "unexpected end");
      this.statement();
    }
  }

  protected statement(): void {
    this.enter();
    this.statementHere();
    this.depth -= 1;
  }

  private statementHere(): void {
    switch (this.token) {
      case T.braceOpen:
        this.block();
        return;
      case T.semicolon:
        this.next();
        return;
      case T.kVar:
        this.next();
        this.declarations(true);
        this.endStatement();
        return;
      case T.kConst:
        if (this.dialect.types && this.peek().token === T.kEnum) {
          this.next();
          this.typedDeclaration();
          return;
        }
        this.next();
        this.declarations(false);
        this.endStatement();
        return;
      case T.kFunction:
        this.functionDeclaration(false);
        return;
      case T.kClass:
        this.classDeclaration();
        return;
      case T.at:
        while (this.token === T.at) this.decorator();
        this.statement();
        return;
      case T.kIf:
        this.ifStatement();
        return;
      case T.kFor:
        this.forStatement();
        return;
      case T.kWhile:
      case T.kWith:
        this.next();
        this.condition();
        this.statement();
        return;
      case T.kDo:
        this.doStatement();
        return;
      case T.kSwitch:
        this.switchStatement();
        return;
      case T.kTry:
        this.tryStatement();
        return;
      case T.kReturn:
      case T.kThrow:
        this.next();
        if (this.token !== T.semicolon && this.token !== T.braceClose && this.token !== T.end && !this.newline)
          this.expression();
        this.endStatement();
        return;
      case T.kBreak:
      case T.kContinue:
        this.next();
        if (this.isWord() && !this.newline) this.next();
        this.endStatement();
        return;
      case T.kDebugger:
        this.next();
        this.endStatement();
        return;
      case T.kImport: {
        const after = this.peek().token;
        if (after === T.parenOpen || after === T.dot) {
          this.expressionStatement();
          return;
        }
        this.importStatement();
        return;
      }
      case T.kExport:
        this.exportStatement();
        return;
    }
    if (this.token >= 100 && this.declarationByWord()) return;
    if (this.dialect.types && this.token === T.kEnum && this.typedDeclaration()) return;
    this.expressionStatement();
  }

  /** Declarations that begin with a word that may also be a name. */
  private declarationByWord(): boolean {
    const { token } = this;
    if (token === T.cLet || token === T.cUsing) {
      const after = this.peek();
      const names = after.token === T.name || (after.token >= 100 && !(token === T.cUsing && after.newline));
      if (!names && (token === T.cUsing || (after.token !== T.braceOpen && after.token !== T.bracketOpen)))
        return false;
      if (token === T.cUsing && this.text.startsWith("of", after.start) && after.end === after.start + 2) return false;
      this.next();
      this.declarations(false);
      this.endStatement();
      return true;
    }
    if (token === T.cAsync) {
      const after = this.peek();
      if (after.token !== T.kFunction || after.newline) return false;
      this.next();
      this.functionDeclaration(true);
      return true;
    }
    if (token === T.cAwait) {
      const after = this.peek();
      if (after.token !== T.cUsing || after.newline) return false;
      const found = this.attempt(() => {
        this.next();
        const name = this.peek();
        if (name.newline || (name.token !== T.name && name.token < 100)) return null;
        this.next();
        this.declarations(false);
        this.endStatement();
        return true;
      });
      return found !== null;
    }
    return this.dialect.types && this.typedDeclaration();
  }

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

  protected functionDeclaration(async: boolean): void {
    this.next();
    const generator = this.token === T.binary && this.isText("*");
    if (generator) this.next();
    let name: string | null = null;
    if (this.token === T.name || this.token >= 100) name = this.bindingName(LEXICAL);
    this.functionRest(name, async, generator, true);
    if (this.dialect.types && this.text.charCodeAt(this.previousEnd - 1) !== 125) this.endStatement();
  }

  protected classDeclaration(): void {
    this.next();
    let name: string | null = null;
    if ((this.token === T.name || this.token >= 100) && !this.isText("implements")) name = this.bindingName(LEXICAL);
    this.classRest(name);
  }

  /** A condition in brackets; returns where its text stands. */
  private condition(): { start: number; end: number } {
    this.expect(T.parenOpen);
    const { start } = this;
    this.expression();
    const end = this.previousEnd;
    this.expect(T.parenClose);
    return { start, end };
  }

  private ifStatement(): void {
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

  private forStatement(): void {
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

  private forHead(): void {
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

  private doStatement(): void {
    this.next();
    this.statement();
    this.expect(T.kWhile);
    this.condition();
    this.eat(T.semicolon);
  }

  private switchStatement(): void {
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

  private tryStatement(): void {
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

  private expressionStatement(): void {
    const { start, token } = this;
    const isName = token === T.name || token >= 100;
    const nameEnd = this.end;
    this.expression();
    if (isName && this.token === T.colon && this.previousEnd === nameEnd) {
      this.next();
      this.statement();
      return;
    }
    const { value } = this;
    if (value?.is === "site" && value.names === null && value.member === null) {
      if (value.helper === null) value.names = [];
      else if (exportsAll(value.helper)) value.reexported = true;
    }
    if (start === this.start) throw new Unsure(start, "unexpected token");
    this.endStatement();
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
