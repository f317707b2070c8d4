/** Rows of cells that are Markdown already; all columns but the first are numbers. Ends with a line break. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return `${[head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
