import { isAllOwn } from "./changers.js";
import { ChangingReads } from "./changing-reads.js";
import type { ExportHome } from "./export-homes.js";
import type { CallAtLoad, CallSummary, Doings, ForeignPath, LoadEffect } from "./facts.js";
import { KeptAnswers } from "./kept-answers.js";
import {
  type ChangedArgument,
  changedArgument,
  type LoadReason,
  loadReason,
  reasonOf,
  uniqueReasons,
} from "./load-reason.js";
import type { LoadSurroundings } from "./load-surroundings.js";
import { isSameLater, wordsOf } from "./verdicts.js";

/** Why each of the modules that would load later, or never, may not: files without reasons are proven by their texts. */
export function judgeLoads(gone: Iterable<string>, around: LoadSurroundings): JudgedLoads {
  const judge = new LoadJudge(around);
  const reasons = new Map<string, LoadReason[]>();
  const tied = new Map<string, ReadonlySet<string>>();
  const reading = new Map<string, ReadonlySet<string>>();
  for (const file of gone) {
    const { reasons: all, touched } = judge.load(file);
    reasons.set(file, [...all]);
    const held = new Set(all.flatMap(({ stateOf }) => stateOf ?? []));
    held.delete(file);
    if (held.size > 0) reading.set(file, held);
    const others = new Set(touched);
    others.delete(file);
    if (others.size > 0) tied.set(file, others);
  }
  return { reasons, tied, reading };
}

/**
 * Who may give what stands at a path another value once it was loaded, so that whoever reads it later gets that one: for people. Null
 * where nobody is known to.
 *
 * @param file that asks for it
 */
export function givenAnew(file: string, of: ForeignPath, around: LoadSurroundings): string | null {
  return new LoadJudge(around).reads.changing(file, of, true, true)?.by ?? null;
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
}

interface Judged {
  readonly reasons: readonly LoadReason[];
  /** Modules that go and that it changes. */
  readonly touched: ReadonlySet<string>;
}

const NOTHING: Judged = { reasons: [], touched: new Set() };

class LoadJudge {
  private readonly around: LoadSurroundings;
  private readonly answers: KeptAnswers;
  private touched = new Set<string>();
  readonly reads: ChangingReads;

  constructor(around: LoadSurroundings) {
    const answers = new KeptAnswers(around.kept, around.isGone);
    this.answers = answers;
    this.around = { ...around, isGone: (file) => answers.isGone(file) };
    this.reads = new ChangingReads(this.around, answers, (file, path) => this.reading(file, path));
  }

  load(file: string): Judged {
    return this.answers.of(`load\0${file}`, NOTHING, () => this.judged(() => this.reasons(file)));
  }

  private judged(work: () => readonly LoadReason[]): Judged {
    const outer = this.touched;
    this.touched = new Set();
    const reasons = work();
    const { touched } = this;
    this.touched = outer;
    return { reasons, touched };
  }

  private reasons(file: string): LoadReason[] {
    const facts = this.around.facts(file);
    if (facts === null) return [loadReason("unknown-at-load", "it can't be read", file, 1, true)];
    const found = this.doings(facts, file, true);
    for (const { specifier, line, isGuarded } of facts.requires) {
      if (!isGuarded && this.around.resolve(file, specifier) === null)
        found.push(loadReason("missing-module", `it ${wordsOf("missing-module", specifier)}`, file, line, false));
    }
    return uniqueReasons(found);
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
      if (isSameLater(effect, this.around.texts, isLoad ? file : undefined)) continue;
      if (effect.of !== undefined && this.isConfined(file, effect.of)) continue;
      // It did not, and meets the same the next time.
      if (effect.code === "throws-at-load" && effect.isConditional && !isVaried) continue;
      const isDoubt = effect.isConditional ? !isVaried && !isRead(effect) : effect.isDoubt || isAnywhere(effect);
      const state = effect.code === "reads-changing" && this.around.isGone(file) ? { stateOf: [file] } : {};
      found.push({ ...reasonOf(effect, file), isDoubt, ...state });
    }
    for (const call of doings.calls) {
      for (const each of this.call(call, file)) {
        const one = isVaried && call.isConditional ? { ...each, isDoubt: false } : each;
        found.push(one.stateOf === undefined ? one : { ...one, ...via(call.specifier) });
      }
    }
    for (const read of doings.reads) {
      if (read.isPassedOn === true && this.isModule(read.specifier, file)) continue;
      const isMade = doings.calls.some(
        ({ specifier, path, isNew }) => isNew && specifier === read.specifier && read.path.startsWith(`${path}()`),
      );
      const changing = this.reads.changing(file, read, isMade);
      if (changing === null) continue;
      const { by, stateOf } = changing;
      found.push({
        ...loadReason(
          "reads-changing",
          `it reads ${read.path} of ${read.specifier}, which ${by} may change`,
          file,
          read.line,
          false,
        ),
        ...(stateOf === null ? {} : { stateOf, ...via(read.specifier) }),
      });
    }
    return found;
  }

  private isModule(specifier: string, file: string): boolean {
    const target = this.around.resolve(file, specifier);
    return target !== null && target !== "builtin" && this.around.facts(target)?.isModule === true;
  }

  /** Whether what stands at a path of another module is made by modules that go too. */
  private isConfined(file: string, of: ForeignPath): boolean {
    const homes = this.around.homes.of(file, of);
    if (homes === null || !homes.every((each) => this.around.isGone(each.file))) return false;
    for (const each of homes) this.touched.add(each.file);
    return true;
  }

  private call(call: CallAtLoad, file: string): readonly LoadReason[] {
    const { specifier, path, line } = call;
    const name = `${specifier}${path === "" ? "" : `.${path}`}`;
    const target = this.around.resolve(file, specifier);
    if (target === null || target === "builtin")
      return [loadReason("unknown-at-load", `it calls ${name}, which is not there`, file, line, true)];
    const homes = this.around.homes.of(file, call);
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
    const code = this.around.isGone(target) ? "unknown-at-load" : "calls-staying-module";
    return loadReason(code, `it calls ${name}, which could not be followed`, file, line, true);
  }

  private calleeReasons(home: ExportHome, summary: CallSummary, call: CallAtLoad, file: string): LoadReason[] {
    const key = `call\0${home.file}\0${home.path}\0${call.isNew}\0${JSON.stringify(call.constants)}`;
    const inner = this.answers.of(key, NOTHING, () => this.judged(() => this.callee(home.file, summary)));
    for (const each of inner.touched) this.touched.add(each);
    const found = inner.reasons.filter(({ ofArguments }) => ofArguments === undefined);
    const changes = ({ at, isWithin }: ChangedArgument, isDoubt: boolean): void => {
      const handed = (isWithin ? call.handedArguments : call.handedOutside)[at] ?? null;
      const isOwn = isWithin ? call.ownArguments[at] : handed?.length === 0;
      if (!(at >= 0 && at < call.handedArguments.length ? isOwn : isAllOwn(call)))
        found.push(...this.handsOver(call, handed, file, isDoubt));
    };
    for (const { ofArguments, isDoubt } of inner.reasons) for (const each of ofArguments ?? []) changes(each, isDoubt);
    for (const effect of summary.effects) {
      if (effect.code === "changes-own-module" && !this.around.isGone(home.file))
        found.push(reasonOf(effect, home.file));
      else if (effect.code === "changes-argument") changes(changedArgument(effect.what), effect.isDoubt);
      else if (effect.code === "calls-argument") found.push(...this.doings(call.ifCalled, file));
    }
    return found;
  }

  /** What a called function does, whoever calls it. */
  private callee(file: string, summary: CallSummary): readonly LoadReason[] {
    const effects = summary.effects.filter(({ code }) => !OF_CALLER.has(code));
    if (summary.effects.some(({ code }) => code === "changes-own-module") && this.around.isGone(file))
      this.touched.add(file);
    return this.doings({ ...summary, effects }, file);
  }

  /**
   * Of an argument that the callee changes: as if the caller changed it.
   *
   * @param handed null where it isn't known whose it is
   * @param mayBe whether the callee only calls a method of it: what that changes shows in a run
   */
  private handsOver(
    call: CallAtLoad,
    handed: readonly ForeignPath[] | null,
    file: string,
    mayBe: boolean,
  ): LoadReason[] {
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
    const isDoubt = mayBe || (handed !== null && others.every(({ path }) => path.includes("()")));
    if (handed === null || others.length > 0)
      found.push(loadReason("changes-other-module", message, file, call.line, isDoubt));
    const ofArguments = (handed ?? []).filter(isArgument).map(({ path }) => changedArgument(path));
    if (ofArguments.length > 0)
      found.push({ ...loadReason("changes-other-module", message, file, call.line, mayBe), ofArguments });
    return found;
  }

  /** What reading an export does: nothing of it is a change of what is judged. */
  private reading(file: string, path: string): readonly LoadReason[] | null {
    const doings = this.around.reading(file, path);
    if (doings === null) return null;
    return this.judged(() => this.doings(doings, file)).reasons;
  }
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
