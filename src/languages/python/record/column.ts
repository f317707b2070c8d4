/**
 * The column at which an import stands in its line, from 1 in UTF-16 units, as editors count.
 *
 * @param text the line
 * @param name the imported module's full name; tells several statements of a line apart
 */
export function importColumn(text: string, name: string): number | null {
  const starts = [...text.matchAll(/(?:^|[;:])\s*((?:lazy\s+)?(?:from|import)\b)/g)].map((match) => ({
    at: match.index + match[0].length - (match[1] ?? "").length,
  }));
  const [first] = starts;
  if (first === undefined) return null;
  if (starts.length === 1) return first.at + 1;
  const last = name.slice(name.lastIndexOf(".") + 1);
  const holding = starts.filter(({ at }, index) => text.slice(at, starts[index + 1]?.at).includes(last));
  return holding.length === 1 && holding[0] !== undefined ? holding[0].at + 1 : null;
}
