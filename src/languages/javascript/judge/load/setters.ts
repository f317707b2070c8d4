/** `set name(value)`, also in quotes; one whose name is computed has a bracket there. */
const WRITTEN = /\bset(?:\s+([\w$]+)|\s*["'`]([^"'`\n]+)["'`]|\s*\[([^\]\n]*)\]\s*\([^()]*\)\s*\{)/g;
/** In brackets: a text, or a symbol, of which no name is one. */
const LITERAL = /^\s*(["'`])([^"'`$]*)\1\s*$/;
const SYMBOL = /^\s*Symbol\.\w+\s*$/;
/** What gives a property a setter by a call. */
const DEFINES = /\bdefinePropert|__defineSetter__/;
const WITH_SETTER = /\bset\b|__defineSetter__/;

/**
 * Names of setters, as far as the texts of a program tell: of those that are defined by a call, all that stand in quotes there, or before a
 * colon.
 */
export class Setters {
  private readonly names = new Set<string>();
  private readonly defining: string[] = [];
  private isAny = false;
  /** Whether names are those of setters that calls define. */
  private readonly asked = new Map<string, boolean>();

  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      if (!WITH_SETTER.test(text)) continue;
      for (const [, name, quoted, computed] of text.matchAll(WRITTEN)) {
        const written = name ?? quoted ?? LITERAL.exec(computed ?? "")?.[2];
        if (written !== undefined) this.names.add(written);
        else if (!SYMBOL.test(computed ?? "")) this.isAny = true;
      }
      if (DEFINES.test(text)) this.defining.push(text);
    }
  }

  has(name: string): boolean {
    if (this.isAny || this.names.has(name)) return true;
    const known = this.asked.get(name) ?? this.isDefined(name);
    this.asked.set(name, known);
    return known;
  }

  private isDefined(name: string): boolean {
    const own = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const defined = new RegExp(`(["'\`])${own}\\1|(?<![\\w$])${own}\\s*:`);
    return this.defining.some((text) => text.includes(name) && defined.test(text));
  }
}
