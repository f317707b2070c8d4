import { C, type Site } from "./context.js";
import { Postfix } from "./postfix.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Operators and assignments, of which only those that make their operand conditional are of interest. */
export abstract class Expressions extends Postfix {
  protected override expression(): void {
    this.assignment();
    while (this.token === T.comma) {
      this.next();
      this.assignment();
      this.value = null;
    }
  }

  protected override assignment(): void {
    this.enter();
    const start = this.start;
    this.arrowRead = false;
    if (this.token === T.cYield && this.generator) this.yieldOperand();
    else {
      this.conditional();
      const { token } = this;
      if (this.arrowRead) this.arrowRead = false;
      else if ((token >= T.assign && token <= T.assignLogical) || token === T.slashAssign) this.assign(start);
    }
    this.depth -= 1;
  }

  private yieldOperand(): void {
    this.next();
    if (!this.newline) {
      if (this.token === T.binary && this.isText("*")) {
        this.next();
        this.assignment();
      } else if (!this.endsOperand()) this.assignment();
    }
    this.opaque();
  }

  /** Whether the current token cannot begin an operand. */
  private endsOperand(): boolean {
    switch (this.token) {
      case T.end:
      case T.braceClose:
      case T.parenClose:
      case T.bracketClose:
      case T.semicolon:
      case T.comma:
      case T.colon:
      case T.kIn:
      case T.question:
        return true;
    }
    return this.isText("of");
  }

  private assign(start: number): void {
    const leftEnd = this.previousEnd;
    const { token } = this;
    const around = this.context;
    if (token === T.assignLogical) {
      const first = this.text.charCodeAt(this.start);
      this.within(first === 38 ? C.whenTrue : first === 124 ? C.whenFalse : C.whenNullish, start, leftEnd);
    }
    this.next();
    this.assignment();
    this.context = around;
    if (token === T.assign && this.value !== null) this.assigned(this.text.slice(start, leftEnd));
    this.opaque();
  }

  /** What an assignment's left side says of the value just read. */
  private assigned(left: string): void {
    const { value } = this;
    if (value === null) return;
    if (value.is === "context")
      this.nameValue(/(?:^|\.)\s*(#?[\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(left)?.[1] ?? null);
    else if (value.is === "created") this.created(left);
    else this.assignedImport(value, left);
  }

  private assignedImport(site: Site, left: string): void {
    if (site.kind === "require" && /^(?:module\s*\.\s*)?exports(?:\s*\.\s*[\p{ID_Continue}$]+)*$/u.test(left)) {
      site.reexported = true;
    }
    if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(left)) this.named(site, [{ imported: "*", local: left }]);
  }

  private conditional(): void {
    const start = this.start;
    this.logical();
    if (this.token !== T.question || this.arrowRead) return;
    const end = this.previousEnd;
    const around = this.context;
    const { inConsequent } = this;
    this.next();
    this.within(C.whenTrue, start, end);
    this.inConsequent = true;
    this.assignment();
    this.inConsequent = inConsequent;
    this.context = around;
    this.expect(T.colon);
    this.within(C.whenFalse, start, end);
    this.assignment();
    this.context = around;
    this.opaque();
  }

  private logical(): void {
    const around = this.context;
    const first = this.start;
    for (;;) {
      const within = this.context;
      const start = this.start;
      this.binary();
      while (this.token === T.and && !this.arrowRead) {
        this.context = within;
        this.within(C.whenTrue, start, this.previousEnd);
        this.next();
        this.binary();
        this.opaque();
      }
      this.context = around;
      if (this.arrowRead) return;
      if (first !== start) this.opaque();
      if (this.token !== T.or && this.token !== T.nullish) return;
      this.within(this.token === T.or ? C.whenFalse : C.whenNullish, first, this.previousEnd);
      this.next();
    }
  }

  private binary(): void {
    this.unary();
    if (this.arrowRead) return;
    let sum = true;
    for (let operators = 0; ; operators += 1) {
      const { token } = this;
      if (token >= T.plusMinus && token <= T.ampersand) {
        if (token === T.slashAssign) return;
        if (token === T.greater && this.wholeGreater()) {
          this.token = T.assignOperator;
          return;
        }
        sum &&= this.keepsSum(operators);
      } else if (token === T.kIn || token === T.kInstanceof) sum = false;
      else if (this.dialect.types && !this.newline && (token === T.cAs || token === T.cSatisfies)) {
        this.next();
        if (!this.eat(T.kConst)) this.type();
        sum = false;
        this.isSum = false;
        continue;
      } else return;
      this.next();
      this.unary();
      if (this.arrowRead) throw new Unsure(this.start, "arrow function as an operand");
      this.opaque();
      this.isSum = sum;
    }
  }

  /** Whether the whole is still a sum of strings after the current operator. */
  private keepsSum(operators: number): boolean {
    if (this.token === T.plusMinus) return this.text.charCodeAt(this.start) === 43;
    return operators > 0 && this.end === this.start + 1 && /[*/%]/.test(this.tokenText());
  }

  private unary(): void {
    let opaque = false;
    let awaited = false;
    for (;;) {
      const { token } = this;
      if (token === T.not || token === T.plusMinus || token === T.tilde || token === T.increment) this.next();
      else if (token === T.kDelete || token === T.kVoid) this.next();
      else if (token === T.kTypeof) {
        this.next();
        if (this.token === T.cRequire && !this.isCalledNext()) {
          // Asking what `require` is passes nothing on.
          this.next();
          this.opaque();
          return;
        }
      } else if (token === T.cAwait && this.awaits()) {
        this.next();
        awaited = true;
        continue;
      } else if (token === T.less && this.dialect.types && this.typedLess()) {
        if (this.arrowRead) return;
        continue;
      } else break;
      opaque = true;
    }
    this.postfix();
    if (this.arrowRead) {
      if (opaque || awaited) throw new Unsure(this.start, "arrow function as an operand");
      return;
    }
    if (opaque) this.opaque();
    if (awaited) {
      if (this.value?.is === "site") this.value.awaited = true;
      else this.opaque();
    }
  }

  private isCalledNext(): boolean {
    const after = this.peek().token;
    return after === T.parenOpen || after === T.dot || after === T.bracketOpen || after === T.optionalDot;
  }

  /** `<T>(x) => …` or `<T>x`; false where JSX begins. */
  private typedLess(): boolean {
    if (this.typedArrow(false)) return true;
    if (this.dialect.jsx) return false;
    this.typeArguments();
    return true;
  }

  /** Whether `await` is an operator here; outside of async functions it may be a name. */
  private awaits(): boolean {
    if (this.async) return true;
    const { token, newline } = this.peek();
    if (token === T.slash || token === T.slashAssign) throw new Unsure(this.start, "await or division");
    if (newline || token === T.kIn || token === T.kInstanceof || token === T.arrow) return false;
    if (token === T.parenOpen || token === T.bracketOpen || token === T.plusMinus) return this.functionStart < 0;
    return (
      token === T.name ||
      token === T.not ||
      token === T.string ||
      token === T.number ||
      token === T.template ||
      token === T.braceOpen ||
      token >= 50
    );
  }
}
