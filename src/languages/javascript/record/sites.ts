import type { ImportPlace, ImportSites } from "../../recording.js";
import type { Resolver } from "../resolve/resolver.js";
import type { ImportSite } from "../scan/import.js";
import { scanSource } from "../scan/scan.js";
import { loads, sitesOf } from "../scan/sites.js";
import { fitsModule } from "./fits-module.js";

/**
 * The imports of one file by place, by specifier and by what they lead to, for what a run can't say of them.
 *
 * @param resolver null where a specifier's likeness to the module's name has to do
 */
export async function javascriptSites(
  source: Uint8Array,
  file: string,
  resolver: Resolver | null = null,
): Promise<ImportSites> {
  // It ran: what a compiler would have left out, it asks for nothing.
  const scanned = await scanSource(new TextDecoder().decode(source), file, { keepsUnused: true });
  const named = scanned.imports.filter(loads);
  const requires = named.filter(({ kind }) => kind === "require" || kind === "import-equals");
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
    places({ line, column, specifier, imported, importedFile, manner }) {
      if (line !== null && manner.includes("dynamic")) return placed(importCall(line, column ?? 1, imported));
      if (line !== null) return placed(byPlace.get(`${line}:${column}`));
      // The engine asks once for what several statements import.
      if (specifier != null) return sitesOf(scanned, specifier).named.filter(isStatement).map(placeOf);
      const leading = requires.filter((site) => leadsTo(resolver, site.specifier, file, importedFile, imported));
      if (leading.length === 1) return placed(leading[0]);
      const fitting = named.filter((site) => fitsModule(site.specifier, imported));
      return fitting.length === 1 ? placed(fitting[0]) : [];
    },
  };
}

function nearest(sites: readonly ImportSite[], column: number): ImportSite | undefined {
  const far = (site: ImportSite): number => Math.abs(site.column - column);
  return [...sites].sort((a, b) => far(a) - far(b))[0];
}

/** Whether a require call of that file asks for a module. */
function leadsTo(
  resolver: Resolver | null,
  specifier: string,
  file: string,
  importedFile: string | null | undefined,
  imported: string,
): boolean {
  const found = resolver?.require(specifier, file.replaceAll("\\", "/"));
  if (found?.kind === "builtin") return found.name === imported;
  return found?.kind === "file" && found.path === importedFile?.replaceAll("\\", "/");
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
