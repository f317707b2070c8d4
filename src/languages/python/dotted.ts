/** The first parts of a dotted name; names in a log are hostile, and looking at 100,000 prefixes of one would take minutes. */
export function firstParts(name: string, parts: number): string {
  let end = -1;
  for (let part = 0; part < parts; part++) {
    end = name.indexOf(".", end + 1);
    if (end < 0) return name;
  }
  return name.slice(0, end);
}

/** The part before the first dot. */
export function topLevel(name: string): string {
  return firstParts(name, 1);
}
