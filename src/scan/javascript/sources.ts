import type { SourceFiles } from "../../io/source-files.js";
import { dialectOf } from "../../languages/javascript/scan/dialect.js";
import type { ScanResult } from "../../languages/javascript/scan/import.js";
import { scanFast } from "../../languages/javascript/scan/scan.js";

const NOTHING: ScanResult = { imports: [], unresolved: [], unread: null };

/** JavaScript and TypeScript files on this machine. */
export class JavaScriptSources {
  private readonly sizes = new Map<string, number>();

  /** @param keepsUnused whether the compiler of a file keeps imports whose names are used as types alone */
  constructor(
    private readonly files: SourceFiles,
    private readonly keepsUnused: (file: string) => boolean,
  ) {}

  /** @returns null where only the full parser can tell */
  scan(file: string): ScanResult | null {
    const read = this.files.read(file);
    if (!("bytes" in read)) return { ...NOTHING, unread: { line: null, reason: read.reason } };
    this.sizes.set(file, read.bytes.length);
    return scanFast(read.bytes.toString("utf8"), file, { keepsUnused: this.keepsUnused(file) });
  }

  /** Loads Babel when first asked. */
  async scanFully(file: string): Promise<ScanResult> {
    const read = this.files.read(file);
    if (!("bytes" in read) || dialectOf(file) === null) return NOTHING;
    const text = read.bytes.toString("utf8");
    const { scanFully } = await import("../../languages/javascript/scan/full/scan.js");
    return scanFully(text, file, { keepsUnused: this.keepsUnused(file) });
  }

  text(file: string): string {
    const read = this.files.read(file);
    return "bytes" in read ? read.bytes.toString("utf8") : "";
  }

  /** In bytes; null for a file that was not read. */
  sizeOf(file: string): number | null {
    return this.sizes.get(file) ?? null;
  }
}
