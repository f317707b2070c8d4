import type { Importable, Importer } from "./truth-importers.js";

/** What is known of names of imports, as "file line bound". */
export type Marks = ReadonlyMap<string, "safe" | "unsafe">;

export function markKey(file: string, line: number, bound: string): string {
  return `${file} ${line} ${bound}`;
}

/**
 * Safe is what is used in functions alone, of modules without effects that nobody else takes from there; unsafe what stands in the way of
 * itself, or takes away a module with effects.
 *
 * @param inits texts of the packages' own files
 */
export function marksOf({ leaves, importers }: Importable, inits: string): Marks {
  const marks = new Map<string, "safe" | "unsafe">();
  const effectful = new Set(leaves.filter(({ effect }) => effect !== null).map(({ name }) => name));
  const all = reached("__main__", importers, null);
  const isPlainPackage = /^\s*$/.test(inits.replace(/VERSION = 1|"""A package."""/g, ""));
  for (const importer of importers) {
    for (const name of importer.bound) {
      const key = markKey(importer.file, name.line, name.bound);
      const left = reached("__main__", importers, name);
      const lost = [...all].filter((each) => !left.has(each));
      const isLost = lost.some((each) => effectful.has(each) && !inits.includes(each.replace("sub.", "")));
      const isTaken = importers.every((other) =>
        other.bound.every((each) => each.target !== importer.name || each.original !== name.bound),
      );
      const isUsed = importer.lines.some((line, at) => at >= name.line && name.uses.some((use) => hasWord(line, use)));
      // A star import behind the name's own, of another module, is what the functions read.
      const isHidden = importer.bound.some(
        ({ bound, line, target }) =>
          bound === "*" &&
          line > name.line &&
          (target !== name.target || name.original !== name.bound) &&
          leaves.some((leaf) => leaf.name === target && leaf.names.some(([each]) => each === name.bound)),
      );
      const isFree = [...reached(name.target, importers, null)].every((each) => !effectful.has(each));
      const isOrdinary = name.isPlain && name.bound !== "app" && name.original !== "counter";
      if (name.isBroken || isLost) marks.set(key, "unsafe");
      else if (isOrdinary && isTaken && isUsed && !isHidden && isFree && importer.name !== "__main__" && isPlainPackage)
        marks.set(key, "safe");
    }
  }
  return marks;
}

/** Whether a text stands in a line, and not within a longer name. */
function hasWord(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1))
    if (!/[\w.]/.test(line[at - 1] ?? "") && !/\w/.test(line[at + text.length] ?? "")) return true;
  return false;
}

/** Modules that a module leads to. */
function reached(from: string, importers: readonly Importer[], without: Importer["bound"][number] | null): Set<string> {
  const met = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === "" || met.has(name)) continue;
    met.add(name);
    const own = importers.find((each) => each.name === name);
    open.push(
      ...(own?.bound ?? []).flatMap((each) => (each === without ? [] : [each.target])),
      ...(own?.further ?? []),
    );
  }
  return met;
}
