import type { Context, Site } from "./context.js";
import type { ImportedName } from "./import.js";
import { T } from "./tokens.js";
import { Types } from "./types.js";
import { Unsure } from "./unsure.js";

/** What a pattern is read for. */
export interface Binder {
  /** Whether its names are bound in the whole function (`var`, parameters) or in the block. */
  readonly hoisted: boolean;
  readonly parameterOf: Context | null;
}

export const VAR: Binder = { hoisted: true, parameterOf: null };
export const LEXICAL: Binder = { hoisted: false, parameterOf: null };

/** Names that declarations bind: `a`, `{a, b: [c]}`, `[a = 1, ...b]`. */
export abstract class Patterns extends Types {
  protected abstract assignment(): void;
  protected abstract propertyKey(): string | null;

  /**
   * Reads a pattern.
   *
   * @returns the names that it takes from a module's value, where it is one that could be imported
   */
  protected pattern(binder: Binder): ImportedName[] {
    this.enter();
    let names: ImportedName[] = [];
    if (this.token === T.braceOpen) names = this.objectPattern(binder);
    else if (this.token === T.bracketOpen) {
      this.arrayPattern(binder);
      names = [{ imported: "*", local: null }];
    } else {
      names = [{ imported: "*", local: this.bindingName(binder) }];
    }
    this.depth -= 1;
    return names;
  }

  protected bindingName(binder: Binder): string {
    if (this.token !== T.name && this.token < 100 && !(this.token === T.kThis && this.dialect.types)) {
      throw new Unsure(this.start, "name expected");
    }
    this.declare(binder.hoisted, binder.parameterOf);
    const name = this.tokenText();
    this.next();
    return name;
  }

  private objectPattern(binder: Binder): ImportedName[] {
    const names: ImportedName[] = [];
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) {
      if (this.eat(T.ellipsis)) names.push({ imported: "*", local: this.bindingName(binder) });
      else names.push(this.patternProperty(binder));
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.braceClose);
    return names;
  }

  private patternProperty(binder: Binder): ImportedName {
    const after = this.isWord() ? this.peek().token : T.colon;
    let name: ImportedName;
    if (after === T.comma || after === T.braceClose || after === T.assign) {
      const local = this.bindingName(binder);
      name = { imported: local, local };
    } else {
      const imported = this.propertyKey() ?? "*";
      this.expect(T.colon);
      const plain = this.token !== T.braceOpen && this.token !== T.bracketOpen;
      const inner = this.pattern(binder);
      name = { imported, local: plain ? (inner[0]?.local ?? null) : null };
    }
    if (this.eat(T.assign)) this.initial(name.local);
    return name;
  }

  private arrayPattern(binder: Binder): void {
    this.expect(T.bracketOpen);
    while (this.token !== T.bracketClose) {
      if (this.eat(T.comma)) continue;
      this.eat(T.ellipsis);
      const names = this.pattern(binder);
      if (this.eat(T.assign)) this.initial(plainLocal(names));
      if (this.token !== T.bracketClose) this.expect(T.comma);
    }
    this.next();
  }

  /** A value that a name is given, if it is one name. */
  protected initial(local: string | null): void {
    this.assignment();
    const { value } = this;
    if (local === null || value === null) return;
    if (value.is === "context") this.nameValue(local);
    else if (value.is === "site") this.named(value, [{ imported: "*", local }]);
    else this.created(local);
  }

  protected abstract named(site: Site, names: ImportedName[]): void;
  protected abstract created(name: string): void;

  /** Parameters with their brackets. */
  protected parameters(of: Context): void {
    const binder: Binder = { hoisted: true, parameterOf: of };
    this.expect(T.parenOpen);
    while (this.token !== T.parenClose) {
      while (this.token === T.at) this.decorator();
      if (this.dialect.types) this.parameterModifiers();
      this.eat(T.ellipsis);
      const names = this.pattern(binder);
      if (this.dialect.types) {
        this.eat(T.question);
        if (this.eat(T.colon)) this.type();
      }
      if (this.eat(T.assign)) this.initial(plainLocal(names));
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.parenClose);
  }

  protected abstract decorator(): void;

  /** `private readonly x`, of a constructor's parameter that is a property too. */
  private parameterModifiers(): void {
    while (this.token === T.name && /^(public|private|protected|readonly|override)$/.test(this.tokenText())) {
      const after = this.peek().token;
      if (after !== T.name && after < 50 && after !== T.braceOpen && after !== T.bracketOpen) return;
      this.next();
    }
  }
}

/** The name of a pattern that is nothing but one. */
export function plainLocal(names: readonly ImportedName[]): string | null {
  return names.length === 1 && names[0]?.imported === "*" ? names[0].local : null;
}
