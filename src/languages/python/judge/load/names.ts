import type { FactsTable } from "./facts-table.js";
import { knownLoad } from "./known-modules.js";
import type { ClassFacts, LoadedModule, LoadSources, NameFacts, Use } from "./load-facts.js";

/** What keeps a need from holding: a reason's code, and what was found. */
type Problem = readonly [code: string, found: string];

/** What a path means: a module, or a name of one with what follows it. */
type Meaning =
  | { readonly kind: "module" }
  | {
      readonly kind: "name";
      readonly module: string;
      readonly name: string;
      readonly facts: NameFacts;
      readonly rest: number;
    }
  /** A name of the standard library: its classes run no code for subclasses. */
  | { readonly kind: "standard" }
  | { readonly kind: "unknown"; readonly why: string }
  /** Further files must be read first. */
  | { readonly kind: "later" };

const MOST_STEPS = 40;

/** Follows dotted paths through modules' imports to what they mean. */
export class Names {
  private readonly wanted = new Map<string, LoadedModule>();
  private readonly wantedCalls = new Map<LoadedModule, Set<string>>();
  private readonly found = new Map<string, LoadedModule | null>();

  constructor(
    private readonly table: FactsTable,
    private readonly sources: LoadSources,
  ) {}

  fileOf(module: string): string | null {
    return this.find(module)?.file ?? null;
  }

  /** Has files read that the last answers needed. @returns whether there was any */
  async readWanted(): Promise<boolean> {
    const modules = [...this.wanted.values()];
    const calls = new Map(this.wantedCalls);
    this.wanted.clear();
    this.wantedCalls.clear();
    const hasRead = await this.table.read(modules);
    return (await this.table.readCalls(calls)) || hasRead;
  }

  /** Why a use of a path by a module is not known to be harmless; null where it is, or where more must be read first. */
  problem(use: Use, path: string, user: string): Problem | null {
    if (use === "own") return this.replaced(path, user);
    const meaning = this.meaning(path, 0);
    if (meaning.kind === "later") return null;
    if (use === "read") return this.readProblem(meaning);
    if (meaning.kind === "module") return use === "operand" ? null : ["calls-at-load", `${path} is a module`];
    if (meaning.kind === "standard") {
      return use === "base" || use === "operand" ? null : ["calls-at-load", `${path} is not known to do nothing`];
    }
    if (meaning.kind === "unknown") return [use === "base" ? "runs-class-hook" : "calls-at-load", meaning.why];
    const { facts, module, name, rest } = meaning;
    if (rest > 0) return ["calls-at-load", `${path} is not known`];
    switch (facts[0]) {
      case "class":
        return this.classProblem(use, facts, path);
      case "function":
        return use === "call"
          ? this.callProblem(module, name)
          : use === "base"
            ? ["runs-class-hook", `${path} is a function`]
            : null;
      case "value":
        return use === "operand" ? null : ["calls-at-load", `${path} is no class and no function`];
      default:
        return [use === "base" ? "runs-class-hook" : "calls-at-load", `what ${path} is its module's text does not say`];
    }
  }

  private readProblem(meaning: Meaning): Problem | null {
    if (meaning.kind !== "name" || meaning.rest === 0) return null;
    const kind = meaning.facts[0];
    if (kind !== "unknown" && kind !== "import") return null;
    return [
      "calls-at-load",
      `an attribute of ${meaning.module}.${meaning.name}, which its module's text does not tell`,
    ];
  }

  private classProblem(use: Use, [, bases, hooks, makes]: ClassFacts, path: string): Problem | null {
    if (use === "base" && hooks) return ["runs-class-hook", `${path} runs code for each subclass`];
    if ((use === "call" || use === "make") && (makes || hooks))
      return ["calls-at-load", `${path} runs code for each instance`];
    if (use === "operand" && hooks) return ["calls-at-load", `${path} has code of its own for that`];
    const next: Use = use === "call" ? "make" : use;
    for (const base of bases) {
      const problem = base === path ? null : this.problem(next, base, "");
      if (problem !== null) return problem;
    }
    return null;
  }

  private callProblem(module: string, name: string): Problem | null {
    const facts = this.table.of(module);
    const known = facts?.calls[name];
    if (known === null) return null;
    if (known !== undefined) return [known[0], `line ${known[1]} of ${module}: ${known[2]}`];
    const found = this.find(module);
    if (found === null) return ["calls-at-load", `${module} is not found`];
    const functions = this.wantedCalls.get(found) ?? new Set();
    functions.add(name);
    this.wantedCalls.set(found, functions);
    return null;
  }

  /** Whether a star import of the user brings a name of this kind; a module of which nothing is known may. */
  private replaced(name: string, user: string, steps = 0): Problem | null {
    for (const star of this.table.of(user)?.stars ?? []) {
      const found = this.find(star);
      if (found === null || steps > MOST_STEPS) return ["calls-at-load", `a star import of ${star} may bring ${name}`];
      if (knownLoad(found) !== null) continue;
      const facts = this.facts(found);
      if (facts === undefined) continue;
      if (facts === null || Object.hasOwn(facts.names, name)) {
        const isOwn = Object.hasOwn(this.table.of(user)?.names ?? {}, name);
        if (isOwn && this.isSame(`${star}.${name}`, `${user}.${name}`)) continue;
        return ["calls-at-load", `the star import of ${star} brings ${name}`];
      }
      const problem = this.replaced(name, star, steps + 1);
      if (problem !== null) return problem;
    }
    return null;
  }

  /** Whether two paths lead to the same name of the same module. */
  private isSame(a: string, b: string): boolean {
    const [left, right] = [this.meaning(a, 0), this.meaning(b, 0)];
    if (left.kind === "later" || right.kind === "later") return true;
    return left.kind === "name" && right.kind === "name" && left.module === right.module && left.name === right.name;
  }

  private meaning(path: string, steps: number): Meaning {
    if (steps > MOST_STEPS) return { kind: "unknown", why: `${path} is imported in a circle` };
    const parts = path.split(".");
    for (let length = parts.length; length > 0; length--) {
      const name = parts.slice(0, length).join(".");
      const found = this.find(name);
      if (found === null) continue;
      const rest = parts.slice(length);
      const [first] = rest;
      if (first === undefined) return { kind: "module" };
      return this.inModule(found, first, rest.slice(1), steps);
    }
    return { kind: "unknown", why: `${path} is not found` };
  }

  private inModule(module: LoadedModule, name: string, rest: readonly string[], steps: number): Meaning {
    if (knownLoad(module) !== null && module.isStandard) return { kind: "standard" };
    const facts = this.facts(module);
    if (facts === undefined) return { kind: "later" };
    if (facts === null) return { kind: "unknown", why: `${module.name} has no source that says what ${name} is` };
    const known = Object.hasOwn(facts.names, name) ? facts.names[name] : undefined;
    if (known !== undefined) {
      // `from . import name` of a submodule binds it under its own path.
      if (known[0] !== "import" || known[1] === `${module.name}.${name}`) {
        return { kind: "name", module: module.name, name, facts: known, rest: rest.length };
      }
      return this.meaning([known[1], ...rest].join("."), steps + 1);
    }
    for (const star of facts.stars) {
      const found = this.find(star);
      if (found === null || steps > MOST_STEPS) continue;
      const meaning = this.inModule(found, name, rest, steps + 1);
      if (meaning.kind !== "unknown") return meaning;
    }
    return { kind: "unknown", why: `${module.name} does not bind ${name} in its text` };
  }

  private facts(module: LoadedModule): ReturnType<FactsTable["of"]> {
    const known = this.table.of(module.name);
    if (known === undefined) this.wanted.set(module.name, module);
    return known;
  }

  private find(name: string): LoadedModule | null {
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const found = this.sources.find(name);
    this.found.set(name, found);
    return found;
  }
}
