const MODULE = "(?:\\w+\\.)?\\bmodules\\[\\s*__name__\\s*\\]";
const ASSIGNS = "(?:[-+*/|&^%@]|<<|>>|\\*\\*|//)?=(?!=)";
const CHANGES = "\\.\\s*(?:update|__setitem__|__delitem__|pop|popitem|clear)\\b";
/** Calls that only read what they are given; `__import__` asks its globals for the package's name. */
const READS =
  /\b(?:dict|list|sorted|len|set|frozenset|tuple|iter|any|all|map|filter|repr|print|type|isinstance|eval|__import__|import_module)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g;

/** Whether a text has anything by which functions could bind names of its own module that they don't declare. */
export const MAY_BIND = /globals\(\)|\bsetattr\b|modules\[\s*__name__|__globals__|f_globals/;

/**
 * Which lines write into the module's own namespace: by `globals()`, by `sys.modules[__name__]`, by names that hold these anywhere in the
 * text, or hand it to who may.
 *
 * @param text of the module
 */
export function writesOwnNamespace(text: string): (code: string) => boolean {
  const modules = [MODULE, ...aliases(text, MODULE)].join("|");
  const own = `globals\\(\\)|vars\\(\\s*(?:${modules})\\s*\\)|(?:${modules})\\s*\\.\\s*__dict__`;
  const tables = [own, ...aliases(text, own)].join("|");
  const written = `(?:${tables}|__globals__|f_globals)\\s*(?:\\[.*\\]\\s*${ASSIGNS}|\\|=|${CHANGES})`;
  const removed = `\\bdel\\b.*(?:${tables})\\s*\\[`;
  const set = `\\b(?:set|del)attr\\(\\s*(?:${modules})\\s*,|(?:${modules})\\s*\\.\\s*\\w+\\s*${ASSIGNS}`;
  const changing = new RegExp(`${written}|${removed}|${set}`, "s");
  const handed = new RegExp(
    `[(,=]\\s*(?:${tables})\\s*[,)]|\\*\\*\\s*(?:${tables})\\b|\\b(?:return|yield)\\s+(?:${tables})\\s*$`,
    "m",
  );
  return (code) => changing.test(code) || handed.test(code.replace(READS, ""));
}

/** Names that hold what an expression gives. */
function aliases(text: string, expression: string): string[] {
  const made = new RegExp(`(?<![\\w.])(\\w+)\\s*(?::[^=\\n]*)?:?=\\s*(?:${expression})\\s*(?=$|[;#,)\\n])`, "gm");
  return [...new Set([...text.matchAll(made)].map(([, name = ""]) => `(?<![\\w.])${name}\\b`))];
}
