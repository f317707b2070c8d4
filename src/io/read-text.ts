import { readFileSync } from "node:fs";
import { witness } from "./witnesses.js";

/** A small file's text; null where there is none. */
export function readText(file: string): string | null {
  witness(file);
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
