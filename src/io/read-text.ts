import { readFileSync } from "node:fs";

/** A small file's text; null where there is none. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
