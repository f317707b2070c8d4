import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isMark } from "./bundle-out.js";

/** What a file, or all files in a folder, take; a link counts as a file of its own length, and is not followed. */
export function folderSize(path: string): { readonly bytes: number; readonly files: number } {
  let bytes = 0;
  let files = 0;
  const open = [path];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const found = lstatSync(at);
    if (found.isDirectory()) for (const name of readdirSync(at)) open.push(...(isMark(name) ? [] : [join(at, name)]));
    else {
      bytes += found.size;
      files++;
    }
  }
  return { bytes, files };
}
