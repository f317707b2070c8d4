/** Ways to change something by hand, without those of which a part alone saves as much: the rest of it would be done in vain. */
export function withoutVain<Way extends { readonly blocked: readonly number[]; readonly savingUs: number }>(
  all: readonly Way[],
): Way[] {
  return all.filter(
    ({ blocked, savingUs }) =>
      !all.some(
        (other) =>
          other.blocked.length < blocked.length &&
          other.savingUs >= savingUs &&
          other.blocked.every((index) => blocked.includes(index)),
      ),
  );
}
