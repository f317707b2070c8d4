/**
 * Folders that a bundle must do without: those given, but for what runs it. One that holds such a thing is left out, and so
 * is one that lies in another.
 *
 * @param folders absolute, links followed; null for those that are not known
 * @param kept what has to stay where it is: interpreters, our own folders
 */
export function sourcesAway(folders: readonly (string | null)[], kept: readonly string[]): string[] {
  const wanted = [...new Set(folders)].flatMap((folder) => (folder === null || folder === "/" ? [] : folder));
  const holds = (folder: string, place: string): boolean => place === folder || place.startsWith(`${folder}/`);
  return wanted
    .filter((folder) => !kept.some((place) => holds(folder, place)))
    .filter(
      (folder) =>
        !wanted.some((other) => other !== folder && holds(other, folder) && !kept.some((place) => holds(other, place))),
    )
    .sort();
}
