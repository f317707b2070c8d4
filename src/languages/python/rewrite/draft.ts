import type { Outline } from "./logical-lines.js";
import type { SourceText } from "./source-text.js";

/** Whole lines that come before a physical line. */
export interface Insertion {
  /** Without line breaks. */
  readonly lines: readonly string[];
  /** Blank lines that stand at least between it and what precedes. */
  readonly before: number;
  /** Likewise for what follows. */
  readonly after: number;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What becomes of a file: lines that go, lines that come, and changes within lines. */
export class Draft {
  private readonly changes: Change[] = [];
  /** Whole lines: what comes before a line comes before what changes at its beginning. */
  private readonly gaps: Change[] = [];
  private readonly gone = new Set<number>();
  private readonly insertions = new Map<number, Insertion[]>();

  constructor(
    readonly source: SourceText,
    readonly outline: Outline,
  ) {}

  /** Changes of one draft must not overlap. */
  change(start: number, end: number, text: string): void {
    this.changes.push({ start, end, text });
  }

  /** Takes away physical lines, counted from 0, both ends included. */
  remove(first: number, last: number): void {
    for (let line = first; line <= last; line++) this.gone.add(line);
  }

  /** @param line the physical line, from 0, before which they come; the number of lines for the end */
  insert(line: number, insertion: Insertion): void {
    const there = this.insertions.get(line);
    if (there === undefined) this.insertions.set(line, [insertion]);
    else there.push(insertion);
  }

  /** The new text; where lines went, the larger one of the gaps around them stays. */
  finish(): string {
    const { source } = this;
    const blank = this.blankLines();
    const isGap = (line: number) => blank[line] === true || this.gone.has(line);
    let first = 0;
    while (first <= source.lineCount) {
      let end = first;
      while (end < source.lineCount && isGap(end)) end++;
      this.changeGap(first, end, blank);
      first = end + 1;
    }
    let text = "";
    let at = 0;
    for (const change of [...this.gaps, ...this.changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (change.start < at) throw new Error(`changes overlap at ${change.start}`);
      text += source.text.slice(at, change.start) + change.text;
      at = change.end;
    }
    return text + source.text.slice(at);
  }

  /** Physical lines of blanks alone, outside of statements; a form feed is no blank here. */
  private blankLines(): boolean[] {
    const { source, outline } = this;
    const blank = Array.from({ length: source.lineCount }, (_, i) => /^[ \t]*[\r\n]*$/.test(source.line(i)));
    for (const { start, end } of outline.lines) {
      for (let line = source.lineAt(start); line <= source.lineAt(end - 1); line++) blank[line] = false;
    }
    return blank;
  }

  /** Lines from `first` to before `end` are blank or go; new ones may come before each of them and before `end`. */
  private changeGap(first: number, end: number, blank: readonly boolean[]): void {
    const { source, insertions } = this;
    let isTouched = false;
    for (let line = first; line <= end; line++) isTouched ||= this.gone.has(line) || insertions.has(line);
    if (!isTouched) return;
    let text = first > 0 && !/[\r\n]$/.test(source.line(first - 1)) ? source.breakOf(first - 1) : "";
    let before: Neighbour = first > 0 ? { kind: "line", line: first - 1, after: 0 } : { kind: "edge" };
    let run: string[] = [];
    let longest: string[] = [];
    let hasGone = false;
    const meet = (next: Neighbour & { before?: number }, lineBreak: string) => {
      if (run.length > longest.length) longest = run;
      let blanks = longest;
      if (hasGone && (before.kind === "edge" || next.kind === "edge")) blanks = [];
      if (hasGone && this.isDocstring(before) && !this.isDefinition(next)) blanks = blanks.slice(0, 1);
      const least = next.kind === "edge" || before.kind === "edge" ? 0 : Math.max(before.after ?? 0, next.before ?? 0);
      text += blanks.join("") + lineBreak.repeat(Math.max(0, least - blanks.length));
      before = next;
      run = [];
      longest = [];
      hasGone = false;
    };
    for (let line = first; line <= end; line++) {
      const lineBreak = source.breakOf(Math.min(line, Math.max(0, source.lineCount - 1)));
      for (const insertion of insertions.get(line) ?? []) {
        meet({ kind: "new", before: insertion.before, after: insertion.after }, lineBreak);
        text += insertion.lines.map((each) => each + lineBreak).join("");
      }
      if (line === end) break;
      if (blank[line] === true) run.push(source.line(line));
      else {
        hasGone = true;
        if (run.length > longest.length) longest = run;
        run = [];
      }
    }
    const lineBreak = source.breakOf(Math.min(end, Math.max(0, source.lineCount - 1)));
    meet(end < source.lineCount ? { kind: "line", line: end, after: 0 } : { kind: "edge" }, lineBreak);
    this.gaps.push({ start: source.startOf(first), end: source.startOf(end), text });
  }

  /** Formatters keep one blank line, no more, behind a module's docstring. */
  private isDocstring(neighbour: Neighbour): boolean {
    const doc = this.outline.lines[0];
    if (neighbour.kind !== "line" || doc === undefined) return false;
    return /^["']/.test(this.source.text.slice(doc.start)) && neighbour.line === this.source.lineAt(doc.end - 1);
  }

  private isDefinition(neighbour: Neighbour): boolean {
    return neighbour.kind === "line" && /^(?:def|class|async|@)/.test(this.source.line(neighbour.line ?? 0));
  }
}

interface Neighbour {
  readonly kind: "edge" | "line" | "new";
  readonly line?: number;
  readonly after?: number;
}
