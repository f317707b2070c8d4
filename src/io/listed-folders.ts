import { readdirSync, statSync } from "node:fs";
import type { Folders } from "../languages/python/resolve/folders.js";
import { witness, witnessListing } from "./witnesses.js";

/** Folders of this machine, each read once. */
export class ListedFolders implements Folders {
  private readonly known = new Map<string, ReadonlyMap<string, boolean> | null>();
  private readonly links = new Set<string>();
  private readonly broken: string[] = [];

  entries(folder: string): ReadonlyMap<string, boolean> | null {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const found = this.read(folder);
    this.known.set(folder, found);
    return found;
  }

  /** Whether an entry of a listed folder is a link. */
  isLink(path: string): boolean {
    return this.links.has(path);
  }

  /** Links in listed folders that lead nowhere, or in a circle. */
  get brokenLinks(): readonly string[] {
    return this.broken;
  }

  private read(folder: string): Map<string, boolean> | null {
    try {
      const entries = new Map<string, boolean>();
      const listing = readdirSync(folder, { withFileTypes: true });
      witnessListing(folder, listing);
      for (const entry of listing) {
        if (entry.isSymbolicLink()) this.follow(`${folder}/${entry.name}`, entry.name, entries);
        else entries.set(entry.name, entry.isDirectory());
      }
      return entries;
    } catch {
      witnessListing(folder, null);
      return null;
    }
  }

  private follow(path: string, name: string, entries: Map<string, boolean>): void {
    this.links.add(path);
    witness(path);
    try {
      entries.set(name, statSync(path).isDirectory());
    } catch {
      this.broken.push(path);
    }
  }
}
