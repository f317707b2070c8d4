import type { Reason } from "../../../rewriting.js";
import type { AskScript, LookedProject, ProjectFile } from "./project.js";

interface ProgramRule {
  readonly code: string;
  /** What it does, behind the place. */
  readonly does: string;
  /** Stands in every file that does it. */
  readonly word: string;
  /** How the text shows it. */
  readonly pattern: RegExp;
  /** The text may only seem to do it: CPython's parser decides (`program_wide.py`). */
  readonly isParsed?: true;
}

/** What a program does that reaches every later load, wherever that stands. */
const RULES: readonly ProgramRule[] = [
  {
    code: "removes-search-path",
    does: "takes folders from sys.path: what loads later may not be found",
    word: "sys.path",
    pattern:
      /^[ \t]+(?:del sys\.path\b|sys\.path(?:\.(?:remove|pop|clear)\(|(?:\[(?!0?:0\])[^\]\n]*\])? = (?!\[[^\]\n]*\] \+ sys\.path)))/m,
    isParsed: true,
  },
  {
    code: "relative-search-path",
    does: "adds a relative folder to sys.path, and the program changes its directory: what loads later may not be found",
    word: "sys.path",
    pattern: /\bsys\.path\.(?:insert\(\s*-?\d+\s*,|append\()\s*["'](?!\/|[A-Za-z]:)/,
    isParsed: true,
  },
  {
    code: "removes-modules",
    does: "takes modules out of sys.modules: what was first loaded meanwhile loads twice",
    word: "sys.modules",
    pattern:
      /\bsys\.modules\.(?:pop\(\s*(?!["'\s])|clear\(|popitem\()|\bdel\s+sys\.modules\[\s*(?!["'\s]|__name__)|\bsys\.modules\s*=(?!=)/,
    isParsed: true,
  },
  {
    code: "adds-finder",
    does: "changes who is asked first for modules (sys.meta_path): what loads later may be found otherwise",
    word: "sys.meta_path",
    pattern: /\bsys\.meta_path(?:\.(?:insert|pop|clear|reverse|sort)\(|\s*\[|\s*=(?!=))/,
    isParsed: true,
  },
  {
    code: "limits-descriptors",
    does: "limits how many files can be open: what loads later may not be read",
    word: "RLIMIT_NOFILE",
    pattern: /\bsetrlimit\([^)\n]*RLIMIT_NOFILE/,
  },
  {
    code: "interrupts-loads",
    does: "interrupts whatever runs, perhaps a load",
    word: "",
    pattern: /\bsetitimer\(|\bsignal\.alarm\(|\bPyThreadState_SetAsyncExc\b/,
  },
  {
    code: "runs-code-elsewhere",
    does: "runs code with the globals of a function that it was given, or with others",
    word: "",
    pattern: /\b(?:eval|exec)\([^\n]*\.__globals__|\bFunctionType\([^\n]*\.__code__/,
  },
  {
    code: "replaces-own-files",
    does: "moves or removes files of the program itself: what loads later may be gone",
    word: "__file__",
    pattern: /\b(?:rename|replace|remove|unlink|rmtree|move)\([^\n]*\b__file__/,
  },
];

/** A folder that was there before as well stands at the end then. */
const REORDERS = {
  code: "reorders-search-path",
  does: "may move a folder to the end of sys.path, and a module here has the name of one of the interpreter's own",
};

/** Tests and documentation run before or beside the program; what they do to it the tests show. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|docs?|examples?|benchmarks?)\/|(?:^|\/)(?:test_\w*|\w*_test|conftest|setup|noxfile|fabfile)\.pyw?$/;

export function isAside(shown: string): boolean {
  return ASIDE.test(shown);
}

/** Python's own `site` imports these before the program begins. */
const BY_SITE = /(?:^|\/)(?:site|user)customize\.py$/;
/** Somebody imports one of them himself, as a module of the project. */
const IMPORTS_BY_SITE = /\.(?:site|user)customize\b(?!\.py)|\bimport\s+(?:site|user)customize\b/;

/** As `program_wide.py` prints it: the first line of each kind. */
type ParsedPlaces = Readonly<Record<string, number>>;

/** What is known of the modules around. */
export interface KnownModules {
  /** Of all that the recorded starts loaded. */
  readonly loaded: Iterable<string>;
  isStandard(module: string): boolean;
}

/**
 * What bars every import from coming later: the first of each kind that the project's own code does.
 *
 * @param ask asks `program_wide.py`
 */
export async function programWide(project: LookedProject, known: KnownModules, ask: AskScript): Promise<Reason[]> {
  const found = new Map<string, Reason>();
  const names = [...known.loaded, ...project.files.map(({ module }) => module)];
  const say = ({ code, does }: Pick<ProgramRule, "code" | "does">, shown: string, line: number): void => {
    const message = `${shown}:${line} ${does}`;
    if (!found.has(code)) found.set(code, { code, message, file: shown, line });
  };
  const files = project.files.filter(
    ({ shown, isStandard }) => !isAside(shown) && !shown.endsWith(".pyi") && isStandard !== true,
  );
  const texts = files.map(({ file }) => project.bytes(file)?.toString("utf8") ?? "");
  const isBySite = !texts.some((text, at) => !BY_SITE.test(files[at]?.shown ?? "") && IMPORTS_BY_SITE.test(text));
  const parsed = new Map<ProjectFile, ProgramRule[]>();
  for (const [at, file] of files.entries()) {
    const text = texts[at] ?? "";
    if (isBySite && BY_SITE.test(file.shown)) continue;
    for (const rule of RULES) {
      const match = text.includes(rule.word) ? rule.pattern.exec(text) : null;
      if (match === null) continue;
      if (rule.isParsed !== true) say(rule, file.shown, text.slice(0, match.index).split("\n").length);
      else parsed.set(file, [...(parsed.get(file) ?? []), rule]);
    }
  }
  const asked = [...parsed];
  const answers =
    asked.length === 0
      ? []
      : await ask(
          "",
          asked.map(([{ file }]) => JSON.stringify({ file })),
        );
  for (const [at, [{ shown }, rules]] of asked.entries()) {
    // Of a file that no parser at hand can read the text decides.
    const places = answers[at] as ParsedPlaces | null;
    for (const rule of rules) {
      const line = places === null ? 1 : lineOf(rule, places, names);
      if (line !== undefined) say(rule, shown, line);
    }
    const reordered = places?.[REORDERS.code];
    if (reordered !== undefined && project.files.some((file) => isShadowing(file, known)))
      say(REORDERS, shown, reordered);
  }
  if (!texts.some((text) => /\bchdir\(/.test(text))) found.delete("relative-search-path");
  return [...found.values()];
}

/** Where a file does what a rule says; modules that are taken out by their names' beginning count where some module has such a name. */
function lineOf({ code }: ProgramRule, places: ParsedPlaces, names: readonly string[]): number | undefined {
  const lines = Object.entries(places).flatMap(([place, line]) => {
    const prefix = place.startsWith(`${code} `) ? place.slice(code.length + 1) : null;
    const counts = prefix === null ? place === code : names.some((name) => name.startsWith(prefix));
    return counts ? [line] : [];
  });
  return lines.length === 0 ? undefined : Math.min(...lines);
}

/** Whether which of two modules of a name is found rests on the order of folders. */
function isShadowing({ module, shown, isStandard }: ProjectFile, known: KnownModules): boolean {
  return isStandard !== true && !isAside(shown) && known.isStandard(module);
}
