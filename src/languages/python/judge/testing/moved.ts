import type { ChosenEdit } from "../../../rewriting.js";

/**
 * Moves names by the plainest of means: enough for generated programs, whose import statements take a line each.
 *
 * @param edits all of the file's
 */
export function moved(source: string, edits: readonly ChosenEdit[]): string {
  const lines = source.split("\n");
  const changes: { line: number; column: number; end: number; text: string }[] = [];
  for (const { name, option } of edits) {
    const statement = name.from === null ? `import ${name.text}` : `from ${name.from} import ${name.text}`;
    for (const { line, column, inline } of option.places) {
      const indent = (lines[line - 1] ?? "").slice(0, column - 1);
      if (inline === null) changes.push({ line, column: 1, end: 1, text: `${indent}${statement}\n` });
      else changes.push({ line, column, end: column, text: `${statement}; ` });
    }
    for (const { line, column, endColumn } of option.types?.quotes ?? []) {
      changes.push({ line, column: endColumn, end: endColumn, text: '"' }, { line, column, end: column, text: '"' });
    }
  }
  for (const line of new Set(edits.map(({ name }) => name.line))) {
    const gone = edits.filter(({ name }) => name.line === line).map(({ name }) => name.text);
    const [, head = "", list = ""] = /^((?:from \S+ )?import )(.*)$/.exec(lines[line - 1] ?? "") ?? [];
    const left = list.split(", ").filter((text) => !gone.includes(text));
    const text = left.length > 0 ? head + left.join(", ") : "pass";
    changes.push({ line, column: 1, end: head.length + list.length + 1, text });
  }
  changes.sort((a, b) => b.line - a.line || b.column - a.column);
  for (const { line, column, end, text } of changes) {
    const old = lines[line - 1] ?? "";
    lines[line - 1] = old.slice(0, column - 1) + text + old.slice(end - 1);
  }
  return lines.join("\n");
}
