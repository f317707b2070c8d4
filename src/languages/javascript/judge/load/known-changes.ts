/** A module of which it is asked who changes it. */
export interface Meant {
  /** One of Node's modules by its full name: then only what it or an unknown one was asked for counts. */
  readonly builtin?: string;
  /** Whether what a specifier stands for in the file that may change it is certainly another object than what that module exports. */
  isOther?(specifier: string): boolean;
  /** Whether only what has a name of its own counts, not what is handed on. */
  readonly isNamed?: boolean;
}

/** What a file may give another value at any time, whoever's it is. */
export interface Changes {
  /**
   * Whether it gives a property of what it asks other modules for a new value, as far as names tell.
   *
   * @param isNested whether it is one of an object that another module exports, not of its exports themselves
   * @param meant what is known of the module that is asked about
   */
  changes(name: string, isNested: boolean, meant?: Meant): ChangedWhen;
  /**
   * Whether it does so with exports of any module, whatever their names.
   *
   * @param isNested whether with properties of what these hold
   */
  changesSome(isNested?: boolean, meant?: Meant): ChangedWhen;
  /** Names that its functions may export anew. */
  readonly exports: ReadonlySet<string>;
  /** Names of properties, of whatever object, that its functions assign. */
  readonly properties: ReadonlySet<string>;
  /** Whether it asks for modules by computed names, and so for any. */
  readonly asksForAny: boolean;
}

/** "load" for what is done while the file loads and never later; null for never. */
export type ChangedWhen = "load" | "later" | null;

export interface Assignment {
  readonly name: string;
  /** The name that the chain of members begins with; null for another expression. */
  readonly root: string | null;
  /** Whether the property is the root's own. */
  readonly isDirect: boolean;
  readonly isLater: boolean;
}

/** What a walk over a file's tree found of what it changes: plain data, so that it can be kept and handed to other threads. */
export interface ChangeFacts {
  readonly exports: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
  /** By the property's name. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  /** Names of what was asked for: of modules as they are, and of something of these. */
  readonly whole: ReadonlySet<string>;
  readonly parts: ReadonlySet<string>;
  /** By such names what was asked for; null for what is computed. */
  readonly askedFor: ReadonlyMap<string, ReadonlySet<string | null>>;
  /** Names of what was asked for by more than a `require`: in a helper, or by an `import`. */
  readonly askedOtherwise: ReadonlySet<string>;
  readonly foreignNames: ReadonlySet<string>;
  readonly ownNames: ReadonlySet<string>;
  readonly bare: ReadonlySet<string>;
  readonly changedAll: ReadonlyMap<string, ChangedWhen>;
  /** When computed names of what no name alone stands for are given values: `list[0][key] = …`. */
  readonly changesUnnamed: ChangedWhen;
  /** What was asked for and put somewhere, or handed to somebody, without a name of its own; null for what is computed. */
  readonly handedOn: ReadonlySet<string | null>;
  /** Whether it asks for modules by computed names. */
  readonly asksForAny: boolean;
  /** `Object.assign(require("…"), …)` */
  readonly changesAsked: ChangedWhen;
}

/** Answers what a file changes from what was found of it. */
export class KnownChanges implements Changes {
  constructor(readonly facts: ChangeFacts) {}

  get exports(): ReadonlySet<string> {
    return this.facts.exports;
  }

  get properties(): ReadonlySet<string> {
    return this.facts.properties;
  }

  get asksForAny(): boolean {
    return this.facts.asksForAny;
  }

  /** Of names that were asked for, once all was walked. */
  private readonly nestedAnswers = new Map<string, ChangedWhen>();
  private readonly ownAnswers = new Map<string, ChangedWhen>();

  changes(name: string, isNested: boolean, meant: Meant = {}): ChangedWhen {
    const { builtin } = meant;
    const answers = isNested ? this.nestedAnswers : this.ownAnswers;
    const key = builtin === undefined ? name : `${name}\0${builtin}`;
    let known = answers.get(key);
    if (known === undefined) {
      known = this.changed(name, isNested, builtin === undefined ? {} : { builtin });
      answers.set(key, known);
    }
    const isSame = meant.isOther === undefined && meant.isNamed !== true;
    return known === null || isSame ? known : this.changed(name, isNested, meant);
  }

  private changed(name: string, isNested: boolean, meant: Meant): ChangedWhen {
    const mayBe = (each: string): boolean => this.mayBe(each, meant.builtin);
    let found = this.facts.changesAsked;
    for (const [each, when] of this.facts.changedAll)
      if (
        mayBe(each) &&
        !this.isOther(each, meant) &&
        (this.facts.whole.has(each) || (isNested && this.facts.parts.has(each)))
      )
        found = latest(found, when);
    const leaks = this.leaks(meant);
    if (leaks && !isNested) found = latest(found, this.changesForeign());
    const all = this.facts.assignments.get(name);
    if (all === undefined) return found;
    for (const each of all)
      if (this.isForeign(each, isNested, leaks, meant)) found = latest(found, each.isLater ? "later" : "load");
    return found;
  }

  /** Whether the module that is meant is in hands that no name of the file tells. */
  private leaks(meant: Meant): boolean {
    const { whole, bare, handedOn } = this.facts;
    if (meant.isNamed === true) return false;
    for (const each of whole)
      if (bare.has(each) && this.mayBe(each, meant.builtin) && !this.isOther(each, meant)) return true;
    const isMeant = (each: string | null): boolean =>
      each === null ||
      (meant.builtin === undefined ? each === "" || meant.isOther?.(each) !== true : each === meant.builtin);
    return [...handedOn].some(isMeant);
  }

  /** When computed names of what may be anybody's are given values. */
  private changesForeign(): ChangedWhen {
    const { changedAll, changesUnnamed, ownNames, foreignNames } = this.facts;
    let found = changesUnnamed;
    for (const [name, when] of changedAll)
      if (!ownNames.has(name) || foreignNames.has(name)) found = latest(found, when);
    return found;
  }

  /** Whether a name of what was asked for may stand for one of Node's modules. */
  private mayBe(name: string, builtin: string | undefined): boolean {
    const asked = this.facts.askedFor.get(name);
    return builtin === undefined || asked === undefined || asked.has(null) || asked.has(builtin);
  }

  /** Whether a name certainly stands for the exports of modules that are not the one that is meant. */
  private isOther(name: string, { isOther }: Meant): boolean {
    if (
      isOther === undefined ||
      !this.facts.whole.has(name) ||
      this.facts.parts.has(name) ||
      this.facts.foreignNames.has(name)
    )
      return false;
    if (this.facts.ownNames.has(name) || this.facts.askedOtherwise.has(name)) return false;
    const asked = [...(this.facts.askedFor.get(name) ?? [])];
    return asked.length > 0 && asked.every((each) => each !== null && each !== "" && isOther(each));
  }

  private isForeign({ name, root, isDirect }: Assignment, isNested: boolean, leaks: boolean, meant: Meant): boolean {
    if (root === "require") return isNested || isDirect;
    if (root !== null && isDirect && this.isOther(root, meant)) return false;
    if (root !== null && (this.facts.whole.has(root) || this.facts.parts.has(root)))
      return this.mayBe(root, meant.builtin) && (isNested || (isDirect && this.facts.whole.has(root)));
    if (name === "prototype" || root === "this" || (!isNested && !leaks)) return false;
    return root === null || !this.facts.ownNames.has(root) || this.facts.foreignNames.has(root);
  }

  changesSome(isNested = false, meant: Meant = {}): ChangedWhen {
    let found = this.facts.changesAsked;
    if (isNested) {
      for (const name of this.facts.assignments.keys()) found = latest(found, this.changes(name, true));
      return found;
    }
    for (const all of this.facts.assignments.values())
      for (const { isDirect, isLater, root } of all)
        if (
          isDirect &&
          root !== null &&
          (root === "require" || (this.facts.whole.has(root) && !this.isOther(root, meant)))
        )
          found = latest(found, isLater ? "later" : "load");
    for (const [each, when] of this.facts.changedAll)
      if (this.facts.whole.has(each) && !this.isOther(each, meant)) found = latest(found, when);
    if (!this.leaks(meant)) return found;
    for (const [name, all] of this.facts.assignments)
      for (const each of all)
        if (this.isForeign({ ...each, name }, false, true, meant))
          found = latest(found, each.isLater ? "later" : "load");
    return latest(found, this.changesForeign());
  }
}

export function latest(a: ChangedWhen, b: ChangedWhen): ChangedWhen {
  return a === "later" || b === "later" ? "later" : (a ?? b);
}
