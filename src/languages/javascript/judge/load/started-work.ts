import type { CallAtLoad, Doings, LoadCode, LoadEffect, PathRead } from "./facts.js";
import { NO_SOURCE } from "./load-facts.js";
import { type LoadReason, loadReason, reasonOf } from "./load-reason.js";
import type { LoadSurroundings } from "./load-surroundings.js";

/**
 * What is over once it is done, whatever it is done to. What changes another module's state is not among it: functions of that module might
 * call then what they were not seen to call.
 */
const IS_OVER: ReadonlySet<LoadCode> = new Set<LoadCode>([
  "reads-clock",
  "reads-random",
  "reads-environment",
  "reads-argv",
  "reads-directory",
  "reads-terminal",
  "reads-machine",
  "reads-global",
  "reads-changing",
  "throws-at-load",
  "changes-environment",
  "changes-argument",
  "calls-argument",
]);

/** Of those that may also be done with a function that is called later, or by one that is not over. */
const IS_OVER_BY_NAME = new Map<LoadCode, RegExp>([
  ["writes-output", /^console\.(?:log|error|warn|info|debug)$/],
  ["reads-file", /^node:fs\.(?:\w+Sync|realpathSync\.native)$/],
  ["writes-file", /^node:fs\.\w+Sync$/],
  ["changes-process", /^process\.(?:exit|exitCode|chdir)$/],
]);

/** Helpers of compilers for async functions, which are known as helpers and not followed; and what is called where its block ends. */
const NOT_FOLLOWED =
  /\b(?:__await\w*|__async\w+|_?asyncToGenerator|_async_to_generator|_?asyncGenerator\w*)\b|\b(?:await\s+)?using\s+[\w$]+\s*=/;

/**
 * Whether loads leave anything behind that goes on by itself: a timer, a promise with somebody behind it, a listener, anything that is
 * asked of the system and comes later. All that can't be followed may.
 */
export class StartedWork {
  private readonly known = new Map<string, LoadReason | null>();
  private asking = 0;

  /** @param around of walks that note what isn't over (`StartingWalk`) */
  constructor(
    private readonly around: LoadSurroundings,
    private readonly read: (file: string) => string | null,
  ) {}

  /** The first thing that the load of a file may leave; null where there is none. */
  ofLoad(file: string): LoadReason | null {
    if (/\.json$/.test(file)) return null;
    return this.once(`load\0${file}`, () => {
      const facts = NO_SOURCE.test(file) ? null : this.around.facts(file);
      if (facts === null) return loadReason("unknown-at-load", "it can't be read", file, 1, true);
      const not = NOT_FOLLOWED.exec(this.read(file) ?? "");
      if (not !== null) return loadReason("unknown-at-load", `it calls what ${not[0]} stands for`, file, 1, true);
      return this.ofDoings(facts, file);
    });
  }

  /** Files that a file asks for while it loads. */
  asked(file: string): readonly string[] {
    const requires = /\.json$/.test(file) ? [] : (this.around.facts(file)?.requires ?? []);
    return requires.flatMap(({ specifier }) => {
      const found = this.around.resolve(file, specifier);
      return found === null || found === "builtin" ? [] : [found];
    });
  }

  private ofDoings({ effects, calls, reads }: Doings, file: string): LoadReason | null {
    const effect = effects.find((each) => !isOver(each));
    if (effect !== undefined) return reasonOf(effect, file);
    for (const read of reads) {
      const found = read.specifier === "" || read.isPassedOn === true ? null : this.ofRead(read, file);
      if (found !== null) return found;
    }
    for (const call of calls) {
      const found = this.ofCall(call, file);
      if (found !== null) return found;
    }
    return null;
  }

  /** A getter runs. */
  private ofRead({ specifier, path, line }: PathRead, file: string): LoadReason | null {
    const target = this.around.resolve(file, specifier);
    if (target === null || target === "builtin" || NO_SOURCE.test(target)) return null;
    return this.once(`read\0${target}\0${path}`, () => {
      const doings = this.around.reading(target, path);
      if (doings !== null) return this.ofDoings(doings, target);
      return loadReason(
        "unknown-at-load",
        `it reads ${specifier}.${path}, which could not be followed`,
        file,
        line,
        true,
      );
    });
  }

  private ofCall(call: CallAtLoad, file: string): LoadReason | null {
    const { specifier, path, line, isNew, constants } = call;
    const unknown = (): LoadReason =>
      loadReason("unknown-at-load", `it calls ${specifier}.${path}, which could not be followed`, file, line, true);
    const homes = this.around.homes.of(file, call);
    if (homes === null || homes.length === 0) return unknown();
    for (const home of homes) {
      const key = `call\0${home.file}\0${home.path}\0${isNew}\0${JSON.stringify(constants)}`;
      const found = this.once(key, () => {
        const summary = this.around.summary(home.file, home.path, isNew, constants);
        return summary?.isFound === true ? this.ofDoings(summary, home.file) : unknown();
      });
      if (found !== null) return found;
      const summary = this.around.summary(home.file, home.path, isNew, constants);
      const mayCall = summary?.effects.some(({ code }) => code === "calls-argument") === true;
      // Of what others made it isn't known what calling it does.
      if (mayCall && !(call.ownArguments.every((isOwn) => isOwn) && call.hasOwnRest)) return unknown();
    }
    return this.ofDoings(call.ifCalled, file);
  }

  /** What is being asked for already is no reason of its own. */
  private once(key: string, work: () => LoadReason | null): LoadReason | null {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, null);
    this.asking++;
    const found = work();
    this.asking--;
    this.known.set(key, found);
    // What was asked on the way may have been told of none by one that was not known yet.
    if (found !== null && this.asking === 0)
      for (const [each, reason] of this.known) if (reason === null) this.known.delete(each);
    return found;
  }
}

function isOver({ code, what }: LoadEffect): boolean {
  return IS_OVER.has(code) || IS_OVER_BY_NAME.get(code)?.test(what) === true;
}
