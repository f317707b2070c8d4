/** A place where tests put something else in a module's place, or load modules anew. */
export interface Replacement {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  /** What it is done with, as written: "proxyquire". */
  readonly by: string;
}

/** What changes which module a later `require` finds, in the words of the tools that do it. */
const REPLACES =
  /\b(?:proxyquire|rewire|mockery|mock-require|requireInject|testdouble|quibble|resetModules|isolateModules|doMock|vi\.mock|unstable_mockModule|esmock|mock\.module|replaceEsm|unmock|setMock|require\.cache|_load|useFakeTimers|install\(\{? ?(?:now|toFake))\b/;
/** What puts something in the place of a module, or of what it exports, for all who ask for it by that path. */
export const STANDS_IN = /\w*(?:mock|spy|stub|sinon|quibble|proxyquire|rewire|testdouble|replaceEsm)\w*/i;
const LITERAL = /(["'`])((?:\.{1,2}\/|@?[\w-])[^"'`\s]*)\1/g;

/** What is given a property, but for a module's own exports. */
const ASSIGNED = /(?<!exports|module)\.([^\s.=()[\]{};,:!<>+\-*/%&|^?~"'`#@\\]+)\s*=(?![=>])/g;
/** What gives a property another value by its name. */
const REPLACERS = /(?:stub|spy|spyOn|replace|mock|method|patch|swap|set)\w*\(/;

/**
 * Modules that a file may put others in the place of: what it replaces by is there while the replaced module's importers load, and may be
 * gone when a function of theirs asks.
 *
 * @param resolve an absolute file, null for none
 * @param words what a text has that does this
 * @returns by absolute file
 */
export function replacedModules(
  text: string,
  shown: string,
  resolve: (specifier: string) => string | null,
  words: RegExp = REPLACES,
): ReadonlyMap<string, Replacement> {
  const found = new Map<string, Replacement>();
  const by = words.exec(text)?.[0];
  if (by === undefined) return found;
  for (const match of text.matchAll(LITERAL)) {
    const file = resolve(match[2] ?? "");
    if (file === null || found.has(file)) continue;
    found.set(file, { file: shown, line: text.slice(0, match.index).split("\n").length, by });
  }
  return found;
}

/** Where a text may give properties that were taken from a module as it loaded another value later: it assigns them, or replaces them by name. */
export class ReboundProperties {
  /** By name, what is assigned first. */
  private readonly assigned = new Map<string, number>();
  private readonly hasReplacers: boolean;

  constructor(private readonly text: string) {
    for (const { 1: name = "", index } of text.matchAll(ASSIGNED)) {
      if (!this.assigned.has(name)) this.assigned.set(name, index);
    }
    this.hasReplacers = REPLACERS.test(text);
  }

  /** The line, or null for nowhere. @param property as it is exported */
  lineOf(property: string): number | null {
    const at = this.assigned.get(property) ?? this.replacedAt(property);
    return at === null ? null : this.text.slice(0, at).split("\n").length;
  }

  private replacedAt(property: string): number | null {
    if (!this.hasReplacers || !this.text.includes(property)) return null;
    const name = property.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return new RegExp(`${REPLACERS.source}[^()]{0,200}["'\`]${name}["'\`]`).exec(this.text)?.index ?? null;
  }
}
