import { eastAsianWidth } from "get-east-asian-width";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from a log as a terminal may show it: what would move the cursor, colour or reorder it is replaced. */
export function safe(text: string): string {
  return text.replace(UNSAFE, "\ufffd");
}

/** Columns that a text takes in a terminal. */
export function columns(text: string): number {
  // Nearly all names are ASCII; what follows is slow to start.
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const letter of text) {
    if (/^[\p{Mark}\p{Cf}]$/u.test(letter)) continue;
    width += eastAsianWidth(letter.codePointAt(0) ?? 0);
  }
  return width;
}

const ASCII = /^[ -~]*$/;

/** Of a longer text only the ends can be seen; each segment of a text holds a copy of the whole in some engines. */
const END = 512;

/** Letters as people see them: a mark stays with its letter. */
function lettersOf(text: string): string[] {
  return ASCII.test(text) ? [...text] : [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** Cut to a width in terminal columns, the middle left out: both ends of a dotted name say something. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  if (width < 1) return "";
  const letters = lettersOf(text.length > 2 * END ? text.slice(0, END) + text.slice(-END) : text);
  const room = width - 1;
  let used = 0;
  const fits = (letter: string | undefined, most: number): boolean => {
    const wider = used + columns(letter ?? "");
    if (letter === undefined || wider > most) return false;
    used = wider;
    return true;
  };
  let end = letters.length;
  while (fits(letters[end - 1], Math.ceil(room / 2))) end--;
  let start = 0;
  while (start < end && fits(letters[start], room)) start++;
  return `${letters.slice(0, start).join("")}…${letters.slice(end).join("")}`;
}

export function left(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

export function right(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - columns(text))) + text;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of up to `width` columns for a share of 0 to 1, exact to an eighth of a column. */
export function bar(share: number, width: number): string {
  const eighths = Math.max(share > 0 ? 1 : 0, Math.round(Math.min(1, share) * width * 8));
  return "█".repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? "");
}

/**
 * Breaks a sentence into lines of at most `width` columns, each behind `indent` blanks but the first; a word that is
 * wider than a line (a path) is broken too.
 */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  const room = (): number => width - (lines.length > 0 ? indent : 0);
  for (const word of text.split(" ")) {
    if (line !== "" && columns(line) + 1 + columns(word) > room()) {
      lines.push(line);
      line = "";
    }
    if (columns(word) <= room()) line = line === "" ? word : `${line} ${word}`;
    else {
      for (const letter of word) {
        if (columns(line) + columns(letter) > room()) {
          lines.push(line);
          line = "";
        }
        line += letter;
      }
    }
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? each : " ".repeat(indent) + each));
}
