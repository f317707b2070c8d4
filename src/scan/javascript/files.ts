import type { FileSystem } from "../../languages/javascript/resolve/file-system.js";
import { isLeftOut, LISTED } from "../../languages/javascript/static/project.js";

export interface ProjectFiles {
  /** Absolute, sorted. */
  readonly sources: readonly string[];
  /** Folders with a package.json, the outermost first. */
  readonly packages: readonly string[];
}

/** A project's own source files; links are not followed, as whoever they lead to is listed where it lies. */
export function projectFiles(folder: string, system: FileSystem): ProjectFiles {
  const sources: string[] = [];
  const packages: string[] = [];
  const open = [folder];
  for (let at = 0; at < open.length; at++) {
    const here = open[at] ?? "";
    for (const [name, kind] of system.list(here) ?? []) {
      if (kind === "folder") {
        if (!isLeftOut(name)) open.push(`${here}/${name}`);
      } else if (kind === "file") {
        if (LISTED.test(name)) sources.push(`${here}/${name}`);
        else if (name === "package.json") packages.push(here);
      }
    }
  }
  return { sources: sources.sort(), packages };
}
