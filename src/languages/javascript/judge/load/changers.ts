import { builtinName } from "../../builtins.js";
import { MOST_HOPS } from "./export-homes.js";
import type { CallAtLoad, LoadFacts } from "./facts.js";
import type { Meant } from "./known-changes.js";
import type { LoadGround } from "./load-ground.js";
import type { LoadOrder } from "./load-order.js";
import { type ModuleUser, type ModuleUsers, passedModules } from "./module-users.js";

/** Who reads: a file, and what it asks for to get at what is read. */
export interface Asking {
  readonly file: string;
  /** Null for one of Node's own modules, which nobody's load brings. */
  readonly target: string | null;
  /** Whether what a file's load changes is judged where that is: null where it is not. */
  readonly isJudged: ((file: string) => boolean) | null;
}

/** A file that may change what is asked about. */
interface Changer {
  readonly file: string;
  /** Whether its functions may; else its load alone. */
  readonly isLater: boolean;
}

/**
 * Which files change what modules export, by names: as long as no more is known of an object than the name under which it is changed, each
 * user of a module may mean that module's. All answers are file names for people, or null for nobody.
 */
export class Changers {
  private readonly known = new Map<string, readonly Changer[]>();

  constructor(
    private readonly around: LoadGround,
    private readonly users: ModuleUsers,
    private readonly order: LoadOrder,
  ) {}

  /**
   * Who gives a property of a module, or of what is in it, a new value.
   *
   * @param asking null where nothing is known about when it is read
   */
  changing(target: string, name: string, isNested: boolean, asking: Asking | null): string | null {
    const builtin = builtinName(target);
    const found = this.changers(
      `changing\0${target}\0${name}\0${isNested}`,
      target,
      name,
      ({ later }, user) => {
        const meant = builtin !== null ? { builtin } : isNested ? {} : this.meant(target, user);
        return later.changes(name, isNested || !user.isNear, meant);
      },
      !isNested,
    );
    return this.first(found, asking);
  }

  /** Who changes what is in an object of this name. */
  touching(target: string, name: string, asking: Asking | null): string | null {
    const found = this.changers(`touching\0${target}\0${name}`, target, name, ({ state }) => state.touched.get(name));
    return this.first(found, asking);
  }

  /** Who gives anything that is in what a module exports a new value. */
  changingWithin(target: string, asking: Asking | null): string | null {
    const found = this.changers(`within\0${target}`, target, "*", ({ later }) => later.changesSome(true));
    return this.first(found, asking);
  }

  /** Who gives any of a module's exports a new value. */
  changingSome(target: string, asking: Asking | null): string | null {
    return this.someOf(target, asking, 0);
  }

  private someOf(target: string, asking: Asking | null, hops: number): string | null {
    const facts = this.around.facts(target);
    if (facts !== null && facts.later.exports.size + facts.rebound.size > 0) return "its own code";
    for (const specifier of facts === null || hops > MOST_HOPS ? [] : new Set(passedModules(facts))) {
      const from = this.around.resolve(target, specifier);
      if (from === null || from === "builtin") continue;
      const found = this.someOf(from, asking, hops + 1);
      if (found !== null) return found;
    }
    return this.first(
      this.changers(
        `some\0${target}`,
        target,
        "*",
        ({ later }, user) => later.changesSome(false, this.meant(target, user)),
        true,
      ),
      asking,
    );
  }

  /** Of a module's exports in a file: two modules that each make what they export don't export one object. */
  private meant(target: string, { file, isComputed }: ModuleUser): Meant {
    // What a file asks for by a computed name, and hands on, is a plugin most often.
    if (isComputed === true) return { isOther: (specifier) => specifier !== "", isNamed: true };
    if (!this.hasOwnExports(target)) return {};
    return {
      isOther: (specifier) => {
        const asked = this.around.resolve(file, specifier);
        return asked === "builtin" || (asked !== null && asked !== target && this.hasOwnExports(asked));
      },
    };
  }

  /** Whether what a module exports is made by it at its load, and never replaced. */
  private hasOwnExports(file: string): boolean {
    const facts = this.around.facts(file);
    return facts?.hasOwnExports === true && !facts.later.properties.has("exports");
  }

  private changers(
    key: string,
    target: string,
    name: string,
    when: (facts: LoadFacts, user: ModuleUser) => "load" | "later" | null | undefined,
    withAsksForAny = false,
  ): readonly Changer[] {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found: Changer[] = [];
    const users = this.users.of(target);
    const near = new Set(users.map(({ file }) => file));
    const others = withAsksForAny ? this.around.asksForAny() : [];
    const computed = others.filter((file) => !near.has(file) && file !== target);
    for (const user of [...users, ...computed.map((file): ModuleUser => ({ file, isNear: true, isComputed: true }))]) {
      const facts = this.around.facts(user.file);
      const changes = facts === null ? null : when(facts, user);
      if (facts === null || changes === null || changes === undefined) continue;
      // What a file does while it loads is known better from following that than by names.
      if (changes === "later" || changesOthersAtLoad(facts, name))
        found.push({ file: user.file, isLater: changes === "later" });
    }
    this.known.set(key, found);
    return found;
  }

  /** The first of them that may come after what is asked about is read. */
  private first(changers: readonly Changer[], asking: Asking | null): string | null {
    const found = changers.find(
      ({ file, isLater }) =>
        isLater ||
        asking === null ||
        (file !== asking.file && asking.isJudged?.(file) !== true && !this.isOver(file, asking)),
    );
    return found === undefined ? null : shortName(found.file);
  }

  private isOver(changer: string, { file, target }: Asking): boolean {
    return target !== null && this.order.isOver(changer, target, file);
  }
}

const CHANGES_OTHERS = /^changes-(?:other-module|builtin|process|loader)$/;

/** Whether a file's load may change a property of this name, or what is in it, of what isn't its own. */
function changesOthersAtLoad({ effects, calls }: LoadFacts, name: string): boolean {
  const leadsTo = (path: string): boolean =>
    name === "*" || path.split(".").some((each) => each === name || each === "*");
  // Methods of what others have are calls of theirs, and so is whatever gets it as an argument.
  if (calls.some((call) => leadsTo(call.path) || /\(\)/.test(call.path) || !isAllOwn(call))) return true;
  return effects.some(({ code, what }) => code === "unknown-at-load" || (CHANGES_OTHERS.test(code) && leadsTo(what)));
}

/** Whether all that a call hands over is the caller's own. */
export function isAllOwn({ hasOwnRest, ownArguments }: CallAtLoad): boolean {
  return hasOwnRest && ownArguments.every(Boolean);
}

/** For people. */
export function shortName(file: string): string {
  return file.split("/").slice(-2).join("/");
}
