import { readFileSync } from "node:fs";

/** A source file's bytes, null for one that can't be read. */
export function sourceBytes(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
