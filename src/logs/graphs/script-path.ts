/** A file as a JavaScript tool prints it: `./` and backslashes are one form, `./a.js` and `a.js` one file. */
export function scriptPath(path: string): string {
  const whole = path.replaceAll("\\", "/");
  return whole.startsWith("./") ? whole.slice(2) : whole;
}
