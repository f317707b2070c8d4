/** Of answers that were not asked for lately so many bytes stay. */
const MOST_UNASKED = 16 * 1024 * 1024;

/** Answers by name, as one text: of each a line with its name, a blank and a document of JSON. */
export class AnswerPack {
  /** Where each answer begins and ends. */
  private readonly places = new Map<string, readonly [start: number, end: number]>();
  private readonly asked = new Map<string, string>();

  constructor(private readonly bytes: Buffer) {
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf("\n", start);
      const blank = bytes.indexOf(" ", start);
      if (end < 0 || blank < 0 || blank > end) break;
      this.places.set(bytes.toString("latin1", start, blank), [blank + 1, end]);
      start = end + 1;
    }
  }

  get isEmpty(): boolean {
    return this.places.size === 0;
  }

  find(name: string): string | null {
    const known = this.asked.get(name);
    if (known !== undefined) return known;
    const place = this.places.get(name);
    if (place === undefined) return null;
    const text = this.bytes.toString("utf8", ...place);
    this.asked.set(name, text);
    return text;
  }

  add(name: string, text: string): void {
    this.asked.set(name, text);
  }

  /** What was asked for first: of the rest only so much stays. */
  text(): Buffer {
    const parts = [...this.asked].map(([name, text]) => `${name} ${text}\n`);
    let left = MOST_UNASKED;
    for (const [name, [start, end]] of this.places) {
      if (this.asked.has(name)) continue;
      left -= end - start;
      if (left < 0) break;
      parts.push(`${name} ${this.bytes.toString("utf8", start, end)}\n`);
    }
    return Buffer.from(parts.join(""));
  }
}
