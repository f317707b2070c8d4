import { Calls } from "./calls.js";
import { C, type Context } from "./context.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Operands, from names to class expressions. */
export abstract class Operands extends Calls {
  protected abstract expression(): void;
  protected abstract tail(start: number): void;
  protected abstract objectLiteral(): void;
  protected abstract classRest(name: string | null): Context;
  protected abstract jsxElement(): void;

  protected primary(): void {
    this.opaque();
    const { token } = this;
    if (token === T.name || token >= 100) {
      this.identifier();
      return;
    }
    switch (token) {
      case T.string:
      case T.number:
      case T.private:
      case T.kThis:
      case T.kSuper:
      case T.kNull:
      case T.kTrue:
      case T.kFalse:
        this.next();
        return;
      case T.slash:
      case T.slashAssign:
        this.regularExpression();
        this.next();
        return;
      case T.template:
        this.template();
        return;
      case T.parenOpen:
        this.parenthesis();
        return;
      case T.bracketOpen:
        this.arrayLiteral();
        return;
      case T.braceOpen:
        this.objectLiteral();
        return;
      case T.kFunction:
        this.functionExpression(false);
        return;
      case T.at:
        while (this.token === T.at) this.decorator();
        if (this.token !== T.kClass) throw new Unsure(this.start, "class expected");
        this.classExpression();
        return;
      case T.kClass:
        this.classExpression();
        return;
      case T.kNew:
        this.construction();
        return;
      case T.kImport:
        this.importExpression();
        return;
      case T.less:
        if (this.dialect.jsx) {
          this.jsxElement();
          return;
        }
    }
    throw new Unsure(this.start, "unexpected token");
  }

  private identifier(): void {
    const { start, end, token, previousEnd } = this;
    if (token === T.cAsync && this.asyncFunction()) return;
    const callable = this.isCallable();
    this.next();
    if (this.token === T.arrow && !this.newline) {
      const around = this.context;
      const node = this.within(C.function, start, start);
      if (callable) this.bind(this.text.slice(start, end), start, node);
      this.arrowBody(node, false, around);
      return;
    }
    this.nameStart = start;
    this.nameEnd = end;
    if (this.dialect.types) this.used.add(this.text.slice(start, end));
    if (callable) {
      this.callee = "require";
      this.calleeName = this.text.slice(start, end);
      this.mention(start, this.calleeName, previousEnd);
    } else if (end - start === 6 && this.text.startsWith("module", start)) this.callee = "module";
    else if (end - start === 13 && this.text.startsWith("createRequire", start)) this.callee = "create";
  }

  /** Notes a name that may turn out to be an arrow function's parameter; the token after it is the current one. */
  protected mention(start: number, name: string, endBefore: number): void {
    const before = this.text.charAt(endBefore - 1);
    const after = this.token;
    const bindable =
      "(,{[.:".includes(before) &&
      (after === T.comma ||
        after === T.parenClose ||
        after === T.assign ||
        after === T.braceClose ||
        after === T.bracketClose);
    this.mentions.push({ name, offset: start, bindable });
  }

  private asyncFunction(): boolean {
    const after = this.peek();
    if (after.newline) return false;
    if (after.token === T.kFunction) {
      this.next();
      this.functionExpression(true);
      return true;
    }
    const around = this.context;
    if (after.token === T.parenOpen || (after.token === T.less && this.dialect.types)) {
      if (!this.dialect.types) return this.asyncCallOrArrow();
      const arrow = this.attempt(() => {
        this.next();
        return this.typedArrow(true) || null;
      });
      return arrow !== null;
    }
    if (after.token !== T.name && after.token < 100) return false;
    return (
      this.attempt(() => {
        this.next();
        const { start } = this;
        const name = this.isCallable() ? this.tokenText() : null;
        this.next();
        if (this.token !== T.arrow) return null;
        const node = this.within(C.function, start, start);
        if (name !== null) this.bind(name, start, node);
        this.arrowBody(node, true, around);
        return true;
      }) !== null
    );
  }

  /** `async (…)`: what it is shows after the bracket. */
  private asyncCallOrArrow(): boolean {
    const around = this.context;
    this.next();
    const node = this.within(C.plain, this.start, this.start);
    const first = this.mentions.length;
    const newline = this.newline;
    this.callArguments(null);
    this.opaque();
    if (this.token === T.arrow && !this.newline && !newline) {
      this.bindMentions(node, first);
      this.arrowBody(node, true, around);
    }
    this.context = around;
    return true;
  }

  private parenthesis(): void {
    if (this.dialect.types && this.mayBeTypedArrow() && this.typedArrow(false)) return;
    const around = this.context;
    const { inConsequent } = this;
    this.inConsequent = false;
    const node = this.within(C.plain, this.start, this.start);
    const first = this.mentions.length;
    this.next();
    let onlyArrow = false;
    let elements = 0;
    while (this.token !== T.parenClose) {
      onlyArrow = this.eat(T.ellipsis);
      this.assignment();
      elements += 1;
      if (!this.eat(T.comma)) break;
      onlyArrow = true;
      this.value = null;
    }
    if (elements !== 1) this.value = null;
    onlyArrow = elements === 0 || (onlyArrow && this.text.charCodeAt(this.previousEnd - 1) === 44);
    this.expect(T.parenClose);
    this.inConsequent = inConsequent;
    this.context = around;
    this.isSum = false;
    if (this.token === T.arrow && !this.newline) {
      this.bindMentions(node, first);
      this.arrowBody(node, false, around);
    } else if (onlyArrow) throw new Unsure(this.start, "arrow function expected");
  }

  private mayBeTypedArrow(): boolean {
    const after = this.peek().token;
    if (after === T.parenClose || after === T.ellipsis || after === T.braceOpen || after === T.bracketOpen) return true;
    return after === T.name || after >= 100 || after === T.kThis || after === T.at;
  }

  private arrayLiteral(): void {
    const { inConsequent } = this;
    this.inConsequent = false;
    this.next();
    while (this.token !== T.bracketClose) {
      if (this.eat(T.comma)) continue;
      this.eat(T.ellipsis);
      this.assignment();
      if (this.token !== T.bracketClose) this.expect(T.comma);
    }
    this.next();
    this.inConsequent = inConsequent;
    this.opaque();
  }

  protected template(): void {
    const { inConsequent, start } = this;
    this.inConsequent = false;
    let headEnd = -1;
    let whole = true;
    while (this.templateCharacters(this.end)) {
      if (whole) headEnd = this.end - 2;
      whole = false;
      this.next();
      this.expression();
      if (this.token !== T.braceClose) throw new Unsure(this.start, "unexpected token in a template");
    }
    if (whole) headEnd = this.end - 1;
    this.lastTemplate = { start, headEnd, whole, end: this.end };
    this.next();
    this.inConsequent = inConsequent;
    this.opaque();
  }

  private functionExpression(async: boolean): void {
    this.next();
    const generator = this.token === T.binary && this.isText("*");
    if (generator) this.next();
    let name: string | null = null;
    let callable = false;
    if (this.token === T.name || this.token >= 100) {
      name = this.tokenText();
      callable = this.isCallable();
      this.next();
    }
    const from = this.start;
    const first = this.bindings.length;
    const node = this.functionRest(name, async, generator, false);
    this.opaque();
    this.value = node;
    if (callable && name !== null && first <= this.bindings.length) {
      this.bindings.push({ name, from, to: node.end, creates: false, base: null, parameterOf: null });
    }
  }

  private classExpression(): void {
    this.next();
    let name: string | null = null;
    if (
      (this.token === T.name || this.token >= 100) &&
      !(this.isText("implements") && this.dialect.types && this.peek().token !== T.braceOpen)
    ) {
      name = this.tokenText();
      this.next();
    }
    const node = this.classRest(name);
    this.opaque();
    this.value = node;
  }

  private construction(): void {
    this.next();
    if (this.token === T.dot) {
      this.next();
      if (!this.isText("target")) throw new Unsure(this.start, "new.target expected");
      this.next();
      this.opaque();
      return;
    }
    const { start } = this;
    this.enter();
    this.primary();
    if (this.arrowRead) throw new Unsure(this.start, "arrow function after new");
    this.tail(start);
    this.depth -= 1;
    this.opaque();
  }

  private importExpression(): void {
    const { start } = this;
    this.next();
    if (this.token === T.parenOpen) {
      this.importCall("import", start, null);
      return;
    }
    this.expect(T.dot);
    if (this.isText("meta")) {
      this.next();
      this.callee = "meta";
      return;
    }
    if (!this.isText("defer") && !this.isText("source")) throw new Unsure(this.start, "unknown import");
    this.next();
    if (this.token !== T.parenOpen) throw new Unsure(this.start, "unknown import");
    this.importCall("import", start, null);
  }
}
