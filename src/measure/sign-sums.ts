/**
 * The probability that whole numbers, each with a sign that is as likely + as -, sum to at least so much: counted, not drawn.
 *
 * @param sizes not negative
 */
export function signSumAtLeast(sizes: readonly number[], sum: number): number {
  const all = sizes.reduce((total, size) => total + size, 0);
  // The sum is at least `sum` where those with a + are at least half of `sum` and all together.
  const least = Math.max(0, Math.ceil((all + sum) / 2));
  const shares = new Float64Array(all + 1);
  shares[0] = 1;
  let most = 0;
  for (const size of sizes) {
    if (size === 0) continue;
    most += size;
    for (let at = most; at >= size; at--) shares[at] = ((shares[at] ?? 0) + (shares[at - size] ?? 0)) / 2;
    for (let at = Math.min(size - 1, most); at >= 0; at--) shares[at] = (shares[at] ?? 0) / 2;
  }
  let share = 0;
  for (let at = all; at >= least; at--) share += shares[at] ?? 0;
  return Math.min(1, share);
}
