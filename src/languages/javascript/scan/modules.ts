import type { Site } from "./context.js";
import type { ImportedName } from "./import.js";
import { Statements } from "./statements.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** `import` and `export` statements. */
export abstract class Modules extends Statements {
  protected override importStatement(): void {
    const offset = this.start;
    this.next();
    if (this.token === T.string) {
      const site = this.site("import", offset);
      site.names = [];
      this.fromString(site);
      return;
    }
    const written = this.typeModifier();
    if (this.isWord() && this.peek().token === T.assign) {
      this.importEquals(offset, written);
      return;
    }
    const site = this.site(this.phase(), offset);
    if (written) site.typeOnly = "written";
    const names: ImportedName[] = [];
    if (this.isWord()) {
      names.push({ imported: "default", local: this.local() });
      if (this.token === T.comma) this.next();
      else {
        this.fromClause(site, names);
        return;
      }
    }
    if (this.token === T.binary && this.isText("*")) {
      this.next();
      this.expect(T.cAs);
      names.push({ imported: "*", local: this.local() });
    } else {
      const values = [...names];
      const types = this.specifiers(names, values);
      if (types > 0 && values.length === 0) site.typeOnly ??= "all-names-types";
      else if (types > 0) {
        this.fromClause(site, values);
        return;
      }
    }
    this.fromClause(site, names);
  }

  private local(): string {
    if (this.token !== T.name && this.token < 100) throw new Unsure(this.start, "name expected");
    const name = this.tokenText();
    this.declare(true);
    this.next();
    return name;
  }

  private fromClause(site: Site, names: ImportedName[]): void {
    site.names = names;
    this.expect(T.cFrom);
    this.fromString(site);
  }

  private fromString(site: Site): void {
    if (this.token !== T.string) throw new Unsure(this.start, "specifier expected");
    site.specifier = this.stringValue();
    this.next();
    if (this.token === T.kWith || (!this.newline && this.isText("assert"))) {
      this.next();
      this.objectLiteral();
    }
    site.end = this.previousEnd;
    this.endStatement();
  }

  /** Reads over `type` (or Flow's `typeof`) where it is one; it may also be a name. */
  private typeModifier(): boolean {
    if (this.token === T.kTypeof) {
      this.next();
      return true;
    }
    if (this.token !== T.cType) return false;
    const after = this.peek();
    if (after.token === T.braceOpen || (after.token === T.binary && this.text[after.start] === "*")) {
      this.next();
      return true;
    }
    if (after.token !== T.name && after.token < 100) return false;
    if (after.token === T.cFrom && !/^\s*(=|from\b)/.test(this.text.slice(after.end, after.end + 100))) return false;
    this.next();
    return true;
  }

  private phase(): "import" | "import defer" | "import source" {
    if (this.token !== T.name) return "import";
    const after = this.peek();
    if (this.isText("defer") && after.token === T.binary) {
      this.next();
      return "import defer";
    }
    if (this.isText("source") && (after.token === T.name || after.token >= 100)) {
      if (after.token === T.cFrom && !/^\s*from\b/.test(this.text.slice(after.end, after.end + 100))) return "import";
      this.next();
      return "import source";
    }
    return "import";
  }

  /**
   * Names in braces.
   *
   * @param all takes every name
   * @param values takes those without the word `type`
   * @returns how many are types
   */
  private specifiers(all: ImportedName[], values: ImportedName[]): number {
    let types = 0;
    this.expect(T.braceOpen);
    while (this.token !== T.braceClose) {
      const words: string[] = [];
      while (this.isWord() || this.token === T.string) {
        const last = this.peek().token;
        if (last === T.comma || last === T.braceClose) this.declare(true);
        words.push(this.token === T.string ? this.stringValue() : this.tokenText());
        this.next();
      }
      const isType = (words.length === 2 || words.length === 4) && (words[0] === "type" || words[0] === "typeof");
      const named = isType ? words.slice(1) : words;
      const [imported, as, local = imported] = named;
      if (imported === undefined || local === undefined || named.length === 2 || named.length > 3)
        throw new Unsure(this.start, "name expected");
      if (as !== undefined && as !== "as") throw new Unsure(this.start, "as expected");
      const name = { imported, local };
      all.push(name);
      if (isType) types += 1;
      else values.push(name);
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.braceClose);
    return types;
  }

  /** `import x = require("y")` or `import x = A.B`. */
  private importEquals(offset: number, written: boolean): void {
    const local = this.local();
    this.expect(T.assign);
    if (this.token === T.cRequire && this.peek().token === T.parenOpen) {
      this.next();
      this.next();
      if (this.token !== T.string) throw new Unsure(this.start, "specifier expected");
      const site = this.site("import-equals", offset);
      site.specifier = this.stringValue();
      site.names = [{ imported: "*", local }];
      if (written) site.typeOnly = "written";
      this.next();
      this.expect(T.parenClose);
      site.end = this.previousEnd;
    } else {
      this.used.add(this.tokenText());
      this.entityName();
    }
    this.endStatement();
  }

  protected override exportStatement(): void {
    const offset = this.start;
    this.next();
    switch (this.token) {
      case T.kDefault:
        this.next();
        this.exportDefault();
        return;
      case T.braceOpen:
        this.exportNames(offset, false);
        return;
      case T.binary:
        this.exportAll(offset, false);
        return;
      case T.assign:
        this.next();
        this.expression();
        this.endStatement();
        return;
      case T.cAs:
        this.next();
        this.next();
        this.next();
        this.endStatement();
        return;
      case T.kImport: {
        const before = this.sites.length;
        this.next();
        this.importEquals(offset, this.typeModifier());
        for (let at = before; at < this.sites.length; at += 1) this.exportedAgain(this.sites[at]);
        return;
      }
      case T.cType: {
        const after = this.peek();
        if (after.token === T.braceOpen || after.token === T.binary) {
          this.next();
          after.token === T.binary ? this.exportAll(offset, true) : this.exportNames(offset, true);
          return;
        }
      }
    }
    this.statement();
  }

  private exportedAgain(site: Site | undefined): void {
    if (site === undefined) return;
    site.reexported = true;
    for (const { local } of site.names ?? []) if (local !== null) this.used.add(local);
  }

  private exportDefault(): void {
    if (this.token === T.kFunction || this.token === T.kClass || this.token === T.at) {
      this.statement();
      return;
    }
    if (this.token === T.cAsync || this.token === T.cAbstract || this.token === T.cInterface) {
      const after = this.peek();
      const declares =
        this.token === T.cAsync
          ? after.token === T.kFunction
          : this.dialect.types && (after.token === T.kClass || after.token === T.name);
      if (declares && !after.newline) {
        this.statement();
        return;
      }
    }
    this.assignment();
    this.endStatement();
  }

  private exportAll(offset: number, written: boolean): void {
    if (!this.isText("*")) throw new Unsure(this.start, "unexpected token");
    this.next();
    let local: string | null = null;
    if (this.eat(T.cAs)) {
      local = this.token === T.string ? this.stringValue() : this.tokenText();
      this.next();
    }
    const site = this.exportSite(offset, written);
    this.fromClause(site, [{ imported: "*", local }]);
  }

  private exportSite(offset: number, written: boolean): Site {
    const site = this.site("export-from", offset);
    site.reexported = true;
    if (written) site.typeOnly = "written";
    return site;
  }

  private exportNames(offset: number, written: boolean): void {
    const names: ImportedName[] = [];
    const values: ImportedName[] = [];
    const { bindings } = this;
    const before = bindings.length;
    const types = this.specifiers(names, values);
    if (bindings.length > before) this.unbind(before);
    if (this.token !== T.cFrom) {
      if (!written) for (const { imported } of values) this.used.add(imported);
      this.endStatement();
      return;
    }
    const site = this.exportSite(offset, written);
    if (types > 0 && values.length === 0) site.typeOnly ??= "all-names-types";
    this.fromClause(site, types > 0 && values.length > 0 ? values : names);
  }
}
