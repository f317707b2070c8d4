/** Functions that change nothing of what they are handed, and words that are none. */
const HARMLESS =
  /(?:^|\.)(?:Object\.(?:keys|values|entries|getOwnPropertyNames)|JSON\.stringify|console\.\w+|require\.resolve|if|while|switch|for|return|typeof|catch|function|\w*(?:[iI]mport|[iI]nterop|toESM|[eE]xportStar)\w*)$/;

/**
 * Where a file hands a whole module to a function, which may then give its properties other values, as far as its text shows.
 *
 * @param specifiers by which the file asks for it
 * @returns the first such line; null for none
 */
export function handedAt(text: string, specifiers: Iterable<string>): number | null {
  for (const specifier of specifiers) {
    const asked = `["'\`]${escaped(specifier)}["'\`]`;
    const direct = new RegExp(`([\\w$.]+)\\(\\s*require\\(\\s*${asked}\\s*\\)\\s*[,)]`, "g");
    const at = firstHarmful(text, direct) ?? firstOf(namesOf(text, asked), (name) => argumentAt(text, name));
    if (at !== null) return text.slice(0, at).split("\n").length;
  }
  return null;
}

/** Names that stand for all that a module exports. */
function namesOf(text: string, asked: string): ReadonlySet<string> {
  const declared = new RegExp(
    `([\\w$]+)\\s*=\\s*(?:[\\w$.]+\\(\\s*)?require\\(\\s*${asked}\\s*\\)\\s*\\)?(?!\\s*[.[(\\w])`,
    "g",
  );
  const imported = new RegExp(`\\bimport\\s+(?:\\*\\s*as\\s+)?([\\w$]+)\\b[^;"'\`]*?\\bfrom\\s*${asked}`, "g");
  return new Set([declared, imported].flatMap((each) => [...text.matchAll(each)].map(([, name = ""]) => name)));
}

/** Where a name is an argument. */
function argumentAt(text: string, name: string): number | null {
  const value = `${escaped(name)}(?:\\.default)?\\s*[,)]`;
  const first = firstHarmful(text, new RegExp(`([\\w$.]+)\\s*\\(\\s*${value}`, "g"));
  return first ?? new RegExp(`,\\s*${value}`).exec(text)?.index ?? null;
}

function firstHarmful(text: string, calls: RegExp): number | null {
  for (const { 1: callee = "", index } of text.matchAll(calls)) if (!HARMLESS.test(callee)) return index;
  return null;
}

function firstOf(names: Iterable<string>, find: (name: string) => number | null): number | null {
  for (const name of names) {
    const found = find(name);
    if (found !== null) return found;
  }
  return null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
