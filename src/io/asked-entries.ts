import type { Dirent } from "node:fs";
import type { EntryKind } from "../languages/javascript/resolve/file-system.js";
import { witness, witnessListing } from "./witnesses.js";

/**
 * The entries of a folder above the project, of which only those that are asked for by name count as looked at: what else comes
 * and goes there (in /tmp, in a home folder) changes no answer.
 */
export class AskedEntries extends Map<string, EntryKind> {
  constructor(
    private readonly folder: string,
    private readonly listing: readonly Dirent[],
  ) {
    super();
  }

  override get(name: string): EntryKind | undefined {
    const kind = super.get(name);
    // That of a folder changes with what is in it: who goes on asks for that.
    if (kind !== "folder") witness(`${this.folder}/${name}`);
    return kind;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override keys(): MapIterator<string> {
    witnessListing(this.folder, this.listing);
    return super.keys();
  }

  override entries(): MapIterator<[string, EntryKind]> {
    witnessListing(this.folder, this.listing);
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[string, EntryKind]> {
    return this.entries();
  }
}
