import type { AskScript } from "../lookers/project.js";

/** What functions of a module bind anew of its names, once it is loaded. */
export interface BoundAnew {
  /** Names that are declared global or spelt out, with the line of the first. */
  readonly globals: ReadonlyMap<string, number>;
  /** The line that binds names by computed ones, the worst of them; null for none. */
  readonly dynamic: { readonly line: number; readonly by: BoundBy } | null;
  /** What is bound of modules that may be any: names with their lines, and the line that binds computed ones; null for none. */
  readonly anywhere: { readonly names: ReadonlyMap<string, number>; readonly line: number | null };
}

/**
 * Who binds names by computed ones: only the module's `__getattr__`, and only the name that it is asked for, which is not there then; this,
 * others too, but none that it spells out; or anything else.
 */
export type BoundBy = "asked" | "getattr" | "function";

/** The source of a module. */
export interface ModuleSource {
  readonly module: string;
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
  readonly anywhere: { readonly names: Readonly<Record<string, number>>; readonly line: number | null };
}

const NOWHERE: BoundAnew["anywhere"] = { names: new Map(), line: null };
const NOTHING: BoundAnew = { globals: new Map(), dynamic: null, anywhere: NOWHERE };
/** What can't be parsed may bind anything. */
const ANYTHING: BoundAnew = { globals: new Map(), dynamic: { line: 1, by: "function" }, anywhere: NOWHERE };

/** All by which `bound_names.py` finds that anything is bound. */
const MAY_BIND =
  /\bglobals?\b|\bmodules\b|__globals__|\b(?:f|func)_globals\b|\bexec\b|\bbuiltins\b|\bgetmodule\b|\(\s*__name__|\bimport_module\b|\b__import__\b|\bresolve_name\b|\bget_(?:objects|referrers|referents)\b|\b(?:vars|locals)\s*\(\s*\)|(?<![\w.])(?:eval|compile)\s*\(/;

/** Asks `bound_names.py` of each module once, where its text has anything of what that looks for. */
export class BoundNames {
  /** By `keyOf`. */
  private readonly known = new Map<string, BoundAnew>();

  constructor(private readonly ask: AskScript) {}

  /** Reads modules, of which `of` is then asked. */
  async learn(sources: Iterable<ModuleSource>): Promise<void> {
    const open = new Map<string, ModuleSource>();
    for (const source of sources) {
      const key = keyOf(source);
      if (this.known.has(key)) continue;
      if (mayBind(source.bytes.toString("utf8"), source.module)) open.set(key, source);
      else this.known.set(key, NOTHING);
    }
    const asked = [...open.values()].map(({ file, module, isPackage, isStandard }) =>
      JSON.stringify({ file, module, isPackage, isStandard }),
    );
    const answers = asked.length === 0 ? [] : await this.ask("", asked);
    for (const [at, key] of [...open.keys()].entries()) this.known.set(key, boundAnew(answers[at] as Answer | null));
  }

  /**
   * @param source null where there is none: then nothing is known to be bound
   * @throws Error for a module that was not read
   */
  of(source: ModuleSource | null): BoundAnew {
    if (source === null) return NOTHING;
    const found = this.known.get(keyOf(source));
    if (found === undefined) throw new Error(`${source.module} was not read`);
    return found;
  }
}

/** The same file is asked about as one module, most often. */
function keyOf({ file, module, isStandard }: ModuleSource): string {
  return `${file}\0${module}\0${isStandard}`;
}

function boundAnew(answer: Answer | null): BoundAnew {
  if (answer === null) return ANYTHING;
  const { globals, dynamic, anywhere } = answer;
  return {
    globals: new Map(Object.entries(globals)),
    dynamic: dynamic === null ? null : { line: dynamic[0], by: dynamic[1] },
    anywhere: { names: new Map(Object.entries(anywhere.names)), line: anywhere.line },
  };
}

function mayBind(text: string, module: string): boolean {
  const namesItself = text.includes(`"${module}"`) || text.includes(`'${module}'`);
  return MAY_BIND.test(text) || namesItself || importsItself(text, module);
}

/** Whether a text may import its own module. */
function importsItself(text: string, module: string): boolean {
  const name = (module.split(".").at(-1) ?? "").replace(/\W/g, "\\$&");
  return new RegExp(`\\bimport\\b[^\\n]*(?<!\\w)${name}\\b|\\bimport\\s*\\([^)]*(?<!\\w)${name}\\b`).test(text);
}
