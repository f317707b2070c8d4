/** A place that takes modules out of what Node keeps of those that were loaded. */
export interface Forgetting {
  readonly line: number;
  /** "own" for the file itself, a specifier as its text resolves it, or null where it may be any module. */
  readonly of: { readonly specifier: string } | "own" | null;
}

const CACHE = /\b(?:require\.cache|(?:[Mm]odule|Module\.Module|module\.constructor)\._cache)\b/g;
const DELETES = /(?:\bdelete\s+|\bdeleteProperty\s*\(\s*)$/;
/** What gives names, or modules, but not the table of them. */
const LISTS = /(?:\bObject\.(?:keys|values|entries|getOwnPropertyNames)\s*\(|\bin)\s*$/;
const KEY = /^\s*(?:\[\s*([^\]\n]+?)\s*\]|,\s*([^)\n]+?)\s*\))/;
const OWN = /^(?:__filename|module\.(?:filename|id))$/;
const RESOLVED = /^require\.resolve\(\s*(["'`])([^"'`]+)\1\s*$|^require\.resolve\(\s*(["'`])([^"'`]+)\3\s*\)$/;

/** Where a file's text may take modules out of Node's cache, or put others in: whoever asks for such a module later gets another one. */
export function forgettingIn(text: string): readonly Forgetting[] {
  const found: Forgetting[] = [];
  for (const { 0: name, index } of text.matchAll(CACHE)) {
    const end = index + name.length;
    const key = KEY.exec(text.slice(end, end + 300));
    const before = text.slice(Math.max(0, index - 40), index);
    const isDeleted = DELETES.test(before);
    const isSet = /^\s*=(?![=>])/.test(text.slice(end + (key?.[0].length ?? 0)));
    // As a whole it may be called otherwise.
    const isTaken = key === null && !LISTS.test(before) && /\bdelete(?:Property)?\b/.test(text);
    if (!isDeleted && !isSet && !isTaken) continue;
    const line = text.slice(0, index).split("\n").length;
    found.push({ line, of: key === null ? null : meant(key[1] ?? key[2] ?? "", text) });
  }
  return found;
}

function meant(key: string, text: string): Forgetting["of"] {
  if (OWN.test(key)) return "own";
  const resolved = RESOLVED.exec(/^[\w$]+$/.test(key) ? declaredAs(key, text) : key);
  const specifier = resolved?.[2] ?? resolved?.[4];
  return specifier === undefined ? null : { specifier };
}

/** What a name is declared as, where the text takes it for the cache and for `require` alone; "" if it may be anything. */
function declaredAs(name: string, text: string): string {
  const own = name.replaceAll("$", "\\$");
  const count = (pattern: string): number => [...text.matchAll(new RegExp(pattern, "g"))].length;
  const declared = new RegExp(`\\b(?:const|let|var)\\s+${own}\\s*=\\s*([^;\\n]+?)\\s*(?:;|\\n|$)`).exec(text);
  const others = count(`(?<![\\w$.])${own}(?![\\w$])`) - count(`(?:cache\\s*\\[|\\brequire\\()\\s*${own}\\s*[\\])]`);
  return others === 1 ? (declared?.[1] ?? "") : "";
}
