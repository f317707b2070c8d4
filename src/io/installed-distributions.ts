import { readdirSync } from "node:fs";
import type { DistributionRow } from "../graph/graph.js";
import { consoleScripts, nameAndVersion, recordedFiles } from "../languages/python/distribution-files.js";
import { readText } from "./read-text.js";
import { witnessListing } from "./witnesses.js";

/** What is installed in some folders, by the metadata there; each is read when it is first asked for. */
export class InstalledDistributions {
  private readonly owners = new Map<string, ReadonlyMap<string, string>>();
  private readonly rows = new Map<string, DistributionRow | null>();

  /** @param folders absolute: site-packages */
  constructor(private readonly folders: readonly string[]) {}

  /** The distribution whose RECORD lists a file; null for none. @param file absolute */
  ownerOf(file: string): DistributionRow | null {
    for (const folder of this.folders) {
      if (!file.startsWith(`${folder}/`)) continue;
      const metadata = this.ownersIn(folder).get(file.slice(folder.length + 1));
      if (metadata !== undefined) return this.row(metadata);
    }
    return null;
  }

  /** Console scripts of everything that is installed: name to `module:function`. */
  scripts(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const folder of this.folders) {
      for (const metadata of metadataFolders(folder)) {
        const text = readText(`${metadata}/entry_points.txt`);
        if (text === null) continue;
        for (const [name, value] of consoleScripts(text)) if (!found.has(name)) found.set(name, value);
      }
    }
    return found;
  }

  private ownersIn(folder: string): ReadonlyMap<string, string> {
    const known = this.owners.get(folder);
    if (known !== undefined) return known;
    const owners = new Map<string, string>();
    for (const metadata of metadataFolders(folder)) {
      const record = readText(`${metadata}/RECORD`);
      if (record !== null) for (const file of recordedFiles(record)) owners.set(file, metadata);
      else {
        const place = metadata.slice(folder.length + 1);
        for (const file of (readText(`${metadata}/installed-files.txt`) ?? "").split(/\r?\n/)) {
          if (file !== "") owners.set(joined(place, file), metadata);
        }
      }
    }
    this.owners.set(folder, owners);
    return owners;
  }

  private row(metadata: string): DistributionRow | null {
    const known = this.rows.get(metadata);
    if (known !== undefined) return known;
    const { name, version } = nameAndVersion(
      readText(`${metadata}/METADATA`) ?? readText(`${metadata}/PKG-INFO`) ?? "",
    );
    const row = name === null ? null : { name, version };
    this.rows.set(metadata, row);
    return row;
  }
}

function metadataFolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    witnessListing(folder, entries);
    return entries
      .filter(({ name }) => name.endsWith(".dist-info") || name.endsWith(".egg-info"))
      .map(({ name }) => `${folder}/${name}`);
  } catch {
    witnessListing(folder, null);
    return [];
  }
}

/** What lies at `../pkg/x.py` as seen from `pkg.egg-info`. */
function joined(folder: string, file: string): string {
  const parts = folder.split("/");
  for (const part of file.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
