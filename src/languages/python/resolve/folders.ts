/** What lies in folders, read once; `io/` lists them. */
export interface Folders {
  /**
   * @param folder absolute, with `/`
   * @returns each entry's name and whether it is a folder, links followed; null for what is no folder or can't be read
   */
  entries(folder: string): ReadonlyMap<string, boolean> | null;
}
