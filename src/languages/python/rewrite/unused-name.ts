/** A name that no text of a file holds as a word: with as many underscores behind it as that takes. */
export function unusedName(text: string, name: string): string {
  let free = name;
  while (new RegExp(`\\b${free}\\b`).test(text)) free += "_";
  return free;
}
