import { awaitedCall } from "../../languages/javascript/judge/awaited/awaited-call.js";
import {
  type AwaitedFunction,
  awaitedFunction,
  seen,
} from "../../languages/javascript/judge/awaited/awaited-function.js";
import { awaitedUses } from "../../languages/javascript/judge/awaited/awaited-uses.js";
import { type Blank, blanked } from "../../languages/javascript/judge/awaited/not-before.js";
import type { ParsedSource, UnreadSource } from "../../languages/javascript/judge/file.js";
import { Refused } from "../../languages/javascript/judge/refused.js";
import type { Spot } from "../../languages/javascript/judge/scopes/scope.js";
import type { Node } from "../../languages/javascript/scan/full/node.js";
import type { EditOption, ImportedName, Reason } from "../../languages/rewriting.js";
import { FunctionUsers } from "./function-users.js";
import type { CutText, Loads } from "./loads.js";
import type { ProgramGround } from "./program-ground.js";
import { firstWith } from "./program-texts.js";

export interface AwaitedGround extends ProgramGround {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly loads: Loads;
  /** A file of the project, by its path relative to the root. */
  read(file: string): ParsedSource | UnreadSource;
}

/** Who looks at what runs with what, gets messages whenever nothing else runs, or changes what is handed to `main().catch(console.error)`. */
const SEES_TICKS =
  /\b(?:prepareStackTrace|createHook|executionAsyncId|executionAsyncResource|triggerAsyncId)\b|\bprocess\s*\.\s*(?:on|once|addListener)\s*\(\s*["'`](?:message|disconnect)\b|\bconsole\s*(?:\.\s*\w+|\[[^\]]*\])\s*=(?!=)/;

/**
 * Imports of ES modules that async functions wait for where they need them. Waiting lets run whatever is ready to: so it is proven that
 * nothing is. The function is one of a chain of calls, each made at one place, once, and awaited to its end, which begins with the last thing
 * that the program's own module does; and neither what was loaded nor what the chain ran before the place started anything that is not over.
 */
export class AwaitedImports {
  private readonly users: FunctionUsers;
  private readonly running = new Map<string, Reason | null>();
  private seesTicks: string | null | undefined;

  constructor(private readonly ground: AwaitedGround) {
    this.users = new FunctionUsers(ground);
  }

  /** How functions wait for a name, or why they may not. @param target the ES module that it is imported from */
  wayOf(name: ImportedName, source: ParsedSource, target: string): EditOption | Reason {
    let asked = source;
    try {
      const uses = awaitedUses(source, name);
      if (uses === null) return { code: "stale", message: "it binds other names", file: name.file, line: name.line };
      const linked = this.linked(name, target) ?? this.watched(name);
      if (linked !== null) return linked;
      for (const { home, blanks } of uses.places) {
        const cuts = new Map<string, Cut>();
        let at: ParsedSource | null = source;
        let spot: Spot = home;
        cutOf(cuts, source.path).blanks.push(...blanks);
        const chain = new Set<Node>();
        while (at !== null) {
          asked = at;
          if (chain.has(spot.node)) throw seen("it is called by what it calls", spot.node);
          chain.add(spot.node);
          const called = this.calledBy(awaitedFunction(at, spot), at, cuts);
          if ("code" in called) return called;
          at = called.source;
          if (called.by === null) {
            const reason = this.notEntry(at) ?? this.inFlight(name, at, cuts);
            if (reason !== null) return reason;
            at = null;
          } else spot = called.by;
        }
      }
      return uses.option;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.reason(asked);
    }
  }

  /** The only call of a function of a file. */
  private calledBy(
    awaited: AwaitedFunction,
    source: ParsedSource,
    cuts: Map<string, Cut>,
  ): { readonly source: ParsedSource; readonly by: Spot | null } | Reason {
    const { spot, name } = awaited;
    cutOf(cuts, source.path).awaited.add(spot.node.start);
    const users = this.users.of(awaited, source);
    if ("code" in users) return users;
    const [only, other] = users;
    if (only === undefined) throw seen(`nothing calls ${name}`, spot.node);
    if (other !== undefined) {
      const { path: file, places } = other.source;
      const message = `${name} is called at several places`;
      return { code: "tick-seen", message, file, line: places.line(other.use.node.start) };
    }
    try {
      const { by, blanks } = awaitedCall(only.source, only.use);
      cutOf(cuts, only.source.path).blanks.push(...blanks);
      return { source: only.source, by };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.reason(only.source);
    }
  }

  private linked({ file, line, from }: ImportedName, target: string): Reason | null {
    const { graph, loaded } = this.ground;
    const { files, unknown } = graph.linkedWith(target);
    if (unknown !== null)
      return { code: "es-module", message: `what ${from} imports is not known: ${unknown}`, file, line };
    const waiting = [...files].find((each) => graph.formatOf(each) === "module" && graph.waits(each) !== false);
    if (waiting === undefined) return null;
    return { code: "waits-at-load", message: `${loaded.named(waiting)} may wait at its top level`, file, line };
  }

  private watched({ file, line }: ImportedName): Reason | null {
    if (this.seesTicks === undefined) this.seesTicks = firstWith(this.ground, SEES_TICKS);
    if (this.seesTicks === null) return null;
    const message = `${this.ground.loaded.named(this.seesTicks)} may see what runs when`;
    return { code: "tick-seen", message, file, line };
  }

  /** Of a module whose own code begins the chain: it is what the program is, and nothing else runs it. */
  private notEntry({ path }: ParsedSource): Reason | null {
    const { root, starts, loads, loaded } = this.ground;
    const file = `${root}/${path}`;
    const no = (message: string): Reason => ({ code: "tick-seen", message, file: path, line: 1 });
    if (!this.users.isOnlyRoot(file, starts)) return no(`${path} is not all that a start runs`);
    const [importer] = loads.importers(file);
    if (importer !== undefined) return no(`${loaded.shown(importer)} imports ${path}, and may run beside it`);
    return this.users.publicBy(file) ?? this.users.computed();
  }

  /** What may go on at the place. @param cuts what does not run before it, by files */
  private inFlight(name: ImportedName, entry: ParsedSource, cuts: ReadonlyMap<string, Cut>): Reason | null {
    const { root, loads, loaded } = this.ground;
    const texts = new Map<string, CutText>();
    for (const [file, { blanks, awaited }] of cuts) {
      const source = this.ground.read(file);
      if (source.unread !== null) return source.unread;
      texts.set(`${root}/${file}`, { text: blanked(source.text, blanks), awaited });
    }
    const key = [...texts].map(([file, { text }]) => `${file}\0${text}`).join("\0");
    let reason = this.running.get(key);
    if (reason === undefined) {
      const found = loads.leftRunning(`${root}/${entry.path}`, texts);
      reason =
        found === null
          ? null
          : {
              code: "in-flight",
              message: `${loaded.named(found.file)}:${found.line} ${found.message.replace(/^it /, "")}, which may go on while an import is awaited`,
              file: name.file,
              line: name.line,
            };
      this.running.set(key, reason);
    }
    return reason === null ? null : { ...reason, file: name.file, line: name.line };
  }
}

/** What does not run of a file before a place, and where the functions begin that lead there. */
interface Cut {
  readonly blanks: Blank[];
  readonly awaited: Set<number>;
}

function cutOf(cuts: Map<string, Cut>, file: string): Cut {
  const cut = cuts.get(file) ?? { blanks: [], awaited: new Set() };
  cuts.set(file, cut);
  return cut;
}
