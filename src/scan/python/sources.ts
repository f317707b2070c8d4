import { fullParser } from "../../io/full-parser.js";
import type { SourceFiles } from "../../io/source-files.js";
import { scanPython } from "../../languages/python/scan/scan.js";
import { NOTHING_SCANNED, type ScannedFile } from "../../languages/python/scan/scanned.js";
import type { ScannedSources } from "../../languages/python/static/sources.js";

/** Python files on this machine, each read and scanned once. */
export class PythonSources implements ScannedSources {
  private readonly scanned = new Map<string, ScannedFile>();
  private readonly sizes = new Map<string, number>();
  private readonly mentioned = new Map<string, boolean>();
  private unsure: string[] = [];

  constructor(private readonly files: SourceFiles) {}

  scan(file: string): ScannedFile {
    const known = this.scanned.get(file);
    if (known !== undefined) return known;
    const read = this.files.read(file);
    const result = "bytes" in read ? scanPython(read.bytes) : unread(read.reason);
    if ("bytes" in read) this.sizes.set(file, read.bytes.length);
    if (result.unsure !== null) this.unsure.push(file);
    this.scanned.set(file, result);
    return result;
  }

  mentions(file: string, text: string): boolean {
    const known = this.mentioned.get(`${file}\n${text}`);
    if (known !== undefined) return known;
    const read = this.files.read(file);
    const found = "bytes" in read && read.bytes.includes(text);
    this.mentioned.set(`${file}\n${text}`, found);
    return found;
  }

  text(file: string): string {
    const read = this.files.read(file);
    return "bytes" in read ? read.bytes.toString("utf8") : "";
  }

  /** In bytes; null for a file that was not read. */
  sizeOf(file: string): number | null {
    return this.sizes.get(file) ?? null;
  }

  /**
   * Has CPython's own parser read what the scanner was unsure of.
   *
   * @param exe null where no interpreter is there to ask: such files stay unsure
   * @returns whether there was any
   */
  async settle(exe: string | null, script: string): Promise<boolean> {
    const files = this.unsure;
    this.unsure = [];
    if (files.length === 0 || exe === null) return false;
    try {
      const results = await fullParser(exe, script).parse(files);
      files.forEach((file, at) => {
        this.scanned.set(file, results[at] ?? NOTHING_SCANNED);
      });
    } catch {
      // The interpreter failed, or is too old: what the scanner said of these files stands.
      return false;
    }
    return true;
  }
}

function unread(reason: string): ScannedFile {
  return { ...NOTHING_SCANNED, unread: { line: 1, reason } };
}
