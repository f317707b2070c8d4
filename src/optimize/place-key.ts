/** What is the same for all names of an import statement. */
export function placeKey(importer: string, line: number, column: number): string {
  return `${importer} ${line} ${column}`;
}
