import type { Origin } from "../../../graph/vocabulary.js";
import type { FoundModule } from "../resolve/finder.js";
import type { PythonSearchPath } from "../resolve/search-path.js";
import { folderOf, isWithin } from "./module-names.js";

/** Tells a module's origin by the folder that it was found in: the innermost of the known ones decides. */
export class Origins {
  private readonly places: readonly { readonly folder: string; readonly origin: Origin }[];
  private readonly known = new Map<string, Origin>();

  /**
   * @param targets what the user asked about: the application, wherever it lies; but not all that is installed
   * @param roots what the targets' modules are imported from
   */
  constructor(path: PythonSearchPath, targets: readonly string[], roots: readonly string[]) {
    const places = new Map<string, Origin>();
    const add = (folders: readonly string[], origin: Origin): void => {
      for (const folder of folders) if (!places.has(folder)) places.set(folder, origin);
    };
    const installed = path.installed.filter(isSitePackages);
    add(installed, "dependency");
    add(
      targets.filter((target) => !installed.some((folder) => isWithin(folder, target))),
      "application",
    );
    if (path.stdlib !== "") add([path.stdlib], "stdlib");
    add([...roots, ...path.folders.filter((folder) => !isStandard(folder, path))], "application");
    this.places = [...places]
      .map(([folder, origin]) => ({ folder, origin }))
      .sort((a, b) => b.folder.length - a.folder.length);
  }

  of({ kind, file, folders }: FoundModule): Origin {
    const place = file ?? folders?.[0];
    if (kind === "builtin" || place === undefined) return "builtin";
    const folder = folderOf(place);
    const exact = this.places.find((each) => each.folder === place);
    if (exact !== undefined) return exact.origin;
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const origin = this.places.find((each) => isWithin(folder, each.folder))?.origin ?? "stdlib";
    this.known.set(folder, origin);
    return origin;
  }
}

/** What `.pth` files name is somebody's own. */
export function isSitePackages(folder: string): boolean {
  return /\/(?:site|dist)-packages$/.test(folder);
}

function isStandard(folder: string, path: PythonSearchPath): boolean {
  return isWithin(folder, path.stdlib) || folder.endsWith(".zip");
}
