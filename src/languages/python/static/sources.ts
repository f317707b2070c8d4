import type { ScannedFile } from "../scan/scanned.js";

/** Files' imports, each scanned once. */
export interface ScannedSources {
  /** @param file absolute, of Python source; what can't be read is `unread` */
  scan(file: string): ScannedFile;
  /** Whether a text stands anywhere in a file. */
  mentions(file: string, text: string): boolean;
  /** A file's text; empty for one that can't be read. */
  text(file: string): string;
}
