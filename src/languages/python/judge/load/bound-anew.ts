import type { AskScript } from "../lookers/project.js";

/** What functions of a module bind anew of its names, once it is loaded. */
export interface BoundAnew {
  /** Names that are declared global or spelt out, with the line of the first. */
  readonly globals: ReadonlyMap<string, number>;
  /** The line that binds names by computed ones, the worst of them; null for none. */
  readonly dynamic: { readonly line: number; readonly by: BoundBy } | null;
}

/**
 * Who binds names by computed ones: only the module's `__getattr__`, and only the name that it is asked for, which is not there then; this,
 * others too, but none that it spells out; or anything else.
 */
export type BoundBy = "asked" | "getattr" | "function";

/** The source of a loaded module. */
export interface ModuleSource {
  /** As reasons show it. */
  readonly shown: string;
  /** Absolute. */
  readonly file: string;
  readonly isPackage: boolean;
  readonly isStandard: boolean;
  readonly bytes: Buffer;
}

/** As `bound_names.py` prints it. */
interface Answer {
  readonly globals: Readonly<Record<string, number>>;
  readonly dynamic: readonly [line: number, by: BoundBy] | null;
}

const NOTHING: BoundAnew = { globals: new Map(), dynamic: null };
/** What can't be parsed may bind anything. */
const ANYTHING: BoundAnew = { globals: new Map(), dynamic: { line: 1, by: "function" } };

/** All by which `bound_names.py` finds that anything is bound. */
const MAY_BIND =
  /\bglobals?\b|\bmodules\b|__globals__|\b(?:f|func)_globals\b|\bexec\b|\bbuiltins\b|\bgetmodule\b|\(\s*__name__|\b(?:vars|locals)\s*\(\s*\)/;
const RUNS_TEXTS = /(?<![\w.])(?:eval|compile)\s*\(/;

/** Asks `bound_names.py` of each module once, where its text has anything of what that looks for. */
export class BoundNames {
  private readonly known = new Map<string, BoundAnew>();

  constructor(private readonly ask: AskScript) {}

  /** Reads modules of which `of` is then asked. @param sources by module; null where there is none */
  async learn(sources: ReadonlyMap<string, ModuleSource | null>): Promise<void> {
    const open: [string, ModuleSource][] = [];
    for (const [module, source] of sources) {
      if (this.known.has(module)) continue;
      if (source !== null && mayBind(source.bytes.toString("utf8"), module)) open.push([module, source]);
      else this.known.set(module, NOTHING);
    }
    const asked = open.map(([module, { file, isPackage, isStandard }]) =>
      JSON.stringify({ file, module, isPackage, isStandard }),
    );
    const answers = asked.length === 0 ? [] : await this.ask("", asked);
    for (const [at, [module]] of open.entries()) this.known.set(module, boundAnew(answers[at] as Answer | null));
  }

  /** @throws Error for a module that was not read */
  of(module: string): BoundAnew {
    const found = this.known.get(module);
    if (found === undefined) throw new Error(`${module} was not read`);
    return found;
  }
}

function boundAnew(answer: Answer | null): BoundAnew {
  if (answer === null) return ANYTHING;
  const { globals, dynamic } = answer;
  return {
    globals: new Map(Object.entries(globals)),
    dynamic: dynamic === null ? null : { line: dynamic[0], by: dynamic[1] },
  };
}

function mayBind(text: string, module: string): boolean {
  const runsTexts = RUNS_TEXTS.test(text) && /\bsetattr\b/.test(text);
  const namesItself = text.includes(`"${module}"`) || text.includes(`'${module}'`);
  return MAY_BIND.test(text) || runsTexts || namesItself || importsItself(text, module);
}

/** Whether a text may import its own module. */
function importsItself(text: string, module: string): boolean {
  const name = (module.split(".").at(-1) ?? "").replace(/\W/g, "\\$&");
  return new RegExp(`\\bimport\\b[^\\n]*(?<!\\w)${name}\\b|\\bimport\\s*\\([^)]*(?<!\\w)${name}\\b`).test(text);
}
