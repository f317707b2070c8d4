/**
 * A smallest set that fails (Zeller and Hildebrandt's ddmin): no item of it can be left out without the failure going away.
 *
 * @param items that fail together
 * @param fails asked about subsets, in the items' order; expected to say false of none
 */
export async function smallestFailing<T>(
  items: readonly T[],
  fails: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let failing = items;
  let parts = 2;
  while (failing.length >= 2) {
    const size = Math.ceil(failing.length / parts);
    let smaller: readonly T[] | null = null;
    for (let at = 0; at < failing.length && smaller === null; at += size) {
      const part = failing.slice(at, at + size);
      if (await fails(part)) {
        smaller = part;
        parts = 2;
      }
    }
    // With two parts the rest of one is the other.
    for (let at = 0; at < failing.length && smaller === null && parts > 2; at += size) {
      const rest = [...failing.slice(0, at), ...failing.slice(at + size)];
      if (await fails(rest)) {
        smaller = rest;
        parts = Math.max(parts - 1, 2);
      }
    }
    if (smaller === null) {
      if (parts >= failing.length) break;
      parts = Math.min(parts * 2, failing.length);
    } else failing = smaller;
  }
  return failing;
}
