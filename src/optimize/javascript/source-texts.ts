import { readText } from "../../io/read-text.js";

/** Texts of files, each read once for all that a plan asks of it. */
export class SourceTexts {
  private readonly known = new Map<string, string | null>();

  /** Null for a file that can't be read. */
  of(file: string): string | null {
    const known = this.known.get(file);
    if (known !== undefined) return known;
    const text = readText(file);
    this.known.set(file, text);
    return text;
  }
}
