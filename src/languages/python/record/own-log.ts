/** Commands whose Python is told not to load what would bring our hooks (-I, -E, -S). */

const PYTHON = /(?:^|[\\/])python[\d.]*(?:\.exe)?$/;
/** Options whose value may be the next word. */
const WITH_VALUE = /^(?:-[A-Za-z]*[WX]|--check-hash-based-pycs)$/;

/**
 * Why no hook ran in a command, from its words and the first line of the file that it starts.
 *
 * @returns the option; "" for a Python without one, null for a command that seems to be no Python
 */
export function whyNoHook(words: readonly string[], firstLine: string): string | null {
  const all = [...words, ...shebang(firstLine)];
  const at = all.findIndex((word) => PYTHON.test(word));
  return at < 0 ? null : (isolating(all.slice(at + 1)) ?? "");
}

/**
 * The same command with `-X importtime`, which no option keeps out.
 *
 * @param file what the command's first word starts, with its first line
 */
export function ownLog(words: readonly string[], file: string, firstLine: string): readonly string[] | null {
  const started = shebang(firstLine);
  const all = started.length === 0 ? words : [...started, file, ...words.slice(1)];
  const at = all.findIndex((word) => PYTHON.test(word));
  return at < 0 ? null : [...all.slice(0, at + 1), "-X", "importtime", ...all.slice(at + 1)];
}

/** The option among an interpreter's own that keeps hooks out. */
function isolating(words: readonly string[]): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^-./.test(word)) return null;
    if (WITH_VALUE.test(word)) at++;
    // What follows these letters in the same word is their value.
    const flags = word.startsWith("--") ? "" : (/^-([^cmWX]*)/.exec(word)?.[1] ?? "");
    const flag = /[IES]/.exec(flags)?.[0];
    if (flag !== undefined) return `-${flag}`;
    if (!word.startsWith("--") && /[cm]/.test(word)) return null;
  }
  return null;
}

/** The kernel gives all that follows the interpreter as one word; `env -S` splits it. */
function shebang(firstLine: string): string[] {
  if (!firstLine.startsWith("#!")) return [];
  const [interpreter = "", ...rest] = firstLine.slice(2).trim().split(/\s+/);
  return [interpreter, ...rest];
}
