import type { ImportGraph } from "../../graph/graph.js";
import { rootPath } from "./names.js";
import { absolutePath, isWithin, placeOf } from "./place.js";

/**
 * Absolute folders in which a package.json says something about a graph's modules: those of the installed packages,
 * and for the application's files each folder from theirs up to the root. Linear: a folder's way up is walked once.
 */
export function packageJsonFolders(graph: ImportGraph): Set<string> {
  const root = rootPath(graph.root);
  const folders = new Set<string>();
  for (const file of graph.modules.file ?? []) {
    if (file === null) continue;
    const place = placeOf(file, root);
    if (place.kind === "package" && place.within !== "") folders.add(absolutePath(place.folder, root));
    if (place.kind === "file") addWayUp(absolutePath(place.path, root), root, folders);
  }
  return folders;
}

function addWayUp(path: string, root: string | null, folders: Set<string>): void {
  const inside = root !== null && isWithin(path, root);
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (inside && end < root.length) return;
    const folder = path.slice(0, end);
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}
