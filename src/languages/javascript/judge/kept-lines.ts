/** The first of these lines of a text whose comment keeps an import (`// importperf: keep`); null for none. */
export function keptLine(text: string, lines: readonly number[]): number | null {
  const all = text.split(/\r\n|[\n\r\u2028\u2029]/);
  return lines.find((line) => /(?:\/\/|\/\*).*\bimportperf:\s*keep\b/.test(all[line - 1] ?? "")) ?? null;
}
