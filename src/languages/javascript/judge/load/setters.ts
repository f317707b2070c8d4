/** `set name(value)`, also in quotes; one whose name is computed has a bracket there. */
const WRITTEN = /\bset(?:\s+([\w$]+)|\s*["'`]([^"'`\n]+)["'`]|\s*(\[)[^\]\n]*\]\s*\([^()]*\)\s*\{)/g;
/** What gives a property a setter by a call, whose name may stand anywhere. */
const DEFINES = /\bdefinePropert|__defineSetter__/;
const WITH_SETTER = /\bset\b|__defineSetter__/;

/** Names of setters, as far as the texts of a program tell: of one that is defined by a call, all words of that text. */
export class Setters {
  private readonly names = new Set<string>();
  private readonly defining: string[] = [];
  private isAny = false;

  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      if (!WITH_SETTER.test(text)) continue;
      for (const [, name, quoted, computed] of text.matchAll(WRITTEN)) {
        if (computed !== undefined) this.isAny = true;
        else this.names.add(name ?? quoted ?? "");
      }
      if (DEFINES.test(text)) this.defining.push(text);
    }
  }

  has(name: string): boolean {
    return this.isAny || this.names.has(name) || this.defining.some((text) => text.includes(name));
  }
}
