import { joined } from "./comments.js";
import type { Layout } from "./layout.js";

/** A name with the comments that belong to it. */
export interface Item {
  readonly text: string;
  /** On lines of their own, before it. */
  readonly above: readonly string[];
  readonly behind: string | null;
}

/** An import statement to be written. */
export interface NewImport {
  /** `import`, `from m import`, with `lazy` before it where asked for. */
  readonly head: string;
  readonly items: readonly Item[];
  /** On lines of their own, above the statement. */
  readonly above: readonly string[];
  /** Behind the statement. */
  readonly comment: string | null;
}

/** The statement's lines, indented, within the line length where that can be. */
export function writtenLines(statement: NewImport, indent: string, layout: Layout): string[] {
  const { head, items } = statement;
  const above = statement.above.map((comment) => indent + comment);
  if (!head.endsWith("import") || /^(?:lazy )?import$/.test(head))
    return [...above, ...plain(statement, indent, layout)];
  const names = items.map(({ text }) => text).join(", ");
  const inner = items.filter((item) => item.above.length > 0 || item.behind !== null);
  const line = `${indent}${head} ${names}`;
  if (inner.length === 0 || (items.length === 1 && inner.length === 1)) {
    const only = items.length === 1 ? items[0] : undefined;
    const comment = joined([only?.behind, statement.comment].filter((each) => each !== null && each !== undefined));
    if (width(line) <= layout.lineLength) {
      const lead = (only?.above ?? []).map((comment) => indent + comment);
      return [...above, ...lead, comment === null ? line : `${line}  ${comment}`];
    }
  }
  return [...above, ...wrapped(statement, indent, layout, inner.length > 0)];
}

/** `import a, b` has no parentheses: where it is too long or has comments, each module has its own line. */
function plain({ head, items, comment }: NewImport, indent: string, layout: Layout): string[] {
  const line = `${indent}${head} ${items.map(({ text }) => text).join(", ")}`;
  const isSimple = items.every((item) => item.above.length === 0 && item.behind === null);
  if (items.length === 1 || (isSimple && width(line) <= layout.lineLength)) {
    return [comment === null ? line : `${line}  ${comment}`];
  }
  return items.map(({ text }) => `${indent}${head} ${text}${comment === null ? "" : `  ${comment}`}`);
}

function wrapped({ head, items, comment }: NewImport, indent: string, layout: Layout, hasComments: boolean): string[] {
  const { unit, lineLength } = layout;
  const behind = comment === null ? "" : `  ${comment}`;
  const wrapping = hasComments || comment !== null ? "one-a-line" : layout.wrapping;
  const inner = indent + unit;
  if (wrapping === "one-a-line") {
    const lines = items.flatMap((item, i) => {
      const comma = i < items.length - 1 || layout.hasTrailingComma ? "," : "";
      const tail = item.behind === null ? "" : `  ${item.behind}`;
      return [...item.above.map((each) => inner + each), `${inner}${item.text}${comma}${tail}`];
    });
    return [`${indent}${head} (${behind}`, ...lines, `${indent})`];
  }
  const names = items.map(({ text }) => text);
  if (wrapping === "filled") {
    const last = layout.hasTrailingComma ? "," : "";
    return [`${indent}${head} (`, ...filled(names, inner, inner, lineLength, last), `${indent})`];
  }
  if (wrapping === "aligned") {
    const start = `${indent}${head} (`;
    const blanks = indent + " ".repeat(width(start) - indent.length);
    return filled(names, start, blanks, lineLength, ")");
  }
  const lines = filled(names, `${indent}${head} `, inner, lineLength - 2, "");
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line));
}

/** Names over lines, as many in each as fit. */
function filled(names: readonly string[], first: string, next: string, length: number, last: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  names.forEach((name, i) => {
    const word = `${name}${i < names.length - 1 ? "," : last}`;
    if (!isEmpty && width(line) + 1 + width(word) > length) {
      lines.push(line);
      line = next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  });
  return [...lines, line];
}

/** In columns; a tab counts four. */
function width(line: string): number {
  return [...Buffer.from(line, "latin1").toString("utf8").replaceAll("\t", "    ")].length;
}
