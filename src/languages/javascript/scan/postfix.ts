import { C } from "./context.js";
import { isHelper } from "./helpers.js";
import { Operands } from "./operands.js";
import { T } from "./tokens.js";

/** What follows an operand: members, calls, templates. */
export abstract class Postfix extends Operands {
  /** An operand with its members and calls. */
  protected postfix(): void {
    const start = this.start;
    this.primary();
    if (!this.arrowRead) this.tail(start);
  }

  protected override tail(start: number): void {
    for (;;) {
      switch (this.token) {
        case T.dot:
          this.next();
          this.member();
          break;
        case T.optionalDot:
          this.next();
          if (
            this.token !== T.parenOpen &&
            this.token !== T.bracketOpen &&
            this.token !== T.template &&
            this.token !== T.less
          ) {
            this.member();
          }
          break;
        case T.bracketOpen:
          this.next();
          this.bracketed();
          this.opaque();
          break;
        case T.parenOpen:
          this.call(start);
          break;
        case T.template:
          this.template();
          this.opaque();
          break;
        case T.not:
          if (!this.dialect.types || this.newline) return;
          this.next();
          break;
        case T.less:
          if (!this.dialect.types || this.attempt(() => this.callTypeArguments()) === null) return;
          break;
        case T.increment:
          if (this.newline) return;
          this.next();
          this.opaque();
          return;
        default:
          return;
      }
    }
  }

  protected bracketed(): void {
    const { inConsequent } = this;
    this.inConsequent = false;
    this.expression();
    this.inConsequent = inConsequent;
    this.expect(T.bracketClose);
  }

  /** Type arguments of a call, told from comparisons as TypeScript does: by what follows them. */
  protected callTypeArguments(): true | null {
    this.typeArguments();
    const { token } = this;
    if (token === T.parenOpen || token === T.template) return true;
    if (token === T.less || token === T.greater || token === T.plusMinus) return null;
    if (this.newline || (token > T.plusMinus && token <= T.nullish)) return true;
    if (token === T.kIn || token === T.kInstanceof || token === T.cAs || token === T.cSatisfies) return true;
    const begins =
      this.isWord() ||
      token === T.string ||
      token === T.number ||
      token === T.braceOpen ||
      token === T.bracketOpen ||
      (token >= T.increment && token < T.plusMinus);
    return begins ? null : true;
  }

  protected call(start: number): void {
    const { value, callee } = this;
    if (value?.is === "context" && value.kind === C.function && !value.generator) value.called = true;
    const called = value?.is === "context" ? value : null;
    if (callee === "require" || callee === "resolve" || callee === "meta-resolve") {
      this.importCall(callee, start, this.calleeName);
      return;
    }
    if (value?.is === "created") {
      this.importCall("require", start, null);
      if (this.value?.is === "site") this.value.base = value.base;
      return;
    }
    const name = this.text.slice(this.nameStart, this.nameEnd);
    const from = this.end;
    const imported = this.callArguments(called);
    this.opaque();
    if (callee === "create") this.value = { is: "created", base: this.baseText(from, this.previousEnd - 1) };
    else if (imported !== null && isHelper(name)) {
      imported.helper ??= name;
      this.value = imported;
    }
  }

  protected baseText(from: number, to: number): string | null {
    const text = this.text.slice(from, to).trim();
    return /^(import\s*\.\s*meta\s*\.\s*(url|filename)|__filename)$/.test(text) ? null : text;
  }
}
