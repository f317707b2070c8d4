import type { ImportPlace, ImportSites } from "../../recording.js";
import type { ImportSite } from "../scan/import.js";
import { scanSource } from "../scan/scan.js";
import { loads, sitesOf } from "../scan/sites.js";
import { fitsModule } from "./fits-module.js";

/** The imports of one file by place and by specifier, for what a run can't say of them. */
export async function javascriptSites(source: Uint8Array, file: string): Promise<ImportSites> {
  const scanned = await scanSource(new TextDecoder().decode(source), file);
  const named = scanned.imports.filter(loads);
  const byPlace = new Map(named.map((site) => [`${site.line}:${site.column}`, site]));
  const calls = [...scanned.imports, ...scanned.unresolved].filter(({ kind }) => kind === "import()");
  /** The engine gives an import() the place of what is around it: an await, the beginning of a statement. */
  const importCall = (line: number, column: number, imported: string): ImportSite | undefined => {
    const fitting = calls.filter((site) => !("specifier" in site) || fitsModule(site.specifier, imported));
    const here = fitting.filter((site) => site.line === line);
    if (here.length > 0) return nearest(here, column);
    return fitting.find((site) => site.line > line) ?? fitting.at(-1);
  };
  return {
    places({ line, column, specifier, imported, manner }) {
      if (line !== null && manner.includes("dynamic")) return placed(importCall(line, column ?? 1, imported));
      if (line !== null) return placed(byPlace.get(`${line}:${column}`));
      // The engine asks once for what several statements import.
      if (specifier != null) return sitesOf(scanned, specifier).named.filter(isStatement).map(placeOf);
      const fitting = named.filter((site) => fitsModule(site.specifier, imported));
      return fitting.length === 1 ? placed(fitting[0]) : [];
    },
  };
}

function nearest(sites: readonly ImportSite[], column: number): ImportSite | undefined {
  const far = (site: ImportSite): number => Math.abs(site.column - column);
  return [...sites].sort((a, b) => far(a) - far(b))[0];
}

function isStatement({ kind }: ImportSite): boolean {
  return kind !== "require" && kind !== "import()";
}

function placed(site: ImportSite | undefined): ImportPlace[] {
  return site === undefined ? [] : [placeOf(site)];
}

function placeOf({ line, column, names, when, manner }: ImportSite): ImportPlace {
  return { line, column, manner, isDeferred: when === "deferred", names: names.map(({ imported }) => imported) };
}
