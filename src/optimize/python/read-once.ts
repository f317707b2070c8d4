import { ANNOTATION_WORDS } from "../../languages/python/judge/annotation-readers.js";
import type { FactsReader, FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";

/** What CPython's parser says of files, each asked about once. */
export class ReadOnce {
  private readonly known = new Map<string, FileFacts | UnreadFile>();

  constructor(private readonly reader: FactsReader) {}

  /** @param files absolute */
  async read(files: readonly string[]): Promise<readonly (FileFacts | UnreadFile)[]> {
    const unknown = [...new Set(files)].filter((file) => !this.known.has(file));
    const found = unknown.length === 0 ? [] : await this.reader.read(unknown, ANNOTATION_WORDS);
    unknown.forEach((file, at) => {
      const facts = found[at];
      if (facts !== undefined) this.known.set(file, facts);
    });
    return files.flatMap((file) => this.known.get(file) ?? []);
  }
}
