/** Changes of a text by offsets in UTF-16 units, made all at once. */
export class Changes {
  private readonly changes: { start: number; end: number; text: string; order: number }[] = [];

  constructor(readonly text: string) {}

  /** What replaces a stretch; of several that come at one offset the one that was said first stands first. */
  replace(start: number, end: number, text: string): void {
    this.changes.push({ start, end, text, order: this.changes.length });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  remove(start: number, end: number): void {
    if (end > start) this.replace(start, end, "");
  }

  /** @throws Error where stretches overlap */
  finish(): string {
    let text = "";
    let at = 0;
    for (const change of this.changes.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order)) {
      if (change.start < at) throw new Error(`changes overlap at ${change.start}`);
      text += this.text.slice(at, change.start) + change.text;
      at = change.end;
    }
    return text + this.text.slice(at);
  }
}
