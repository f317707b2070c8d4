/** What Markdown, GitHub or HTML could give a meaning to within a line. */
const MARKS = /[\\`*_{}[\]()#+!|<>&~$^="@]|:(?=\S)|(?<=www)\./gi;

/**
 * A name as Markdown that shows the name and nothing else: no markup, no HTML, no link, no mention. As code
 * where that is possible; a backtick would end it, and how `|` and `\` escape each other in a table's code
 * differs between renderers.
 */
export function markdownName(name: string, longest = 120): string {
  const plain = shortened(name, longest);
  return /[`|\\]/.test(plain) ? escaped(plain) : `\`${plain}\``;
}

/**
 * A sentence as Markdown, by character references: they never begin anything (CommonMark 0.31, 6.2), and
 * are no `@` or `#` to what looks for mentions.
 */
export function markdownText(text: string, longest = 400): string {
  return escaped(shortened(text, longest));
}

function shortened(text: string, longest: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, " ").trim();
  const cut = plain.length > longest ? `${plain.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}\u2026` : plain;
  return cut === "" ? "(unnamed)" : cut;
}

function escaped(text: string): string {
  return text.replace(MARKS, (mark) => `&#${mark.charCodeAt(0)};`);
}
