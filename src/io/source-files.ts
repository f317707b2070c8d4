import { closeSync, constants, openSync, readSync } from "node:fs";
import { witness } from "./witnesses.js";

/** Sources beyond this are not read: the largest bundles that people run have half of it. */
const MOST_BYTES = 32 * 1024 * 1024;
const FIRST_BUFFER = 1024 * 1024;
/** Where a file that is no text shows a zero byte: UTF-16 too, which neither Python nor Node reads. */
const HEAD = 8192;

export type SourceFile = { readonly bytes: Buffer } | { readonly reason: string };

/**
 * Reads source files in three system calls each. What a call returns is valid until the next: the buffer is used again.
 * Never throws: what can't be read has a reason.
 */
export class SourceFiles {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER);

  read(path: string): SourceFile {
    witness(path);
    let descriptor: number;
    try {
      // A pipe would keep us waiting for who writes into it.
      descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      return { reason: reasonOf(error) };
    }
    try {
      return this.whole(descriptor);
    } catch (error) {
      return { reason: reasonOf(error) };
    } finally {
      closeSync(descriptor);
    }
  }

  private whole(descriptor: number): SourceFile {
    let length = 0;
    for (;;) {
      const wanted = this.buffer.length - length;
      const read = readSync(descriptor, this.buffer, length, wanted, null);
      length += read;
      // Of a file, less comes only at its end.
      if (read < wanted) break;
      if (length > MOST_BYTES) return { reason: `larger than ${MOST_BYTES / 1024 / 1024} MB` };
      const larger = Buffer.allocUnsafeSlow(this.buffer.length * 4);
      this.buffer.copy(larger, 0, 0, length);
      this.buffer = larger;
    }
    if (length > MOST_BYTES) return { reason: `larger than ${MOST_BYTES / 1024 / 1024} MB` };
    const bytes = this.buffer.subarray(0, length);
    return bytes.subarray(0, HEAD).includes(0) ? { reason: "binary" } : { bytes };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? `can't be read (${code})`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "a folder",
  ELOOP: "a link that leads to itself",
  ENOENT: "no such file",
  EAGAIN: "a pipe",
  ENXIO: "a pipe",
};
