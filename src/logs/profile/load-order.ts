/**
 * The order in which loads satisfy the graph: processes in order, each process's loads together, and behind
 * each load at once all that were loaded during it.
 *
 * @param process of each load
 * @param importer of each load, a load of the same process that stands before it; -1 for none
 * @returns null when they stand so already, otherwise the loads' present places in the order to take
 */
export function loadOrder(process: Int32Array, importer: Int32Array): Int32Array | null {
  return isOrdered(process, importer) ? null : ordered(process, importer);
}

function isOrdered(process: Int32Array, importer: Int32Array): boolean {
  for (let load = 1; load < importer.length; load++) {
    if ((process[load] ?? 0) < (process[load - 1] ?? 0)) return false;
    // The importer must be the load before or one of those that it stands under. Each load is stepped over
    // once: what lies below a load that we leave is never open again, so the walk is linear in all.
    const above = importer[load] ?? -1;
    let at = load - 1;
    while (at > above) at = importer[at] ?? -1;
    if (at !== above) return false;
  }
  return true;
}

function ordered(process: Int32Array, importer: Int32Array): Int32Array {
  const count = importer.length;
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const roots: number[] = [];
  for (let load = count - 1; load >= 0; load--) {
    const above = importer[load] ?? -1;
    if (above < 0) {
      roots.push(load);
      continue;
    }
    next[load] = first[above] ?? -1;
    first[above] = load;
  }
  roots.reverse().sort((a, b) => (process[a] ?? 0) - (process[b] ?? 0) || a - b);
  const order = new Int32Array(count);
  let placed = 0;
  for (const root of roots) {
    const open = [root];
    for (let load = open.pop(); load !== undefined; load = open.pop()) {
      order[placed++] = load;
      const sibling = next[load] ?? -1;
      if (load !== root && sibling >= 0) open.push(sibling);
      const below = first[load] ?? -1;
      if (below >= 0) open.push(below);
    }
  }
  return order;
}
