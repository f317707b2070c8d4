import type { InstalledDistributions } from "../../io/installed-distributions.js";
import type { FoundModule, ModuleFinder } from "../../languages/python/resolve/finder.js";
import type { ScanRequest } from "../request.js";

export interface EntrySearch {
  readonly request: ScanRequest;
  /** Absolute. */
  readonly targets: readonly string[];
  readonly modules: readonly FoundModule[];
  readonly finder: ModuleFinder;
  readonly installed: InstalledDistributions;
  /** Console scripts that the project's files declare: name to `module:function`. */
  readonly scripts: ReadonlyMap<string, string>;
}

export interface Entry {
  readonly found: FoundModule;
  /** Whether it runs as `__main__`; otherwise a launcher imports it. */
  readonly runs: boolean;
}

/** As `python -m` runs a module or package. */
export function running(found: FoundModule, finder: ModuleFinder): Entry {
  const main = found.folders === null ? null : finder.find(`${found.name}.__main__`);
  return main === null ? { found, runs: found.folders === null } : { found: main, runs: true };
}

/** @param script `module:function` */
export function launchedBy(script: string, finder: ModuleFinder): Entry | null {
  const found = finder.find(script.split(":")[0] ?? "");
  return found === null ? null : { found, runs: false };
}
