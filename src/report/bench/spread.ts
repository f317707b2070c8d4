const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** How values are spread from the least to the greatest, one column each step, as high as there are many; blank for none. */
export function spread(values: readonly number[], width: number): string {
  const [least, most] = ends(values);
  const counts = new Array<number>(width).fill(0);
  for (const value of values) {
    const share = most === least ? 0 : (value - least) / (most - least);
    const at = Math.min(width - 1, Math.floor(share * width));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const highest = Math.max(...counts);
  return counts.map((count) => (count === 0 ? " " : (LEVELS[Math.ceil((count / highest) * 8) - 1] ?? "█"))).join("");
}

/** The least and the greatest; 0 for none. */
export function ends(values: readonly number[]): [number, number] {
  const [first = 0] = values;
  return values.reduce(
    ([least, most], value): [number, number] => [Math.min(least, value), Math.max(most, value)],
    [first, first],
  );
}
