import type { Reason } from "../../../rewriting.js";
import type { ChangedWhen } from "./changes-others.js";
import type { CallAtLoad, CallSummary, Doings, ForeignPath, LoadEffect, LoadFacts } from "./facts.js";
import { LoadOrder } from "./load-order.js";
import { isSameLater, type ProgramText, wordsOf } from "./verdicts.js";

/** What is asked of the program around loads; files are absolute paths. */
export interface LoadSurroundings {
  /** The file that a specifier means in a file, "builtin" for one of Node's, null for none. */
  resolve(file: string, specifier: string): string | null;
  isGone(file: string): boolean;
  facts(file: string): LoadFacts | null;
  /** What calling an export does; null where the file can't be read. */
  summary(file: string, path: string, isNew: boolean, constants: CallAtLoad["constants"]): CallSummary | null;
  /** What reading an export does; null where the file can't be read. */
  reading(file: string, path: string): Doings | null;
  /** Of what stands at a path of a file's exports what other modules made, as this file asks for it. */
  foreignAt(file: string, path: string): readonly ForeignPath[];
  readonly texts: ProgramText;
  /** Files that ask for this one, whenever they do. */
  importers(file: string): readonly string[];
}

/** Why a module may not load later. */
export interface LoadReason extends Reason {
  /** Whether all that speaks for it is an expression that could not be followed: an observed run may say more. */
  readonly isDoubt: boolean;
  /**
   * Modules that go too and hold the state that is read: before they load there is none, so it is as now where nobody gets at them
   * without the module that reads it, and no other load changes them.
   */
  readonly stateOf?: readonly string[];
  /** What the file asks for to get at that state. */
  readonly via?: string;
  /** The arguments, by their index, that are changed, and all that speaks for it. */
  readonly ofArguments?: readonly number[];
}

/** Why each of the modules that would load later, or never, may not: files without reasons are proven by their texts. */
export function judgeLoads(gone: Iterable<string>, around: LoadSurroundings): JudgedLoads {
  const judge = new LoadJudge(around);
  const reasons = new Map<string, LoadReason[]>();
  const tied = new Map<string, ReadonlySet<string>>();
  const reading = new Map<string, ReadonlySet<string>>();
  for (const file of gone) {
    judge.touched = new Set();
    const all = judge.reasons(file);
    const held = new Set(all.flatMap(({ stateOf }) => stateOf ?? []));
    held.delete(file);
    reasons.set(file, all);
    if (held.size > 0) reading.set(file, held);
    judge.touched.delete(file);
    if (judge.touched.size > 0) tied.set(file, judge.touched);
  }
  return { reasons, tied, reading, isOver: (module, target, file) => judge.order.isOver(module, target, file) };
}

/**
 * Who may give what stands at a path another value once it was loaded, so that whoever reads it later gets that one: for people. Null
 * where nobody is known to.
 *
 * @param file that asks for it
 */
export function givenAnew(file: string, of: ForeignPath, around: LoadSurroundings): string | null {
  const judge = new LoadJudge(around);
  return of.path.includes(".") ? judge.changing(file, of) : judge.exportedAnew(file, of);
}

export interface JudgedLoads {
  readonly reasons: Map<string, LoadReason[]>;
  /**
   * Modules that go too and that a load changes: its effect is confined to them only if nobody gets at them before it was
   * loaded, as now.
   */
  readonly tied: Map<string, ReadonlySet<string>>;
  /** Modules that go too and whose state a load reads, which others may change. */
  readonly reading: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a module's load is over whenever code of a file that asks for `target` has got it. */
  isOver(module: string, target: string, file: string): boolean;
}

const NO_STATE = { contents: new Set<string>(), propertyContents: new Set<string>() };
const GETTER = "a getter's module";
const GETTER_OF_GONE = "what a getter reads";
const MOST_HOPS = 12;
/** Before a module's exports are looked up by path: what calls and unknown keys lead to isn't known. */
const UNRESOLVED = /\(\)|\*|prototype\.__proto__/;

class LoadJudge {
  private readonly calls = new Map<string, { reasons: readonly LoadReason[]; touched: ReadonlySet<string> }>();
  private readonly getters = new Map<string, readonly string[] | null>();
  /** Modules that go and are changed by what is judged. */
  touched = new Set<string>();
  /** Modules that go and whose state getters read, of the read that is asked about. */
  private readThrough = new Set<string>();
  private readonly users = new Map<string, readonly { file: string; isNear: boolean }[]>();
  readonly order: LoadOrder;
  /** What is read, while it is asked who may change it: from which file, and from what it asks for there. */
  private asking: { readonly file: string; readonly target: string } | null = null;

  constructor(private readonly around: LoadSurroundings) {
    this.order = new LoadOrder(around);
  }

  reasons(file: string): LoadReason[] {
    const facts = this.around.facts(file);
    if (facts === null) return [reason("unknown-at-load", "it can't be read", file, 1, true)];
    const found = this.doings(facts, file, true);
    for (const { specifier, line, isGuarded } of facts.requires) {
      if (!isGuarded && this.around.resolve(file, specifier) === null)
        found.push(reason("missing-module", `it ${wordsOf("missing-module", specifier)}`, file, line, false));
    }
    return unique(found);
  }

  /** @param isLoad whether it is what the file does while it loads, itself */
  private doings(doings: Doings, file: string, isLoad = false): LoadReason[] {
    const via = (specifier: string): { via?: string } => {
      const target = isLoad ? this.around.resolve(file, specifier) : null;
      return target === null || target === "builtin" ? {} : { via: target };
    };
    const found: LoadReason[] = [];
    // Where the surroundings decide which way it goes, a run shows one of the ways only.
    const isVaried = doings.effects.some(({ code }) => VARIED.test(code));
    for (const effect of doings.effects) {
      if (isSameLater(effect, this.around.texts)) continue;
      if (effect.of !== undefined && this.isConfined(file, effect.of)) continue;
      // It did not, and meets the same the next time.
      if (effect.code === "throws-at-load" && effect.isConditional && !isVaried) continue;
      const isDoubt = effect.isConditional ? !isVaried && !isRead(effect) : effect.isDoubt || isAnywhere(effect);
      const state = effect.code === "reads-changing" && this.around.isGone(file) ? { stateOf: [file] } : {};
      found.push({ ...asReason(effect, file), isDoubt, ...state });
    }
    for (const call of doings.calls) {
      for (const each of this.call(call, file)) {
        const one = isVaried && call.isConditional ? { ...each, isDoubt: false } : each;
        found.push(one.stateOf === undefined ? one : { ...one, ...via(call.specifier) });
      }
    }
    for (const read of doings.reads) {
      const outer = this.readThrough;
      this.readThrough = new Set();
      const at = this.changing(file, read);
      const through = [...this.readThrough];
      this.readThrough = outer;
      if (at === null) continue;
      const message = `it reads ${read.path} of ${read.specifier}, which ${at} may change`;
      const holders = at === GETTER ? null : this.holders(file, read);
      const stateOf = holders === null ? null : [...new Set([...holders, ...through])];
      found.push({
        ...reason("reads-changing", message, file, read.line, false),
        ...(stateOf === null ? {} : { stateOf, ...via(read.specifier) }),
      });
    }
    return found;
  }

  /** Whether what stands at a path of another module is made by modules that go too. */
  private isConfined(file: string, of: ForeignPath): boolean {
    const homes = this.homes(file, of);
    if (homes === null || !homes.every((each) => this.around.isGone(each.file))) return false;
    for (const each of homes) this.touched.add(each.file);
    return true;
  }

  exportedAnew(file: string, of: ForeignPath): string | null {
    const target = this.around.resolve(file, of.specifier);
    if (target === null || target === "builtin") return null;
    for (const home of this.homes(file, of, 0, true) ?? [{ file: target, path: of.path }]) {
      const [name = ""] = home.path.split(".");
      const facts = this.around.facts(home.file);
      if (facts !== null && name !== "" && isRebound(facts, name, false)) return shortName(home.file);
    }
    return null;
  }

  /**
   * The files that make what stands at a path, with its path there; null where that isn't known.
   *
   * @param isByName whether what is passed on by unknown names keeps its name
   */
  private homes(
    file: string,
    of: ForeignPath,
    hops = 0,
    isByName = false,
  ): readonly { file: string; path: string }[] | null {
    const target = this.around.resolve(file, of.specifier);
    if (target === null || target === "builtin" || hops > MOST_HOPS) return null;
    if (UNRESOLVED.test(of.path)) return null;
    const facts = this.around.facts(target);
    if (facts === null) return null;
    const [first = "", ...more] = of.path.split(".");
    const whole = facts.passedOn.get("");
    if (whole !== undefined) return this.through(target, whole, of.path, hops, isByName);
    const named = first === "" ? undefined : facts.passedOn.get(first);
    if (named !== undefined) return this.through(target, named, more.join("."), hops, isByName);
    if (first !== "" && first !== "default" && (facts.passesAll.length > 0 || facts.passedOn.has("*"))) {
      const others = [
        ...facts.passesAll.map((specifier) => ({ specifier, path: first })),
        ...(facts.passedOn.get("*") ?? []).map((each) =>
          isByName && each.path === "*" ? { ...each, path: first } : each,
        ),
      ];
      const found = this.held(target, of.path, hops, isByName);
      const passed = this.through(target, others, more.join("."), hops, isByName);
      return passed === null || found === null ? null : [...found, ...passed];
    }
    return this.held(target, of.path, hops, isByName);
  }

  /** Of a path within a file's own exports: objects of its own may hold those of others. */
  private held(file: string, path: string, hops: number, isByName: boolean) {
    const own = { file, path };
    const others = path.includes(".") ? this.around.foreignAt(file, path) : [];
    const passed = this.through(file, others, "", hops, isByName);
    return passed === null ? null : [own, ...passed];
  }

  private through(file: string, of: readonly ForeignPath[], rest: string, hops: number, isByName: boolean) {
    const found: { file: string; path: string }[] = [];
    for (const { specifier, path } of of) {
      const next = [path, rest].filter((each) => each !== "").join(".");
      const homes = this.homes(file, { specifier, path: next }, hops + 1, isByName);
      if (homes === null) return null;
      found.push(...homes);
    }
    return found;
  }

  private call(call: CallAtLoad, file: string): readonly LoadReason[] {
    const { specifier, path, line } = call;
    const name = `${specifier}${path === "" ? "" : `.${path}`}`;
    const target = this.around.resolve(file, specifier);
    if (target === null || target === "builtin")
      return [reason("unknown-at-load", `it calls ${name}, which is not there`, file, line, true)];
    const homes = this.homes(file, call);
    if (homes === null) return [this.notFollowed(target, name, file, line)];
    const found: LoadReason[] = [];
    let isFound = false;
    for (const home of homes) {
      const summary = this.around.summary(home.file, home.path, call.isNew, call.constants);
      if (summary === null || !summary.isFound) continue;
      isFound = true;
      if (this.around.isGone(home.file)) found.push(...this.calleeReasons(home, summary, call, file));
      else found.push(...this.calleeReasons(home, summary, call, file).map((each) => ({ ...each, isDoubt: false })));
    }
    return isFound ? found : [this.notFollowed(homes[0]?.file ?? target, name, file, line)];
  }

  /** A run tells which functions ran of a module that stays, and their texts what these may change. */
  private notFollowed(target: string, name: string, file: string, line: number): LoadReason {
    const stays = !this.around.isGone(target);
    return stays
      ? reason("calls-staying-module", `it calls ${name}, which could not be followed`, file, line, true)
      : reason("unknown-at-load", `it calls ${name}, which could not be followed`, file, line, true);
  }

  private calleeReasons(
    home: { file: string; path: string },
    summary: CallSummary,
    call: CallAtLoad,
    file: string,
  ): LoadReason[] {
    const key = `${home.file}\0${home.path}\0${call.isNew}\0${JSON.stringify(call.constants)}`;
    let inner = this.calls.get(key);
    if (inner === undefined) {
      // One that is being judged says nothing new of itself.
      this.calls.set(key, { reasons: [], touched: new Set() });
      const outer = this.touched;
      this.touched = new Set();
      const effects = summary.effects.filter(({ code }) => !OF_CALLER.has(code));
      const reasons = this.doings({ ...summary, effects }, home.file);
      if (this.around.isGone(home.file) && summary.effects.some(({ code }) => code === "changes-own-module"))
        this.touched.add(home.file);
      inner = { reasons, touched: this.touched };
      this.touched = outer;
      this.calls.set(key, inner);
    }
    for (const each of inner.touched) this.touched.add(each);
    const found = inner.reasons.filter(({ ofArguments }) => ofArguments === undefined);
    const changes = (at: number): void => {
      if (!(at >= 0 && at < call.ownArguments.length ? call.ownArguments[at] : isAllOwn(call)))
        found.push(...this.handsOver(call, at >= 0 ? (call.handedArguments[at] ?? null) : null, file));
    };
    for (const { ofArguments } of inner.reasons) for (const at of ofArguments ?? []) changes(at);
    for (const effect of summary.effects) {
      const at = Number(effect.what);
      if (effect.code === "changes-own-module" && !this.around.isGone(home.file))
        found.push(asReason(effect, home.file));
      else if (effect.code === "changes-argument") changes(at);
      else if (effect.code === "calls-argument") found.push(...this.doings(call.ifCalled, file));
    }
    return found;
  }

  /** Of an argument that the callee changes: as if the caller changed it. @param handed null where it isn't known whose it is */
  private handsOver(call: CallAtLoad, handed: readonly ForeignPath[] | null, file: string): LoadReason[] {
    const isArgument = ({ specifier, path }: ForeignPath): boolean => specifier === "" && path !== "";
    const others = (handed ?? []).filter((of) => {
      if (isArgument(of)) return false;
      if (of.specifier !== "") return !this.isConfined(file, of);
      if (this.around.isGone(file)) this.touched.add(file);
      return !this.around.isGone(file);
    });
    const message = `it hands another module's object to ${call.specifier}, which changes it`;
    const found: LoadReason[] = [];
    // What a call handed out may as well be its own: that shows in a run.
    const isDoubt = handed !== null && others.every(({ path }) => path.includes("()"));
    if (handed === null || others.length > 0)
      found.push(reason("changes-other-module", message, file, call.line, isDoubt));
    const ofArguments = (handed ?? []).filter(isArgument).map(({ path }) => Number(path));
    if (ofArguments.length > 0)
      found.push({ ...reason("changes-other-module", message, file, call.line, false), ofArguments });
    return found;
  }

  /** Who may give another module's property a new value once it was loaded; null for nobody. */
  changing(file: string, read: ForeignPath): string | null {
    if (read.specifier === "") {
      const name = read.path.replace(/^\./, "");
      return this.changingUser(file, name, read.path.startsWith(".")) ?? this.touchingUser(file, name);
    }
    const target = this.around.resolve(file, read.specifier);
    if (target === null || target === "builtin") return null;
    const outer = this.asking;
    this.asking = { file, target };
    const found = this.changingOf(file, target, read);
    this.asking = outer;
    return found;
  }

  private changingOf(file: string, target: string, read: ForeignPath): string | null {
    const found = this.changingAt(target, read.path);
    if (found !== null) return found;
    for (const home of this.homes(file, read, 0, true) ?? []) {
      const inner = home.file === target ? null : this.changingAt(home.file, home.path);
      if (inner !== null) return inner;
    }
    return null;
  }

  private changingUser(target: string, name: string, isNested: boolean): string | null {
    for (const { file, isNear } of this.usersOf(target))
      if (this.mayChange(file, this.around.facts(file)?.later.changes(name, isNested || !isNear), name))
        return shortName(file);
    return null;
  }

  /**
   * Whether what a file seems to change by its names, and when, may come after it is read. What it does while it loads is known better
   * from following that.
   */
  private mayChange(changing: string, when: ChangedWhen | undefined, name: string): boolean {
    if (when !== "load") return when === "later";
    const facts = this.around.facts(changing);
    if (facts !== null && !changesOthersAtLoad(facts, name)) return false;
    if (this.asking === null) return true;
    const { file, target } = this.asking;
    return changing !== file && !this.order.isOver(changing, target, file);
  }

  /** The modules that hold what is read, if all of them go; null where somebody else may hold it. */
  private holders(file: string, read: ForeignPath): readonly string[] | null {
    const target = read.specifier === "" ? file : this.around.resolve(file, read.specifier);
    if (target === null || !this.around.isGone(target)) return null;
    const homes = read.specifier === "" ? [] : this.homes(file, read, 0, true);
    // What a call hands out may come from anywhere: then nobody else may seem to change it.
    if (homes === null) return this.usersOf(target).every((each) => this.around.isGone(each.file)) ? [target] : null;
    const all = [target, ...homes.map((each) => each.file)];
    return all.every((each) => this.around.isGone(each)) ? all : null;
  }

  /** Who may give any of a module's exports a new value. */
  private changingSome(target: string, facts: LoadFacts | null, hops = 0): string | null {
    if (facts !== null && facts.later.exports.size + facts.rebound.size > 0) return "its own code";
    const passed =
      facts === null ? [] : [...facts.passesAll, ...[...facts.passedOn.values()].flat().map((each) => each.specifier)];
    for (const specifier of hops > MOST_HOPS ? [] : new Set(passed)) {
      const from = this.around.resolve(target, specifier);
      if (from === null || from === "builtin") continue;
      const found = this.changingSome(from, this.around.facts(from), hops + 1);
      if (found !== null) return found;
    }
    const user = this.usersOf(target).find(({ file }) =>
      this.mayChange(file, this.around.facts(file)?.later.changesSome(), "*"),
    );
    return user === undefined ? null : shortName(user.file);
  }

  /** Who changes what is in an object of this name. */
  private touchingUser(target: string, name: string): string | null {
    for (const { file } of this.usersOf(target))
      if (this.mayChange(file, this.around.facts(file)?.state.touched.get(name), name)) return shortName(file);
    return null;
  }

  private changingAt(target: string, path: string): string | null {
    const names = path.split(".");
    const first = names[0] === "default" ? 1 : 0;
    const facts = this.around.facts(target);
    const read = facts === null ? [] : this.readByGetter(target, names, facts);
    if (read === null) return GETTER;
    if (read.length > 0) {
      for (const each of read) this.readThrough.add(each);
      return GETTER_OF_GONE;
    }
    for (const [at, name] of names.entries()) {
      if (UNRESOLVED.test(name)) {
        if (name === "*" && at === first) return this.changingSome(target, facts);
        // What a call hands out may be what others have as well.
        const rest = name.endsWith("()") ? names.slice(at + 1).filter((each) => !UNRESOLVED.test(each)) : [];
        for (const each of rest) {
          const user = this.changingUser(target, each, true);
          if (user !== null) return user;
        }
        break;
      }
      if (facts !== null && isRebound(facts, name, at > first)) return "its own code";
      if (at < first) continue;
      const user = this.changingUser(target, name, at > first);
      if (user !== null) return user;
      if (at === names.length - 1) continue;
      const { contents, propertyContents } = facts?.state ?? NO_STATE;
      if (contents.has(name) || propertyContents.has(name)) return "its own code";
      const touching = this.touchingUser(target, name);
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
    const key = `${file}\0${path}`;
    const known = this.getters.get(key);
    if (known !== undefined) return known;
    // One that is being judged says nothing new of itself.
    this.getters.set(key, []);
    const doings = this.around.reading(file, path);
    const outer = this.touched;
    this.touched = new Set();
    const all = doings === null ? null : this.doings(doings, file).filter(({ code }) => code !== "missing-module");
    this.touched = outer;
    const found = all?.every(({ stateOf }) => stateOf !== undefined)
      ? [...new Set(all.flatMap(({ stateOf }) => stateOf ?? []))]
      : null;
    this.getters.set(key, found);
    return found;
  }

  /** Files that ask for a module, or for one that passes it on. */
  private usersOf(target: string): readonly { file: string; isNear: boolean }[] {
    const known = this.users.get(target);
    if (known !== undefined) return known;
    const found: { file: string; isNear: boolean }[] = [];
    this.users.set(target, found);
    const seen = new Set([target]);
    const open = [target];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const each of this.around.importers(file)) {
        const facts = this.around.facts(each);
        if (facts === null) continue;
        found.push({ file: each, isNear: file === target });
        const passes = facts.passesAll.length > 0 || facts.passedOn.size > 0;
        if (passes && !seen.has(each)) {
          seen.add(each);
          if (this.passesOn(each, facts, file)) open.push(each);
        }
      }
    }
    return found;
  }

  private passesOn(file: string, facts: LoadFacts, target: string): boolean {
    const all = [...facts.passesAll, ...[...facts.passedOn.values()].flat().map((each) => each.specifier)];
    return all.some((specifier) => this.around.resolve(file, specifier) === target);
  }
}

function isRebound({ later, rebound }: LoadFacts, name: string, isNested: boolean): boolean {
  if (isNested) return later.properties.has(name);
  return rebound.has(name) || later.exports.has(name) || later.exports.has("*");
}

/** Whether a file's load may change a property of this name, or what is in it, of what isn't its own. */
function changesOthersAtLoad({ effects, calls }: LoadFacts, name: string): boolean {
  const leadsTo = (path: string): boolean =>
    name === "*" || path.split(".").some((each) => each === name || each === "*");
  // Methods of what others have are calls of theirs, and so is whatever gets it as an argument.
  if (calls.some((call) => leadsTo(call.path) || /\(\)/.test(call.path) || !isAllOwn(call))) return true;
  return effects.some(
    ({ code, what }) => code === "unknown-at-load" || (code === "changes-other-module" && leadsTo(what)),
  );
}

function isAllOwn({ hasOwnRest, ownArguments }: CallAtLoad): boolean {
  return hasOwnRest && ownArguments.every(Boolean);
}

function shortName(file: string): string {
  return file.split("/").slice(-2).join("/");
}

/** What a run that looks at loads meets otherwise than the user's own: its output goes elsewhere, at another time. */
const VARIED = /^reads-(?:terminal|clock)$/;
const OF_CALLER = new Set(["changes-own-module", "changes-argument", "calls-argument"]);

/** What a load reads is asked of what may change it, not of a run. */
function isRead({ code }: LoadEffect): boolean {
  return code.startsWith("reads-");
}

/** Whether the path was not followed to its end: it may as well be the load's own. */
function isAnywhere(effect: LoadEffect): boolean {
  return !isRead(effect) && /(?:^|\.)\*(?:\.|$)/.test(effect.what);
}

function asReason(effect: LoadEffect, file: string): LoadReason {
  return reason(effect.code, `it ${wordsOf(effect.code, effect.what)}`, file, effect.line, effect.isDoubt);
}

function reason(code: string, message: string, file: string, line: number, isDoubt: boolean): LoadReason {
  return { code, message, file, line, isDoubt };
}

/** Of the same told twice the one that is harder to lift. */
function unique(all: readonly LoadReason[]): LoadReason[] {
  const seen = new Map<string, LoadReason>();
  for (const each of all) {
    const key = `${each.code}\0${each.message}\0${each.file}\0${each.line}\0${each.stateOf}\0${each.via}\0${each.isDoubt}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
