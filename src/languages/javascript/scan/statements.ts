import { ControlFlow } from "./control-flow.js";
import { exportsAll } from "./helpers.js";
import { LEXICAL } from "./patterns.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Statements and the declarations that JavaScript has. */
export abstract class Statements extends ControlFlow {
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
}
