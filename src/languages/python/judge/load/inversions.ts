/** The first two of a group in an order that stood the other way round before; null for none. @param count of all there are */
export function inversion(
  order: readonly number[],
  orderBefore: readonly number[],
  count: number,
  groupOf: (each: number) => number | null,
): readonly [number, number] | null {
  const before = positions(orderBefore, count);
  const latest = new Map<number, number>();
  for (const each of order) {
    const group = groupOf(each);
    const position = before[each] ?? -1;
    if (group === null || position < 0) continue;
    const last = latest.get(group);
    if (last !== undefined && position < (before[last] ?? 0)) return [last, each];
    latest.set(group, each);
  }
  return null;
}

/** Everything that stands on another side of something else than before. @param count of all there are */
export function inverted(order: readonly number[], orderBefore: readonly number[], count: number): number[] {
  const before = positions(orderBefore, count);
  const known = order.filter((each) => (before[each] ?? -1) >= 0);
  const found = new Set<number>();
  let highest = -1;
  for (const each of known) {
    const position = before[each] ?? -1;
    if (position < highest) found.add(each);
    highest = Math.max(highest, position);
  }
  let lowest = Number.POSITIVE_INFINITY;
  for (const each of [...known].reverse()) {
    const position = before[each] ?? -1;
    if (position > lowest) found.add(each);
    lowest = Math.min(lowest, position);
  }
  return [...found];
}

function positions(order: readonly number[], count: number): Int32Array {
  const found = new Int32Array(count).fill(-1);
  for (const [at, each] of order.entries()) found[each] = at;
  return found;
}
