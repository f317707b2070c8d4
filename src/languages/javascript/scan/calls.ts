import { C, type Context, type Site } from "./context.js";
import { Functions } from "./functions.js";
import type { ImportedName } from "./import.js";
import { cooked } from "./strings.js";
import { T } from "./tokens.js";
import { Unsure } from "./unsure.js";

/** What a call's bracket would call, as far as imports are called by it. */
export type Callee = "other" | "require" | "resolve" | "module" | "create" | "meta" | "meta-resolve";

/** Calls: what is called, the arguments, and those that import. */
export abstract class Calls extends Functions {
  /** What has just been read, for the bracket that may follow. */
  protected callee: Callee = "other";
  /** `require` or the alias that `callee` rests on; null where it cannot be another's. */
  protected calleeName: string | null = null;
  /** Place of the last name that a called function can be known by. */
  protected nameStart = 0;
  protected nameEnd = 0;
  /** Whether the expression just read is `a + b + …`. */
  protected isSum = false;
  protected lastTemplate = { start: -1, headEnd: 0, whole: false, end: 0 };

  /** Forgets what the expression read so far could have meant for imports. */
  protected override opaque(): void {
    this.value = null;
    this.callee = "other";
    this.nameEnd = this.nameStart;
    this.isSum = false;
  }

  /** A property after a dot. */
  protected member(): void {
    if (!this.isWord() && this.token !== T.private) throw new Unsure(this.start, "name expected");
    const { value, callee, calleeName } = this;
    const { start, end } = this;
    this.opaque();
    if (value?.is === "site" && value.member === null && (value.kind !== "import()" || value.awaited)) {
      value.member = this.tokenText();
      this.value = value;
    } else if (value?.is === "context" && value.kind === C.function && !value.generator) {
      if ((this.isText("call") || this.isText("apply")) && this.peek().token === T.parenOpen) value.called = true;
    } else if (callee === "require" && this.isText("resolve")) {
      this.callee = "resolve";
      this.calleeName = calleeName;
    } else if (callee === "module" && this.token === T.cRequire) {
      this.callee = "require";
      this.calleeName = null;
    } else if (callee === "meta" && this.isText("resolve")) this.callee = "meta-resolve";
    else if (this.isText("createRequire")) this.callee = "create";
    this.nameStart = start;
    this.nameEnd = end;
    this.next();
  }

  /**
   * Arguments with their brackets.
   *
   * @param called the function that is called where it stands, if it is one
   * @returns the import that an argument is, if one is
   */
  protected callArguments(called: Context | null): Site | null {
    const { inConsequent } = this;
    this.inConsequent = false;
    let imported: Site | null = null;
    this.expect(T.parenOpen);
    for (let index = 0; this.token !== T.parenClose; index += 1) {
      this.eat(T.ellipsis);
      this.assignment();
      const { value } = this;
      if (value?.is === "site") imported ??= value;
      else if (called !== null && value?.is === "context" && value.kind === C.function) {
        value.handedTo = called;
        value.handedIndex = index;
      }
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.parenClose);
    this.inConsequent = inConsequent;
    return imported;
  }

  /** A call that imports; the current token is its bracket. */
  protected importCall(
    callee: "require" | "resolve" | "meta-resolve" | "import",
    start: number,
    name: string | null,
  ): void {
    const kinds = {
      require: "require",
      resolve: "require.resolve",
      "meta-resolve": "import.meta.resolve",
      import: "import()",
    } as const;
    const site = this.site(kinds[callee], start);
    site.callee = name;
    const { inConsequent } = this;
    this.inConsequent = false;
    this.next();
    if (this.token === T.parenClose) site.reason = "no argument";
    else if (this.token === T.ellipsis) site.reason = "spread";
    else this.specifier(site);
    while (this.token !== T.parenClose) {
      this.eat(T.ellipsis);
      this.assignment();
      if (!this.eat(T.comma)) break;
    }
    this.expect(T.parenClose);
    this.inConsequent = inConsequent;
    site.end = this.previousEnd;
    this.opaque();
    if (callee === "require" || callee === "import") this.value = site;
  }

  private specifier(site: Site): void {
    const { token, start, end } = this;
    const string = token === T.string ? this.stringValue() : null;
    const concatenated = string !== null && this.text.charAt(this.peek().start) === "+";
    this.assignment();
    if (string !== null) {
      if (this.previousEnd === end) site.specifier = string;
      else if (concatenated && this.isSum) {
        site.prefix = string;
        site.reason = "concatenation";
      }
    } else if (token === T.template) this.templateSpecifier(site, start);
    if (this.token !== T.parenClose) this.expect(T.comma);
  }

  private templateSpecifier(site: Site, start: number): void {
    const { lastTemplate } = this;
    if (lastTemplate.start !== start || lastTemplate.end !== this.previousEnd) return;
    const head = cooked(this.text.slice(start + 1, lastTemplate.headEnd), start);
    if (lastTemplate.whole) site.specifier = head;
    else {
      site.prefix = head === "" ? null : head;
      site.reason = "template";
    }
  }

  /** Gives an import the names that it is bound to, unless it is a promise still. */
  protected override named(site: Site, names: ImportedName[]): void {
    if (site.kind === "import()" && !site.awaited) return;
    if (site.member === null) site.names = names;
    else {
      const only = names.length === 1 && names[0]?.imported === "*" ? names[0] : undefined;
      if (only !== undefined) site.names = [{ imported: site.member, local: only.local }];
    }
  }

  /** A variable now holds what `createRequire` gave. */
  protected override created(name: string): void {
    const base = this.value?.is === "created" ? this.value.base : null;
    for (let at = this.bindings.length - 1; at >= 0; at -= 1) {
      const binding = this.bindings[at];
      if (binding?.name === name) {
        binding.creates = true;
        binding.base = base;
        return;
      }
    }
  }
}
