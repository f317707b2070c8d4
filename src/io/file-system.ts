import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { EntryKind, FileSystem } from "../languages/javascript/resolve/file-system.js";
import { AskedEntries } from "./asked-entries.js";
import { witness, witnessListing } from "./witnesses.js";

/** This machine's files, for resolving JavaScript imports. */
export const fileSystem: FileSystem = {
  ignoresCase: process.platform === "darwin" || process.platform === "win32",
  list(folder) {
    let entries: Dirent[];
    try {
      entries = readdirSync(`${folder}/`, { withFileTypes: true });
    } catch {
      witnessListing(folder, null);
      return null;
    }
    const isWhole = !isAboveHere(folder);
    if (isWhole) witnessListing(folder, entries);
    const kinds = isWhole ? new Map<string, EntryKind>() : new AskedEntries(folder, entries);
    for (const entry of entries) {
      kinds.set(entry.name, entry.isSymbolicLink() ? "link" : entry.isDirectory() ? "folder" : "file");
    }
    return kinds;
  },
  kind(path) {
    witness(path);
    try {
      return statSync(path).isDirectory() ? "folder" : "file";
    } catch {
      return null;
    }
  },
  realPath(path) {
    witness(path);
    try {
      const real = realpathSync(path);
      return process.platform === "win32" ? real.replaceAll("\\", "/") : real;
    } catch {
      return null;
    }
  },
  read(path) {
    witness(path);
    try {
      return readFileSync(path, "utf8");
    } catch {
      return null;
    }
  },
};

/** Of a folder that the current one lies in. */
function isAboveHere(folder: string): boolean {
  const here = process.cwd().replaceAll("\\", "/");
  return here !== folder && here.startsWith(`${folder.replace(/\/$/, "")}/`);
}
