import { C } from "./context.js";
import { Modules } from "./modules.js";
import { LEXICAL } from "./patterns.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** Declarations that only TypeScript has. */
export class Parser extends Modules {
  /**
   * Reads the whole text.
   *
   * @param last no import begins after this offset: what stands behind the statement there need not be read
   */
  program(last: number): void {
    this.next();
    while (this.token !== T.end && this.start <= last) this.statement();
  }

  protected override parameterNames(head: string): readonly string[] {
    const parser = new Parser(head, this.dialect, this.aliases);
    parser.headOnly = true;
    parser.next();
    parser.parameters(parser.module);
    return parser.bindings.filter(({ parameterOf }) => parameterOf === parser.module).map(({ name }) => name);
  }

  protected override typedDeclaration(): boolean {
    const after = this.peek();
    const named = (after.token === T.name || after.token >= 100) && !after.newline;
    switch (this.token) {
      case T.cInterface:
        if (!named) return false;
        this.interfaceDeclaration();
        return true;
      case T.cType:
        if (!named) return false;
        this.typeAlias();
        return true;
      case T.kEnum:
        this.enumDeclaration();
        return true;
      case T.cNamespace:
      case T.cModule:
        if (!named && !(after.token === T.string && !after.newline)) return false;
        this.namespaceDeclaration();
        return true;
      case T.cGlobal:
        if (after.token !== T.braceOpen) return false;
        this.next();
        this.around(C.declared, null, () => this.block());
        return true;
      case T.cDeclare:
        if (
          after.newline ||
          !(after.token === T.name || after.token >= 50) ||
          after.token === T.kIn ||
          after.token === T.kInstanceof
        )
          return false;
        this.next();
        this.around(C.declared, null, () => this.statement());
        return true;
      case T.cAbstract:
        if (after.token !== T.kClass || after.newline) return false;
        this.next();
        this.classDeclaration();
        return true;
    }
    return false;
  }

  private interfaceDeclaration(): void {
    this.next();
    this.next();
    if (this.token === T.less) this.typeParameters();
    if (this.token === T.kExtends) {
      do {
        this.next();
        this.entityName();
      } while (this.token === T.comma);
    }
    this.balanced();
  }

  private typeAlias(): void {
    this.next();
    this.next();
    if (this.token === T.less) this.typeParameters();
    this.expect(T.assign);
    this.type();
    this.endStatement();
  }

  private enumDeclaration(): void {
    this.next();
    this.bindingName(LEXICAL);
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) {
      this.propertyKey();
      if (this.eat(T.assign)) this.assignment();
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.braceClose);
  }

  private namespaceDeclaration(): void {
    this.next();
    const isModule = this.token === T.string;
    const start = this.start;
    this.next();
    while (this.eat(T.dot)) this.next();
    const name = this.text.slice(start, this.previousEnd);
    if (this.token !== T.braceOpen) {
      if (!isModule) throw new Unsure(this.start, "unexpected token");
      this.endStatement();
      return;
    }
    if (isModule) this.around(C.declared, null, () => this.block());
    else this.around(C.namespace, name, () => this.namespaceBlock());
  }

  private namespaceBlock(): void {
    const { functionStart } = this;
    this.functionStart = this.start;
    this.block();
    this.functionStart = functionStart;
  }
}
