/** Ways to change something by hand, without those of which a part alone saves as much: the rest of it would be done in vain. */
export function withoutVain<Way extends { readonly refused: readonly number[]; readonly savingUs: number }>(
  all: readonly Way[],
): Way[] {
  return all.filter(
    ({ refused, savingUs }) =>
      !all.some(
        (other) =>
          other.refused.length < refused.length &&
          other.savingUs >= savingUs &&
          other.refused.every((index) => refused.includes(index)),
      ),
  );
}
