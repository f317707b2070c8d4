import type { ImportSites } from "../../recording.js";
import type { ScannedImport } from "../scan/import.js";
import { scanSource } from "../scan/scan.js";
import { loads, sitesOf } from "../scan/sites.js";

/** The imports of one file by place and by specifier, for what a run can't say of them. */
export async function javascriptSites(source: Uint8Array, file: string): Promise<ImportSites> {
  const scanned = await scanSource(new TextDecoder().decode(source), file);
  const byPlace = new Map(scanned.imports.filter(loads).map((site) => [`${site.line}:${site.column}`, site]));
  return {
    place({ line, column, specifier }) {
      const site =
        line === null
          ? specifier == null
            ? undefined
            : sitesOf(scanned, specifier).named[0]
          : byPlace.get(`${line}:${column}`);
      return site === undefined ? null : placeOf(site);
    },
  };
}

function placeOf({ line, column, names, when, manner }: ScannedImport): ReturnType<ImportSites["place"]> {
  return { line, column, manner, isDeferred: when === "deferred", names: names.map(({ imported }) => imported) };
}
