import { builtinName } from "../../builtins.js";
import { type Asking, shortName } from "./changers.js";
import { type ExportHome, UNRESOLVED } from "./export-homes.js";
import type { ForeignPath, LoadFacts } from "./facts.js";
import type { KeptAnswers } from "./kept-answers.js";
import type { LoadReason } from "./load-reason.js";
import type { LoadSurroundings } from "./load-surroundings.js";

/** What may give another value to what is read. */
export interface Changing {
  /** For people. */
  readonly by: string;
  /** Modules that go too and hold the state that is read; null where others may hold it. */
  readonly stateOf: readonly string[] | null;
}

const NO_STATE = { contents: new Set<string>(), propertyContents: new Set<string>() };
const OWN_CODE = "its own code";

/** Reads of other modules' properties: whether these may be given another value after their module was loaded. */
export class ChangingReads {
  /** @param doingsOf why what reading an export of a file does is not the same at any time; null where that can't be read */
  constructor(
    private readonly around: LoadSurroundings,
    private readonly answers: KeptAnswers,
    private readonly doingsOf: (file: string, path: string) => readonly LoadReason[] | null,
  ) {}

  /**
   * Who may give another module's property a new value once it was loaded; null for nobody.
   *
   * @param read of its own module with the specifier ""
   * @param isMade whether a call within its path makes an instance, which reads its prototype
   * @param isLater whether it would be read once all has been loaded, not while the file that reads it loads
   */
  changing(file: string, read: ForeignPath, isMade: boolean, isLater = false): Changing | null {
    const { changers, homes } = this.around;
    if (read.specifier === "") {
      const name = read.path.replace(/^\./, "");
      const by = changers.changing(file, name, read.path.startsWith("."), null) ?? changers.touching(file, name, null);
      return by === null ? null : { by, stateOf: this.holders(file, read) };
    }
    const target = this.around.resolve(file, read.specifier);
    if (target === null) return null;
    if (target === "builtin") return this.changingBuiltin(file, builtinName(read.specifier) ?? "", read.path, isLater);
    const asking = isLater ? null : { file, target, isJudged: null };
    const found = this.changingAt(target, read.path, asking);
    if (found !== null) return this.held(found, file, read);
    const handedOut = this.handedOut(file, read, target, isMade);
    if (handedOut !== null) return this.held({ by: handedOut, through: [] }, file, read);
    for (const home of homes.of(file, read, true) ?? [{ file: target, path: read.path }]) {
      const inner = home.file === target ? null : this.changingAt(home.file, home.path, asking);
      if (inner !== null) return this.held(inner, file, read);
      const builtin = this.changingPassedOn(file, home, isLater);
      if (builtin !== null) return builtin;
    }
    return null;
  }

  /** Of what a module exports of Node's own ones, or inherits from them. */
  private changingPassedOn(file: string, home: ExportHome, isLater: boolean): Changing | null {
    const names = home.path.split(".");
    const end = names.findIndex((name) => UNRESOLVED.test(name));
    const [known, rest] = end < 0 ? [names, []] : [names.slice(0, end), names.slice(end)];
    for (const { specifier, path } of this.around.builtinsAt(home.file, known.join("."))) {
      const whole = [path, ...rest].filter((each) => each !== "").join(".");
      const found = whole === "" ? null : this.changingBuiltin(file, specifier, whole, isLater);
      if (found !== null) return found;
    }
    return null;
  }

  /** What loads that move as well do to Node's own modules is judged as theirs; those that stay may come between. */
  private changingBuiltin(file: string, name: string, path: string, isLater: boolean): Changing | null {
    const asking = isLater ? null : { file, target: null, isJudged: (each: string) => this.around.isGone(each) };
    const names = path.split(".");
    const [first] = names;
    const read = first === "default" ? names.slice(1) : names;
    for (const [at, each] of read.entries()) {
      if (UNRESOLVED.test(each)) return null;
      const by = this.around.changers.changing(name, each, at > 0, asking);
      if (by !== null) return { by, stateOf: null };
    }
    return null;
  }

  private held({ by, through }: Found, file: string, read: ForeignPath): Changing {
    const holders = through === null ? null : this.holders(file, read);
    return { by, stateOf: holders === null ? null : [...new Set([...holders, ...(through ?? [])])] };
  }

  /** The modules that hold what is read, if all of them go; null where somebody else may hold it. */
  private holders(file: string, read: ForeignPath): readonly string[] | null {
    const { homes, users } = this.around;
    const target = read.specifier === "" ? file : this.around.resolve(file, read.specifier);
    if (target === null || !this.around.isGone(target)) return null;
    const made = read.specifier === "" ? [] : homes.of(file, read, true);
    // What a call hands out may come from anywhere: then nobody else may seem to change it.
    if (made === null) return users.of(target).every((each) => this.around.isGone(each.file)) ? [target] : null;
    const all = [target, ...made.map((each) => each.file)];
    return all.every((each) => this.around.isGone(each)) ? all : null;
  }

  private changingAt(target: string, path: string, asking: Asking | null): Found | null {
    const names = path.split(".");
    const first = names[0] === "default" ? 1 : 0;
    const facts = this.around.facts(target);
    const read = facts === null ? [] : this.readByGetter(target, names, facts);
    if (read === null) return { by: "a getter's module", through: null };
    if (read.length > 0) return { by: "what a getter reads", through: read };
    const by = this.changerAt(target, names, first, facts, asking);
    return by === null ? null : { by, through: [] };
  }

  private changerAt(
    target: string,
    names: readonly string[],
    first: number,
    facts: LoadFacts | null,
    asking: Asking | null,
  ): string | null {
    const { changers } = this.around;
    for (const [at, name] of names.entries()) {
      if (UNRESOLVED.test(name)) {
        if (name === "*" && at === first) return changers.changingSome(target, asking);
        if (name === "*" && facts !== null && facts.later.properties.size > 0) return OWN_CODE;
        if (name === "*") return changers.changingWithin(target, asking);
        // What a call hands out may be what others have as well.
        for (const each of name.endsWith("()") ? names.slice(at + 1) : []) {
          const user = UNRESOLVED.test(each) ? null : changers.changing(target, each, true, asking);
          if (user !== null) return user;
        }
        return null;
      }
      if (facts !== null && isRebound(facts, name, at > first)) return OWN_CODE;
      if (at < first) continue;
      const user = changers.changing(target, name, at > first, asking);
      if (user !== null) return user;
      if (at === names.length - 1) continue;
      const { contents, propertyContents } = facts?.state ?? NO_STATE;
      if (contents.has(name) || propertyContents.has(name)) return OWN_CODE;
      const touching = changers.touching(target, name, asking);
      if (touching !== null) return touching;
    }
    return null;
  }

  /**
   * Who changes what stands in an object that a call hands out, unless that call made it: it may be of any module that the called one leads
   * to, so each of these is asked for the property's name, and each of their users.
   */
  private handedOut(file: string, { specifier, path }: ForeignPath, target: string, isMade: boolean): string | null {
    const names = path.split(".");
    const call = names.findIndex((name) => name.endsWith("()"));
    const read = call < 0 ? [] : names.slice(call + 1);
    if (read.length === 0) return null;
    const callee = [...names.slice(0, call), names[call]?.slice(0, -2)].filter((name) => name !== "").join(".");
    const homes = this.around.homes.of(file, { specifier, path: callee }, true) ?? [{ file: target, path: callee }];
    for (const home of homes) {
      const summary = isMade ? null : this.around.summary(home.file, home.path, false, []);
      if (summary?.isFound === true && summary.givesNew) continue;
      for (const [at, name] of read.entries()) {
        const found = this.changedBehind(home.file, name, at < read.length - 1);
        if (found !== null) return found;
      }
    }
    return null;
  }

  /** @param isWithin whether something is read of what stands there */
  private changedBehind(module: string, name: string, isWithin: boolean): string | null {
    const { order, changers, facts } = this.around;
    for (const each of order.reachedBy(module)) {
      const known = facts(each);
      if (known !== null && isChangedWithin(known, name, isWithin)) return shortName(each);
      const user = name === "*" ? changers.changingWithin(each, null) : changers.changing(each, name, true, null);
      if (user !== null) return user;
      const touching = isWithin && !UNRESOLVED.test(name) ? changers.touching(each, name, null) : null;
      if (touching !== null) return touching;
    }
    return null;
  }

  /** The modules that go and whose changing state a getter on the way to an export reads; null where it may say something else later. */
  private readByGetter(
    file: string,
    names: readonly string[],
    { state: { getters } }: LoadFacts,
  ): readonly string[] | null {
    if (!names.some((name) => getters.has(name) || (getters.has("*") && !UNRESOLVED.test(name)))) return [];
    const end = names.findIndex((name) => UNRESOLVED.test(name));
    const path = names.slice(0, end < 0 ? names.length : end).join(".");
    return this.answers.of(`get\0${file}\0${path}`, [], () => {
      const all = this.doingsOf(file, path)?.filter(({ code }) => code !== "missing-module");
      return all?.every(({ stateOf }) => stateOf !== undefined)
        ? [...new Set(all.flatMap(({ stateOf }) => stateOf ?? []))]
        : null;
    });
  }
}

interface Found {
  readonly by: string;
  /** Modules that go and whose state a getter on the way reads; null where it reads what others may hold. */
  readonly through: readonly string[] | null;
}

/** Whether a file's functions change a property of this name, "*" for any, or what is in it. */
function isChangedWithin({ later, state }: LoadFacts, name: string, isWithin: boolean): boolean {
  if (name === "*") return later.properties.size + state.contents.size + state.propertyContents.size > 0;
  if (UNRESOLVED.test(name)) return false;
  return later.properties.has(name) || (isWithin && (state.contents.has(name) || state.propertyContents.has(name)));
}

function isRebound({ later, rebound }: LoadFacts, name: string, isNested: boolean): boolean {
  if (isNested) return later.properties.has(name);
  return rebound.has(name) || later.exports.has(name) || later.exports.has("*");
}
