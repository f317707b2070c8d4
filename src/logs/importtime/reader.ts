import { UserError } from "../../errors.js";
import type { Warning } from "../../graph/profile.js";
import type { LogFormat, LogReader, LogReading } from "../format.js";
import { looksLike } from "../looks-like.js";
import { assemble } from "./assemble.js";
import { encodingOf, Utf8Input } from "./encoding.js";
import { splitProcesses } from "./processes.js";
import { CACHED, LAZY } from "./rows.js";
import { Scanner } from "./scanner.js";
import { logWarnings } from "./warnings.js";

/** Python's own import log: what `python -X importtime` writes to stderr, CPython 3.7 to 3.15. */
export const importtime: LogFormat = {
  name: "import log",
  recognises(head) {
    const { encoding, mark } = encodingOf(head);
    const text = encoding === "utf-8" ? head : Buffer.from(new TextDecoder(encoding).decode(head.subarray(mark)));
    return Buffer.from(text.buffer, text.byteOffset, text.byteLength).includes("import time:");
  },
  open: (file) => new ImportTimeReader(file),
};

const HEAD = 1 << 12;

class ImportTimeReader implements LogReader {
  private readonly scanner = new Scanner();
  private head: Buffer = Buffer.alloc(0);
  private readonly input = new Utf8Input((bytes) => this.scanner.push(bytes));

  constructor(private readonly file: string) {}

  push(chunk: Uint8Array): void {
    // Kept for the message, should there be no row at all.
    const missing = HEAD - this.head.length;
    if (missing > 0) this.head = Buffer.concat([this.head, chunk.subarray(0, missing)]);
    this.input.push(chunk);
  }

  finish(): LogReading {
    this.input.finish();
    this.scanner.finish();
    const { rows, ignored, doubts } = this.scanner;
    if (rows.count === 0) {
      if (rows.marks.count > 0) {
        const hint = "record the whole start: python -X importtime=2 -m PROGRAM 2> import.log";
        throw new UserError("no-rows", "only rows of modules that were there already, no module was loaded", hint, {
          file: this.file,
        });
      }
      const { what, hint } = looksLike(this.head);
      throw new UserError("no-rows", `not an import log, it looks like ${what}`, hint, { file: this.file });
    }
    const split = splitProcesses(rows);
    const kinds = rows.marks.kind.trimmed();
    const warnings: Warning[] = logWarnings(this.file, doubts, split);
    return {
      graph: assemble(rows, split.trees, split.chosen),
      dialect: {
        header: this.scanner.headers > 0,
        cachedRows: kinds.includes(CACHED),
        lazyRows: kinds.includes(LAZY),
        encoding: this.input.encoding,
      },
      ignored,
      warnings,
    };
  }
}
