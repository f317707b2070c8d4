/**
 * Whether a module-level name is a loop's variable and nothing else: what is left in it after the loop is the last thing that was
 * gone through, and nobody reads it.
 *
 * @param source the module's text
 */
export function isLoopVariable(source: string, name: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  const word = new RegExp(`\\b${name}\\b`);
  const loop = new RegExp(`^(\\s*)for\\s+(?:\\w+\\s*,\\s*)*${name}\\b[^:]*\\bin\\b`);
  let depth: number | null = null;
  let isFound = false;
  for (const line of source.split(/\r\n|\r|\n/)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = line.length - line.trimStart().length;
    if (depth !== null && indent <= depth) depth = null;
    const begins = loop.exec(line);
    if (begins !== null) {
      depth = Math.min(depth ?? Number.POSITIVE_INFINITY, (begins[1] ?? "").length);
      isFound = true;
    } else if (depth === null && word.test(line)) return false;
  }
  return isFound;
}
