/** The line at a compiled file's end that leads to its map; "" for none. */
export const mapLine = (text: string): string => /\/\/# sourceMappingURL=\S+\s*$/.exec(text)?.[0] ?? "";

/** Where that says that the map is, as it is written. */
export const mapUrl = (text: string): string | undefined => /sourceMappingURL=(\S+)/.exec(mapLine(text))?.[1];

/** The sources that a map names, relative to its folder's `sourceRoot`; none where the text is no map. */
export function sourcesOfMap(text: string): { readonly sourceRoot: string; readonly sources: readonly string[] } {
  let map: { sourceRoot?: unknown; sources?: unknown } | null = null;
  try {
    map = JSON.parse(text);
  } catch {
    // Another file of that name.
  }
  const { sourceRoot, sources } = map ?? {};
  const names = Array.isArray(sources) ? sources.filter((each) => typeof each === "string") : [];
  return { sourceRoot: typeof sourceRoot === "string" ? sourceRoot : "", sources: names };
}
