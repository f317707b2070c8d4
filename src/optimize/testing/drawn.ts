/** What decides about one generated program. */
const NUMBERS = 1500;

/** The numbers that make one program: the same for the same seed and place. */
export function drawn(seed: number, at: number): number[] {
  const next = random(seed * 1_000_003 + at);
  return Array.from({ length: NUMBERS }, next);
}

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 8;
  };
}
