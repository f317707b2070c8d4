import { readdirSync, statSync } from "node:fs";
import type { Folders } from "../languages/python/resolve/folders.js";

/** Folders of this machine, each read once. */
export class ListedFolders implements Folders {
  private readonly known = new Map<string, ReadonlyMap<string, boolean> | null>();

  entries(folder: string): ReadonlyMap<string, boolean> | null {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const found = read(folder);
    this.known.set(folder, found);
    return found;
  }
}

function read(folder: string): Map<string, boolean> | null {
  try {
    const entries = new Map<string, boolean>();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const isFolder = entry.isSymbolicLink() ? leadsToFolder(`${folder}/${entry.name}`) : entry.isDirectory();
      if (isFolder !== null) entries.set(entry.name, isFolder);
    }
    return entries;
  } catch {
    return null;
  }
}

/** @returns null for a link that leads nowhere */
function leadsToFolder(link: string): boolean | null {
  try {
    return statSync(link).isDirectory();
  } catch {
    return null;
  }
}
