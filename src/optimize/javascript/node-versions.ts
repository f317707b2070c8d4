import satisfies from "semver/functions/satisfies.js";
import subset from "semver/ranges/subset.js";
import type { Files } from "../../languages/javascript/resolve/files.js";
import type { PackageJson } from "../../languages/javascript/resolve/package-json.js";
import { folderOf } from "../../languages/javascript/resolve/paths.js";

/**
 * Node's versions whose `require` loads ES modules without a flag or a warning (nodejs/node#56194). 23.0 to 23.4 warn, unless a file of
 * node_modules requires; a range that leaves out only them is written by nobody, and they have had no support since 23.5.
 */
export const REQUIRES_MODULES = "^20.19.0 || >=22.13.0";

/** Whether all versions of a range, as `engines.node` has it, can require ES modules. */
export function allRequireModules(range: string): boolean {
  try {
    return subset(range, REQUIRES_MODULES);
  } catch {
    return false;
  }
}

/** @param runtime as a recording has it: "Node.js 24.1.0" */
export function requiresModules(runtime: string | null): boolean {
  return satisfies(runtime?.replace(/^\D*/, "") ?? "", REQUIRES_MODULES);
}

/** The package that a file belongs to: the nearest package.json that has a name or says what runs it, not only of which type files are. */
export function packageOf(file: string, files: Files): PackageJson | null {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const found = folder.endsWith("/node_modules") ? "invalid" : files.packageJson(folder);
    if (found === "invalid") return null;
    if (found !== null && (found.name !== null || found.node !== null)) return found;
    if (folder === "") return null;
  }
}
