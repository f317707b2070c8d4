import type { Folders } from "../resolve/folders.js";

/** Folders as they are walked: which entries are links must be known, so that no circle is walked for ever. */
export interface WalkedFolders extends Folders {
  isLink(path: string): boolean;
}

/**
 * Python files below a folder, sorted by path. Left out: what is hidden, virtual environments, `node_modules`, caches, what was built,
 * and folders behind links.
 *
 * @param folder absolute, with `/`
 */
export function pythonFiles(folder: string, listed: WalkedFolders): string[] {
  return eachProjectFile(folder, listed, (name) => SOURCE.test(name));
}

/** As `pythonFiles`, of files that are wanted by their name. */
export function eachProjectFile(folder: string, listed: WalkedFolders, isWanted = (_name: string) => true): string[] {
  const files: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entries = listed.entries(at);
    if (entries === null || (at !== folder && entries.has("pyvenv.cfg"))) continue;
    for (const [name, isFolder] of entries) {
      const path = `${at}/${name}`;
      if (!isFolder) {
        if (isWanted(name)) files.push(path);
      } else if (!isSkipped(name) && !(BUILT.has(name) && !isPackage(path, listed)) && !listed.isLink(path)) {
        open.push(path);
      }
    }
  }
  return files.sort();
}

export const SOURCE = /\.pyw?$/;
const BUILT: ReadonlySet<string> = new Set(["build", "dist"]);

function isSkipped(name: string): boolean {
  return name.startsWith(".") || name === "node_modules" || name === "__pycache__" || name.endsWith(".egg-info");
}

export function isPackage(folder: string, listed: Folders): boolean {
  return listed.entries(folder)?.get("__init__.py") === false;
}
