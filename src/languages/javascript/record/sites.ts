import type { ImportSites } from "../../recording.js";
import type { ScannedImport } from "../scan/import.js";
import { scanSource } from "../scan/scan.js";
import { loads, sitesOf } from "../scan/sites.js";
import { fitsModule } from "./fits-module.js";

/** The imports of one file by place and by specifier, for what a run can't say of them. */
export async function javascriptSites(source: Uint8Array, file: string): Promise<ImportSites> {
  const scanned = await scanSource(new TextDecoder().decode(source), file);
  const named = scanned.imports.filter(loads);
  const byPlace = new Map(named.map((site) => [`${site.line}:${site.column}`, site]));
  return {
    place({ line, column, specifier, imported }) {
      if (line !== null) return placed(byPlace.get(`${line}:${column}`));
      if (specifier != null) return placed(sitesOf(scanned, specifier).named[0]);
      const fitting = named.filter((site) => fitsModule(site.specifier, imported));
      return fitting.length === 1 ? placed(fitting[0]) : null;
    },
  };
}

function placed(site: ScannedImport | undefined): ReturnType<ImportSites["place"]> {
  return site === undefined ? null : placeOf(site);
}

function placeOf({ line, column, names, when, manner }: ScannedImport): ReturnType<ImportSites["place"]> {
  return { line, column, manner, isDeferred: when === "deferred", names: names.map(({ imported }) => imported) };
}
