import { readFileSync } from "node:fs";
import { witness } from "./witnesses.js";

const known = new Map<string, string | null>();

/** The version in the package.json of a folder; null where there is none. Read once. */
export function packageVersion(folder: string): string | null {
  witness(`${folder}/package.json`);
  const found = known.get(folder);
  if (found !== undefined) return found;
  let version: string | null = null;
  try {
    const read = (JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { version?: unknown }).version;
    if (typeof read === "string") version = read;
  } catch {
    // No package, or a broken one: its copies are told apart by their paths.
  }
  known.set(folder, version);
  return version;
}
