import type { Reason } from "../../../rewriting.js";
import type { LookedProject } from "./project.js";

/** What a program does that reaches every later load, wherever that stands: code, words, and how its text shows it. */
const RULES: readonly (readonly [code: string, does: string, word: string, pattern: RegExp])[] = [
  [
    "removes-search-path",
    "takes folders from sys.path: what loads later may not be found",
    "sys.path",
    /^[ \t]+(?:del sys\.path\b|sys\.path(?:\.(?:remove|pop|clear)\(|(?:\[(?!0?:0\])[^\]\n]*\])? = (?!\[[^\]\n]*\] \+ sys\.path)([^\n#]*)))/gm,
  ],
  [
    "relative-search-path",
    "adds a relative folder to sys.path, and the program changes its directory: what loads later may not be found",
    "sys.path",
    /\bsys\.path\.(?:insert\(\s*-?\d+\s*,|append\()\s*["'](?!\/|[A-Za-z]:)/,
  ],
  [
    "removes-modules",
    "takes modules out of sys.modules: what was first loaded meanwhile loads twice",
    "sys.modules",
    /\bsys\.modules\.(?:pop\(\s*(?!["'\s])|clear\(|popitem\()|\bdel\s+sys\.modules\[\s*(?!["'\s]|__name__)|\bsys\.modules\s*=(?!=)/,
  ],
  [
    "limits-descriptors",
    "limits how many files can be open: what loads later may not be read",
    "RLIMIT_NOFILE",
    /\bsetrlimit\([^)\n]*RLIMIT_NOFILE/,
  ],
  [
    "interrupts-loads",
    "interrupts whatever runs, perhaps a load",
    "",
    /\bsetitimer\(|\bsignal\.alarm\(|\bPyThreadState_SetAsyncExc\b/,
  ],
  [
    "runs-code-elsewhere",
    "runs code with the globals of a function that it was given, or with others",
    "",
    /\b(?:eval|exec)\([^\n]*\.__globals__|\bFunctionType\([^\n]*\.__code__/,
  ],
  [
    "replaces-own-files",
    "moves or removes files of the program itself: what loads later may be gone",
    "__file__",
    /\b(?:rename|replace|remove|unlink|rmtree|move)\([^\n]*\b__file__/,
  ],
];

/** Tests and documentation run before or beside the program; what they do to it the tests show. */
const ASIDE =
  /(?:^|\/)(?:tests?|testing|docs?|examples?|benchmarks?)\/|(?:^|\/)(?:test_\w*|\w*_test|conftest|setup|noxfile|fabfile)\.pyw?$/;

export function isAside(shown: string): boolean {
  return ASIDE.test(shown);
}

/** Whether a value is the search path as it was before, and nothing else: putting it back takes away what was added meanwhile. */
function isSavedPath(value: string, text: string): boolean {
  const name = value.trim();
  if (!/^(?:self\.)?\w+$/.test(name)) return false;
  const word = `(?<![\\w.])${name.replace(".", "\\.")}`;
  const saved = String.raw`\s*=\s*(?:sys\.path(?:\[:\]|\.copy\(\))|(?:list|(?:copy\.)?copy)\(\s*sys\.path\s*\))[ \t]*(?:#.*)?$`;
  const uses = text.match(new RegExp(`${word}\\b`, "g"))?.length ?? 0;
  const saves = text.match(new RegExp(word + saved, "gm"))?.length ?? 0;
  const restores =
    text.match(new RegExp(`sys\\.path(?:\\[:\\])? = ${name.replace(".", "\\.")}[ \\t]*(?:#.*)?$`, "gm"))?.length ?? 0;
  return saves > 0 && uses === saves + restores;
}

/** What bars every import from coming later: the first of each kind that the project's own code does. */
export function programWide(project: LookedProject): Reason[] {
  const found = new Map<string, Reason>();
  let changesDirectory = false;
  for (const { file, shown } of project.files) {
    if (isAside(shown) || shown.endsWith(".pyi")) continue;
    const text = project.bytes(file)?.toString("utf8") ?? "";
    changesDirectory ||= /\bchdir\(/.test(text);
    for (const [code, does, word, pattern] of RULES) {
      if (found.has(code) || !text.includes(word)) continue;
      const match = pattern.global
        ? [...text.matchAll(pattern)].find(([, value]) => !isSavedPath(value ?? "", text))
        : pattern.exec(text);
      if (match == null) continue;
      const line = text.slice(0, match.index).split("\n").length;
      found.set(code, { code, message: `${shown}:${line} ${does}`, file: shown, line });
    }
  }
  if (!changesDirectory) found.delete("relative-search-path");
  return [...found.values()];
}
