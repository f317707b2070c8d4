import type { LoadFacts } from "./facts.js";
import type { LoadGround } from "./load-ground.js";

/** Of one module at most so many are looked at that lead to it. */
const MOST_BEFORE = 60;
/** So many of these are tried as the one whose load another one is part of. */
const MOST_ENTRIES = 20;

/** What certainly was loaded before what, by what files ask for as they load. */
export class LoadOrder {
  private readonly brought = new Map<string, ReadonlySet<string>>();
  private readonly reached = new Map<string, ReadonlySet<string>>();
  private readonly before = new Map<string, ReadonlySet<string> | null>();
  private readonly parts = new Map<string, boolean>();

  constructor(private readonly around: Pick<LoadGround, "resolve" | "facts" | "importers" | "mayBeEdited">) {}

  /**
   * Whether a module's load is over whenever code of a file that asks for `target` has got it, if it loads at all: that load brings it, or
   * is all that may, and can't lead back to the file, which would then have met it half loaded.
   */
  isOver(module: string, target: string, file: string): boolean {
    if (this.reachedBy(target).has(file)) return false;
    return this.broughtBy(target).has(module) || this.isPart(module, target);
  }

  /**
   * Whether two modules load in one order, whoever begins: nothing leads to either but through a third one, whose load does what it always
   * does, and one of them loads within that or never. The other one then does so at its place within the same load, or after it.
   *
   * @param isGone whether a module loads later or never: what the third one's load does is told of these alone
   */
  isOneLoad(first: string, second: string, isGone: (module: string) => boolean): boolean {
    for (const entry of new Set([...this.nearest(first), ...this.nearest(second)])) {
      if (!isGone(entry) || !this.isLeft(entry)) continue;
      const [ways, others] = [this.leadingTo(first, entry), this.leadingTo(second, entry)];
      if (ways === null || others === null) continue;
      if (!this.comesWith(first, entry) && !this.comesWith(second, entry)) continue;
      if ([...ways, ...others].every((each) => isGone(each) && this.isLeft(each))) return true;
    }
    return false;
  }

  /** Whether a module loads within another one's load or never, where nothing else leads to it. */
  private comesWith(module: string, entry: string): boolean {
    return module === entry || this.broughtBy(entry).has(module) || this.isPart(module, entry);
  }

  /** A module, and some of those that lead to it. */
  private nearest(module: string): ReadonlySet<string> {
    const known = new Set([module]);
    for (const each of known) {
      if (known.size > MOST_ENTRIES) break;
      for (const importer of this.around.importers(each)) known.add(importer);
    }
    return known;
  }

  /**
   * Whether a module loads within another one's load or never: all ways to it lead through that one, and they are statements that run as
   * their files load, outside of functions, whose failing nobody catches.
   */
  private isPart(module: string, entry: string): boolean {
    const key = `${module}\0${entry}`;
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const made = this.findPart(module, entry);
    this.parts.set(key, made);
    return made;
  }

  private findPart(module: string, entry: string): boolean {
    if (module === entry) return false;
    const all = this.leadingTo(module, entry);
    if (all === null || !this.isLeft(entry)) return false;
    const reached = this.reachedBy(entry);
    for (const each of all) {
      // One that it does not lead to would be where something else begins.
      if (!reached.has(each) || !this.isLeft(each)) return false;
      for (const importer of this.around.importers(each)) if (!this.asksAtTop(importer, each)) return false;
    }
    return true;
  }

  private asksAtTop(importer: string, module: string): boolean {
    const facts = this.around.facts(importer);
    if (facts === null) return false;
    return [...facts.mentions].every(
      (specifier) => facts.topOnly.has(specifier) || this.around.resolve(importer, specifier) !== module,
    );
  }

  /** Whether a file is no ES module, which others may import meanwhile, and no statement of it is moved. */
  private isLeft(file: string): boolean {
    return !this.around.mayBeEdited(file) && this.around.facts(file)?.isModule === false;
  }

  /** A module with all that ask for it, or for these, up to one; null where something else begins a way to it, or there are too many. */
  private leadingTo(module: string, entry: string): ReadonlySet<string> | null {
    const key = `${module}\0${entry}`;
    const known = this.before.get(key);
    if (known !== undefined) return known;
    const made = this.findLeading(module, entry);
    this.before.set(key, made);
    return made;
  }

  private findLeading(module: string, entry: string): ReadonlySet<string> | null {
    if (module === entry) return new Set();
    const found = new Set([module]);
    for (const each of found) {
      const importers = this.around.importers(each);
      if (importers.length === 0 || found.size > MOST_BEFORE) return null;
      for (const importer of importers) if (importer !== entry) found.add(importer);
    }
    return found;
  }

  /** What loading a module loads whatever happens, itself too. */
  private broughtBy(module: string): ReadonlySet<string> {
    return this.closure(module, this.brought, ({ requires }) =>
      requires.flatMap(({ specifier, isGuarded, isConditional }) => (isGuarded || isConditional ? [] : specifier)),
    );
  }

  /** What a module may lead to, at any time. */
  reachedBy(module: string): ReadonlySet<string> {
    return this.closure(module, this.reached, ({ mentions }) => [...mentions]);
  }

  private closure(
    module: string,
    known: Map<string, ReadonlySet<string>>,
    next: (facts: LoadFacts) => readonly string[],
  ): ReadonlySet<string> {
    const before = known.get(module);
    if (before !== undefined) return before;
    const found = new Set([module]);
    for (const file of found) {
      const facts = this.around.facts(file);
      for (const specifier of facts === null ? [] : next(facts)) {
        const target = this.around.resolve(file, specifier);
        if (target !== null && target !== "builtin") found.add(target);
      }
    }
    known.set(module, found);
    return found;
  }
}
