import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { firstLineOf } from "./started-file.js";
import { witness, witnessListing } from "./witnesses.js";

/** Enough to tell what a folder is about. */
const MOST_FOLDERS = 2000;

/**
 * How many files below some folders have names of each kind; a file without a known ending counts by its first line.
 * Hidden folders, installed packages and environments are left out.
 */
export function countFiles(paths: readonly string[], kinds: readonly [RegExp, RegExp]): readonly [number, number] {
  const counts: [number, number] = [0, 0];
  const open = [...paths];
  for (let at = 0; at < open.length && at < MOST_FOLDERS; at++) {
    const folder = open[at] ?? "";
    const entries = listed(folder);
    if (entries === null) {
      witness(folder);
      if (at < paths.length) count([/^#!.*python/, /^#!.*\b(?:node|deno|bun)\b/], firstLineOf(folder), counts);
      continue;
    }
    if (at >= paths.length && entries.some(({ name }) => name === "pyvenv.cfg")) continue;
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!/^\.|^node_modules$|^__pycache__$/.test(entry.name)) open.push(join(folder, entry.name));
      } else count(kinds, entry.name, counts);
    }
  }
  return counts;
}

function count(kinds: readonly [RegExp, RegExp], text: string, counts: [number, number]): void {
  if (kinds[0].test(text)) counts[0]++;
  else if (kinds[1].test(text)) counts[1]++;
}

function listed(folder: string): Dirent[] | null {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    witnessListing(folder, entries);
    return entries;
  } catch {
    return null;
  }
}
