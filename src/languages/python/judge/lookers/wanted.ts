import type { ImportedName } from "../../../rewriting.js";
import type { ExportedNames } from "../../scan/scanned.js";
import { absoluteName } from "../../static/absolute-name.js";
import type { LookedProject, ProjectFile } from "./project.js";

/** A global name that is asked about: one of a judged module, or what a star import made of it elsewhere. */
export interface Wanted {
  readonly module: string;
  readonly name: string;
  /** The judged name. */
  readonly of: ImportedName;
  /** The star import that brought it here; null for the judged name itself. */
  readonly star: null | { readonly file: ProjectFile; readonly line: number; readonly isTypeOnly: boolean };
}

/** Wanted names by module, then by name. */
export class WantedNames {
  private readonly table = new Map<string, Map<string, Wanted[]>>();

  /** Follows star imports through the project: `from pkg.mod import *` makes what mod imports a name of the importer. */
  constructor(names: readonly ImportedName[], project: LookedProject) {
    const stars = starsOf(project);
    const exported = new Map(project.files.map((file) => [file.module, file]));
    const allOf = (module: string): ExportedNames | null => {
      const file = exported.get(module);
      return file === undefined ? null : project.scan(file.file).all;
    };
    const open: Wanted[] = names.map((of) => ({ module: of.importer, name: of.bound, of, star: null }));
    for (let wanted = open.pop(); wanted !== undefined; wanted = open.pop()) {
      if (!this.add(wanted) || wanted.name === "*") continue;
      const { module, name, of } = wanted;
      if (!isInStar(name, allOf(module))) continue;
      for (const star of stars.get(module) ?? []) open.push({ module: star.file.module, name, of, star });
    }
  }

  get modules(): Iterable<string> {
    return this.table.keys();
  }

  names(module: string): ReadonlyMap<string, readonly Wanted[]> {
    return this.table.get(module) ?? new Map();
  }

  /** Those that a name of a module means: a star import that is judged as a whole may bring any. */
  meant(module: string, name: string): readonly Wanted[] {
    const names = this.names(module);
    const stars = name.startsWith("__") ? undefined : names.get("*");
    return [...(names.get(name) ?? []), ...(name === "*" ? [] : (stars ?? []))];
  }

  *all(): Generator<Wanted> {
    for (const names of this.table.values()) for (const wanted of names.values()) yield* wanted;
  }

  /** @returns false where it was there already */
  private add(wanted: Wanted): boolean {
    let names = this.table.get(wanted.module);
    if (names === undefined) {
      names = new Map();
      this.table.set(wanted.module, names);
    }
    const known = names.get(wanted.name);
    if (known === undefined) names.set(wanted.name, [wanted]);
    else if (known.some(({ of }) => of === wanted.of)) return false;
    else known.push(wanted);
    return true;
  }
}

/** Whether `from module import *` takes a name; a computed `__all__` may hold any. */
export function isInStar(name: string, all: ExportedNames | null): boolean {
  if (all === null) return !name.startsWith("_");
  return all.names.includes(name) || !all.isComplete;
}

type Star = NonNullable<Wanted["star"]>;

const KNOWN = new WeakMap<LookedProject, ReadonlyMap<string, readonly Star[]>>();

/** Star imports of a project's files by the module that they take. */
function starsOf(project: LookedProject): ReadonlyMap<string, readonly Star[]> {
  const stars = KNOWN.get(project);
  if (stars !== undefined) return stars;
  const found = new Map<string, Star[]>();
  KNOWN.set(project, found);
  for (const file of project.files) {
    for (const { kind, module, level, names, line, when } of project.scan(file.file).imports) {
      if (kind !== "from" || names[0]?.name !== "*") continue;
      const from = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
      if (from === null) continue;
      const star = { file, line, isTypeOnly: when === "type-only" };
      const known = found.get(from);
      if (known === undefined) found.set(from, [star]);
      else known.push(star);
    }
  }
  return found;
}
