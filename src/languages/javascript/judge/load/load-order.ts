import type { LoadFacts } from "./facts.js";
import type { LoadGround } from "./load-ground.js";

/** What certainly was loaded before what, by what files ask for as they load. */
export class LoadOrder {
  private readonly brought = new Map<string, ReadonlySet<string>>();
  private readonly reached = new Map<string, ReadonlySet<string>>();

  constructor(private readonly around: Pick<LoadGround, "resolve" | "facts">) {}

  /**
   * Whether a module's load is over whenever code of a file that asks for `target` has got it: that load brings it, and can't lead back to
   * the file, which would then have met it half loaded.
   */
  isOver(module: string, target: string, file: string): boolean {
    return this.broughtBy(target).has(module) && !this.reachedBy(target).has(file);
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
