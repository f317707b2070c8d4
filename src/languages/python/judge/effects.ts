import type { ProfileEffect } from "../../../graph/profile.js";

/** What is known of the program around a load that would come later or never. */
export interface EffectContext {
  /** Modules that go with it. */
  readonly gone: ReadonlySet<string>;
  /** Loggers that the modules that go make, whatever their names. */
  readonly made: ReadonlySet<string>;
  /** Whether a module is loaded by the start all the same. */
  stays(module: string): boolean;
  /** The effect is of the interpreter's own library. */
  readonly isStdlib: boolean;
  /** The load's module and, where it was installed, its distribution's folders of metadata. */
  readonly module: string;
  /** The minor version of the Python 3 that was recorded. */
  readonly minor: number;
  /** Whether a module's values are the same when it is loaded early, early again and late; asked of modules that read something. */
  sameLater(module: string): boolean;
  /** Whether the program's sources, without its tests, have such a text. */
  programHas(pattern: RegExp): boolean;
  /**
   * Whether a loaded library, but for one file, has such a text in its code, where every text that fits holds a word: the program may
   * call what no recorded start did.
   */
  libraryHas(word: string, pattern: RegExp, but: string): boolean;
  /** Whether the project's own sources hold this text anywhere: what they never name they neither read nor change. */
  mentions(word: string | RegExp): boolean;
  /** Whether the project or any module of the start may set the state of the random numbers that all share, or keep it. */
  seedsRandom(): boolean;
  /** Whether the project may set up logging so that loggers that are there by then are treated otherwise than later ones. */
  setsUpLoggers(): boolean;
}

/** Why an effect keeps its load where it is: a code, and what it does in words that follow "it". */
export interface EffectVerdict {
  readonly code: string;
  readonly does: string;
}

/**
 * Whether a load that has this effect may come later: null if only the modules that go with it can see it, or if it is
 * independent of when and where it happens.
 *
 * Effects are what a recorded run saw, so a verdict holds for the interpreter and versions recorded.
 */
export function effectVerdict(effect: ProfileEffect, context: EffectContext): EffectVerdict | null {
  const rule = RULES[effect.kind];
  if (rule === undefined)
    return { code: "unknown-effect", does: `has an effect of a kind without a rule: ${effect.kind}` };
  return rule(effect, context);
}

type EffectRule = (effect: ProfileEffect, context: EffectContext) => EffectVerdict | null;

const harmless: EffectRule = () => null;

function always(code: string, does: (what: string) => string): EffectRule {
  return ({ what }) => ({ code, does: does(what) });
}

/** The interpreter's own library may: its modules expect to be loaded at any time. */
function unlessStdlib(rule: EffectRule): EffectRule {
  return (effect, context) => (context.isStdlib ? null : rule(effect, context));
}

/** Which sources may change what a load reads. */
interface Changing {
  /** Words of the project's sources. */
  readonly words?: (what: string) => readonly (string | RegExp)[];
  /** A text of the program's sources, its tests left out. */
  readonly text?: (what: string, module: string) => RegExp;
  /** A text of libraries, and a word that stands in each that fits. */
  readonly library?: (what: string) => readonly [word: string, text: RegExp];
}

/**
 * What a load reads makes no difference if its values are the same whenever it is loaded, and neither the project nor a library that
 * it has loaded may change it before: the recorded command shows only its own way through the program.
 */
function reads(code: string, does: (what: string) => string, { words, text, library }: Changing = {}): EffectRule {
  return unlessStdlib(({ what, confined, file }, { sameLater, module, mentions, programHas, libraryHas }) => {
    if (confined) return null;
    const by = library?.(what);
    const isChanged =
      words?.(what).some((word) => mentions(word)) === true ||
      (text !== undefined && programHas(text(what, module))) ||
      (by !== undefined && libraryHas(...by, file));
    return sameLater(module) && !isChanged ? null : { code, does: does(what) };
  });
}

/** Assignments of a variable of the environment, by its name or by one that is computed, and of many. */
function setsEnvironment(name: string): RegExp {
  const key = name === "*" ? "[^\\]]" : `(?:["']${escaped(name)}["']|[^"'\\s\\])])`;
  return new RegExp(
    `environ\\s*\\[\\s*${key}[^\\]]*\\]\\s*[-+|]?=(?!=)|del\\s+os\\.environ|environ\\.(?:pop|setdefault|__setitem__)\\(\\s*${key}|=\\s*(?:os\\.)?environ\\s*(?:#|$)|environ\\.(?:update|clear|popitem)|putenv|unsetenv|load_dotenv`,
    "m",
  );
}

/** Assignments of a variable of the environment by its name, and of any: what libraries compute they are told by who calls them. */
function librarySets(name: string): readonly [string, RegExp] {
  const key = name === "*" ? "" : `\\s*["']${escaped(name)}["']`;
  return [
    "env",
    new RegExp(
      `environ\\s*\\[${key}[^\\]\\n]*\\]\\s*[-+|]?=(?!=)|del\\s+(?:os\\.)?environ\\s*\\[${key}|environ\\.(?:pop|setdefault|__setitem__)\\(${key}|(?:put|unset)env\\(${key}`,
    ),
  ];
}

/** Something of `sys` gets another value. */
function libraryReplaces(what: string): readonly [string, RegExp] {
  return [what, new RegExp(`\\b${escaped(what)}\\s*=(?!=)`)];
}

/** What sets levels of all loggers, of loggers whose names are computed, or of the module's own. */
function setsLevels(module: string): RegExp {
  const top = escaped(module.replace(/\..*/s, ""));
  const named = `getLogger\\(\\s*(?:None|["'](?:root["']|${top}\\b)|(?!__name__)[^"'\\s)])`;
  // The root logger, whose level is set at once, by its name, or by whom it is handed to.
  const root = String.raw`getLogger\(\s*\)\s*(?:\.setLevel|[,)])|(\w+)\s*=\s*(?:logging\.)?getLogger\(\s*\)[\s\S]*\b\1\.setLevel`;
  return new RegExp(`basicConfig|dictConfig|fileConfig|logging\\.disable|logging\\.root|${named}|${root}`);
}

/** What is known of an installed distribution: there as long as nobody installs. */
const METADATA =
  /\/(?:site|dist)-packages\/[^/]+\.(?:dist|egg)-info\/(?:entry_points\.txt|METADATA|PKG-INFO|RECORD|top_level\.txt|direct_url\.json|INSTALLER)$/;
/** Installs, or looks for modules elsewhere than before. */
const INSTALLS =
  /(?:dist|egg)-info|["']pip["']|\bpip(?:3|x)? install|\bensurepip\b|\badd(?:site|package)dir\b|\bsys\.path\s*(?:\.\s*(?!copy|index|count)\w+\(|\[[^\]]*\]\s*=(?!=)|[+*]?=(?!=))|\bpath\s*=\s*sys\.path\b|import path\b/;

/** The names of a module, or of one that has its last name, are listed. */
function listsNames(module: string): RegExp {
  const name = escaped(module.slice(module.lastIndexOf(".") + 1));
  return new RegExp(`\\b(?:vars|dir|getmembers)\\(\\s*(?:[\\w.]*\\.)?${name}\\s*[,)]|\\b${name}\\.__dict__`);
}

/** The program itself asks for a logger, or for one whose name is computed. */
function usesLogger(name: string): RegExp {
  return new RegExp(`getLogger\\(\\s*(?:["']${escaped(name)}["'.]|(?!__name__)[^"'\\s)])`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const THREADS = ["Thread", "asyncio", "Executor", "contextvars", "gevent"];
const CHANGING_ARGV = "= .pop( .insert( .append( .remove( .clear( .extend( +="
  .split(" ")
  .flatMap((end) => [`sys.argv${/^[=+]/.test(end) ? " " : ""}${end}`]);

/** What it puts in the place of functions of `typing`, and the list of its caches there. */
const OF_TYPING_EXTENSIONS = /^typing\._(?:check_generic|collect_parameters|cleanups)\b/;
const BY_TYPING_EXTENSIONS = /(?:^|\/)typing_extensions\.py$/;

/** What stays sees the change, also where it is of the same package. */
const changesOther = (code: string): EffectRule =>
  unlessStdlib(({ what, of, file }, { gone, mentions, minor }) => {
    // Generics are made and asked as before but for what this library adds to them itself (.ci/typing-extensions.mjs).
    if (
      OF_TYPING_EXTENSIONS.test(what) &&
      minor >= 11 &&
      (gone.has("typing_extensions") || BY_TYPING_EXTENSIONS.test(file))
    )
      return null;
    // What the import system keeps of a namespace package's folders it makes anew whenever they change.
    if (/\.__path__\._(?:last_parent_path|last_epoch|path)$/.test(what)) return null;
    // Its own __getattr__ puts there what it is asked for.
    if (/^concurrent\.futures\.\w+PoolExecutor$/.test(what)) return null;
    // Loggers and handlers are told one by one, as effects of their own kind.
    if (/^logging\..*(?:loggerDict|loggerMap|_handlers|_handlerList)/.test(what)) return null;
    // So are classes that are taken apart.
    if (what === "copyreg.dispatch_table") return null;
    // It stands for all functions that are overloaded, and nobody has it.
    if (what.startsWith("typing._overload_dummy.")) return null;
    // What is called as objects go is of those objects; at the exit all of it is called, newest first.
    if (/^weakref\.finalize\._/.test(what))
      return mentions("finalize")
        ? { code: "registers-at-exit", does: "registers a finalizer, and the program has its own" }
        : null;
    // Of each module's overloads apart, for who asks for those.
    if (what.startsWith("typing._overload_registry") && !mentions("get_overloads")) return null;
    return isOf(of ?? what, gone) || isOf(what, gone) ? null : { code, does: `changes ${what}` };
  });

/** A library's finder is for names of its own (six.moves); what the project's own finds, others of the project import. */
const changesImports: EffectRule = (effect, context) =>
  /^(?:\/|[A-Za-z]:)/.test(effect.file)
    ? changesOther("changes-import-system")(effect, context)
    : { code: "changes-import-system", does: `changes ${effect.kind} (${effect.what})` };

const RULES: Readonly<Record<string, EffectRule>> = {
  cache: harmless,
  abc: harmless,
  fork: harmless,
  library: harmless,
  waiting: harmless,
  attribute: changesOther("changes-other-module"),
  registry: changesOther("changes-other-module"),
  object: changesOther("changes-other-module"),
  reducer: unlessStdlib(({ what, of }, { gone }) =>
    isOf(of ?? what, gone) ? null : { code: "changes-other-module", does: `registers the ${what} (copyreg)` },
  ),
  // Only who lists a module's names sees that it holds one more of those that it makes as it is asked.
  served: unlessStdlib(({ what, of }, { gone, programHas }) =>
    isOf(of ?? what, gone) || !programHas(listsNames(of ?? what))
      ? null
      : { code: "changes-other-module", does: `has ${what} made` },
  ),
  // Only who lists a class's subclasses sees that there is one more.
  subclass: unlessStdlib(({ what, of }, { gone, mentions }) =>
    isOf(of ?? what, gone) || !mentions("__subclasses__")
      ? null
      : { code: "adds-subclass", does: `derives from ${what}` },
  ),
  "sys.modules": unlessStdlib(({ what, confined }, { gone, stays }) =>
    confined || isOf(what, gone) || !stays(what)
      ? null
      : { code: "changes-modules", does: `replaces the module ${what}` },
  ),
  context: always("changes-context", (what) => `changes ${what}, which belongs to the thread that loads it`),
  descriptor: always("keeps-descriptor", (what) => `keeps a descriptor open (${what})`),
  "reads-environment": reads(
    "reads-environment",
    (what) => `reads ${what === "*" ? "the environment" : `${what} of the environment`}`,
    { text: setsEnvironment, library: librarySets },
  ),
  "reads-clock": reads("reads-clock", (what) => `reads the clock (${what})`),
  "reads-random": reads("reads-random", (what) => `draws random values (${what})`),
  "reads-directory": reads("reads-directory", () => "reads the current directory", {
    words: () => ["chdir"],
    library: () => ["chdir", /\bf?chdir\(/],
  }),
  "reads-argv": reads("reads-argv", (what) => `reads ${what}`, {
    words: () => [...CHANGING_ARGV, "del sys.argv", "sys.argv[:] =", "sys.argv[1:] =", "sys.argv[0] ="],
    library: () => [
      "sys.argv",
      /\bdel sys\.argv|\bsys\.argv\s*(?:\[[^\]\n]*\]\s*)?\+?=(?!=)|\bsys\.argv\.(?!index|count|copy)\w+\(/,
    ],
  }),
  "reads-process": reads("reads-process", (what) => `asks who runs it (${what})`, {
    words: () => ["fork", "multiprocessing", "setuid"],
    library: () => ["fork(", /\bos\.fork\(/],
  }),
  "reads-terminal": reads("reads-terminal", (what) => `asks the terminal (${what})`),
  "reads-machine": reads("reads-machine", (what) => `asks the machine (${what})`),
  "reads-locale": reads("reads-locale", (what) => `reads the locale (${what})`, {
    words: () => ["setlocale"],
    library: () => ["setlocale", /\bsetlocale\(/],
  }),
  "reads-context": reads("reads-context", (what) => `reads the thread's context (${what})`, {
    words: () => [...THREADS, "localcontext", "getcontext", "setcontext"],
  }),
  "reads-warnings": reads("reads-warnings", () => "reads the warnings filters", {
    words: () => [/\b(?:catch_warnings|simplefilter|filterwarnings|resetwarnings)\b/],
  }),
  "reads-signal": reads("reads-signal", () => "reads signal handlers", { words: () => ["signal."] }),
  "reads-thread": reads("reads-thread", () => "asks which threads run", { words: () => THREADS }),
  "reads-objects": reads("reads-objects", () => "walks all objects"),
  "reads-path": reads("reads-path", (what) => `reads ${what}`),
  "reads-modules": reads("reads-modules", (what) => `reads ${what}`),
  "reads-hook": reads("reads-hook", (what) => `reads ${what}`, {
    words: (what) => [`${what} =`],
    library: libraryReplaces,
  }),
  "reads-stream": reads("reads-stream", (what) => `takes ${what} as it is at that moment`, {
    text: (what) =>
      new RegExp(
        `redirect_std|CliRunner|\\bsys\\.\\w+\\.(?:close|detach)\\(|${escaped(what)}\\s*=(?!=)|["'](?:sys\\.)?${escaped(what.slice(4))}["']`,
      ),
    library: libraryReplaces,
  }),
  "reads-log-level": reads("reads-log-level", () => "reads a log level", {
    text: (_, module) => setsLevels(module),
    library: () => [
      "logging",
      /\b(?:basicConfig|dictConfig|fileConfig|logging\.disable)\(|\bgetLogger\(\s*\)\s*\.setLevel/,
    ],
  }),
  "reads-stdin": always("reads-stdin", () => "reads standard input"),
  "sys.meta_path": changesImports,
  "sys.path_hooks": changesImports,
  "sys.path": always("changes-search-path", (what) => `changes sys.path (${what})`),
  environment: always("changes-environment", (what) => `sets ${what} in the environment`),
  signal: always("sets-signal-handler", (what) => `sets a handler (${what})`),
  thread: always("starts-thread", () => "starts a thread"),
  locale: always("changes-locale", () => "changes the locale"),
  directory: always("changes-directory", () => "changes the current directory"),
  umask: always("changes-umask", () => "changes the umask"),
  limit: always("changes-limit", () => "changes a limit of the process"),
  // Numbers that nobody seeds are no others for a draw more or less before them.
  random: unlessStdlib(({ what }, { seedsRandom }) =>
    what === "draws" && !seedsRandom()
      ? null
      : { code: "draws-random", does: `${what === "draws" ? "draws from" : "seeds"} the shared random numbers` },
  ),
  setting: unlessStdlib(always("changes-setting", (what) => `calls ${what}`)),
  codecs: unlessStdlib(always("registers-codec", () => "registers a codec or an error handler")),
  output: always("writes-output", (what) => `writes to ${what}`),
  log: always("writes-log", () => "opens the system's log"),
  process: always("starts-process", (what) => `starts a process (${what})`),
  "file-write": always("writes-file", (what) => `writes ${what}`),
  "audit-hook": always("adds-audit-hook", () => "adds an audit hook"),
  // A socket that is made and closed again (does this machine have IPv6?) reaches nobody.
  network: unlessStdlib(({ what }) =>
    what === "socket.__new__" || what === "socket.bind"
      ? null
      : { code: "network", does: `uses the network (${what})` },
  ),
  // Without a path, only that some code asks for files.
  "reads-file": unlessStdlib(({ what, confined }, { module, programHas, sameLater }) => {
    if (confined || isMetadataOf(what, module) || (METADATA.test(what) && !programHas(INSTALLS))) return null;
    return /^os\.\w+$/.test(what) && sameLater(module) ? null : { code: "reads-file", does: `reads ${what}` };
  }),
  "reads-distributions": unlessStdlib(({ what, confined }, { module, programHas }) =>
    confined || isMetadataOf(what, module) || !programHas(INSTALLS)
      ? null
      : { code: "reads-file", does: `reads ${what}` },
  ),
  atexit: unlessStdlib((_, { mentions }) =>
    mentions("atexit")
      ? { code: "registers-at-exit", does: "registers a call at exit, and the program has its own" }
      : null,
  ),
  warnings: unlessStdlib(({ what }, { gone, mentions }) => {
    const [category = "", only = ""] = what.slice(what.lastIndexOf(" for ") + 5).split(" in ");
    const isReset = mentions(/\b(?:resetwarnings|simplefilter)\b/);
    const isOwn = isOf(category, gone) || (/^[\w.]+$/.test(only) && isOf(only, gone));
    return isOwn && !isReset ? null : { code: "filters-warnings", does: `adds the warnings filter "${what}"` };
  }),
  logging: unlessStdlib(({ what, confined }, { gone, made, module, mentions, programHas, setsUpLoggers }) => {
    if (what === "handlers") return null;
    // Every set-up closes what handlers there are, and enables what it does not disable.
    const isConfigured = (): boolean => mentions(/dictConfig|fileConfig/);
    if (what === "closing handlers")
      return isConfigured()
        ? { code: "changes-logging", does: "makes a handler, which a logging set-up would close" }
        : null;
    const [first = "", name = ""] = what.split(/ (.*)/s);
    if (first === "disabled") {
      return isConfigured()
        ? { code: "changes-logging", does: `disables the logger ${name}, which a set-up enables` }
        : null;
    }
    if (first === "made") {
      // Made later, it is not among those that a set-up treats otherwise.
      if (!setsUpLoggers()) return null;
      return { code: "makes-logger", does: `makes the logger ${name}, which the program's logging set-up may disable` };
    }
    const isOwn =
      first === "logger" &&
      (isOf(name, gone) || (made.has(name) && !programHas(usesLogger(name))) || (confined && name === module));
    return isOwn ? null : { code: "changes-logging", does: `changes ${what}` };
  }),
};

/** Whether a dotted name is one of these modules, or something in one. */
function isOf(name: string, modules: ReadonlySet<string>): boolean {
  for (let dot = name.length; dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
    if (modules.has(name.slice(0, dot))) return true;
  }
  return false;
}

/** The metadata of the distribution that the module itself came with changes no more than its code does. */
function isMetadataOf(file: string, module: string): boolean {
  const folder = /\/([^/]+)-[^/-]+\.(?:dist|egg)-info\//.exec(file.replaceAll("\\", "/"))?.[1];
  const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "_");
  return folder !== undefined && normal(folder) === normal(module.replace(/\..*/s, ""));
}
