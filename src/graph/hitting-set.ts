export interface HittingSet {
  readonly chosen: readonly number[];
  /** Proven to be smallest; else the best found within the steps allowed. */
  readonly isSmallest: boolean;
}

/**
 * The smallest set that has a member of each of the given sets: branch and bound on the smallest set not hit yet, the
 * bound being how many sets left share no member.
 *
 * @param sets none of them empty
 * @param most steps until the best that was found is good enough
 */
export function hittingSet(sets: readonly (readonly number[])[], most: number): HittingSet {
  let best = greedy(sets);
  let steps = 0;
  const chosen: number[] = [];

  const search = (left: readonly (readonly number[])[], barred: ReadonlySet<number>): void => {
    if (left.length === 0) {
      if (chosen.length < best.length) best = [...chosen];
      return;
    }
    if (++steps > most || chosen.length + disjoint(left) >= best.length) return;
    const tight = left.reduce((a, b) => (b.length < a.length ? b : a));
    const tried = new Set(barred);
    for (const member of byUse(tight, left)) {
      if (tried.has(member)) continue;
      chosen.push(member);
      search(
        left.filter((set) => !set.includes(member)),
        tried,
      );
      chosen.pop();
      // The branches behind this one are without it.
      tried.add(member);
    }
  };
  search(sets, new Set());
  return { chosen: [...best].sort((a, b) => a - b), isSmallest: steps <= most };
}

function greedy(sets: readonly (readonly number[])[]): number[] {
  const chosen: number[] = [];
  for (let left = sets; left.length > 0; ) {
    const [most = 0] = byUse([...new Set(left.flat())], left);
    chosen.push(most);
    left = left.filter((set) => !set.includes(most));
  }
  return chosen;
}

/** How many sets can be picked that share no member: each needs one of its own. */
function disjoint(sets: readonly (readonly number[])[]): number {
  const used = new Set<number>();
  let count = 0;
  for (const set of [...sets].sort((a, b) => a.length - b.length)) {
    if (set.some((member) => used.has(member))) continue;
    for (const member of set) used.add(member);
    count++;
  }
  return count;
}

/** Members in the order of how many sets have them, the most first. */
function byUse(members: readonly number[], sets: readonly (readonly number[])[]): number[] {
  const uses = new Map(members.map((member) => [member, 0]));
  for (const set of sets) {
    for (const member of set) {
      const count = uses.get(member);
      if (count !== undefined) uses.set(member, count + 1);
    }
  }
  return [...members].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a - b);
}
