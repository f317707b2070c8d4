import type { ScannedImport, ScanResult, UnresolvedImport } from "./import.js";

/** Where a source imports one specifier. */
export interface SitesOf {
  /** Those that name it, in the order of the text; those that run nothing (`type-only`, `require.resolve`) left out. */
  readonly named: readonly ScannedImport[];
  /** Computed ones that could mean it: their constant beginning is the specifier's, or they have none. */
  readonly computed: readonly UnresolvedImport[];
}

/**
 * Looks up the imports that a loader was asked for by name: for a recorder, which sees only the importer's file and the
 * specifier, and wants line, column, names, *when* and manner.
 *
 * @param scanned what `scanSource` found in the importer's text
 * @param specifier as the loader was given it
 */
export function sitesOf(scanned: ScanResult, specifier: string): SitesOf {
  return {
    named: scanned.imports.filter((site) => site.specifier === specifier && loads(site)),
    computed: scanned.unresolved.filter((site) => loads(site) && specifier.startsWith(site.prefix ?? "")),
  };
}

/** Whether running an import's statement or call can load a module. */
export function loads(site: Pick<ScannedImport, "kind" | "when">): boolean {
  return site.when !== "type-only" && site.kind !== "require.resolve" && site.kind !== "import.meta.resolve";
}
