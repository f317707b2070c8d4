/** Where a circle of imports may be entered otherwise than it was. All by names. */
export interface OtherDoor {
  /** The module of the circle that was loaded first. */
  readonly usual: string;
  /** The one that may be now. */
  readonly other: string;
}

export interface CircleGround {
  /** What each module imports while it loads, in that order, without what moved. */
  readonly imported: ReadonlyMap<string, ReadonlySet<string>>;
  /** Modules by which loading may begin later. */
  readonly doors: Iterable<string>;
  /** Who asks for a module, whenever they do. */
  importers(module: string): readonly string[];
}

/**
 * Whether some load that begins later may come to a circle at another of its modules than the start did. What was loaded before does not
 * matter: it can't lead to the circle, which would have been entered then.
 *
 * @param members the one by which the start came to the circle first
 */
export function otherDoor(members: readonly string[], { imported, doors, importers }: CircleGround): OtherDoor | null {
  const [usual] = members;
  if (usual === undefined) return null;
  const circle = new Set(members);
  const leading = leadingTo(circle, imported);
  const asked = [...leading].filter((module) => importers(module).some((each) => !leading.has(each)));
  for (const door of [...doors, ...asked]) {
    const other = leading.has(door) ? firstOf(circle, door, imported) : null;
    if (other !== null && other !== usual) return { usual, other };
  }
  return null;
}

/** The module of a circle to which loads that begin at some modules, one behind the other, come first. */
export function firstEntered(
  members: readonly string[],
  roots: readonly string[],
  imported: ReadonlyMap<string, ReadonlySet<string>>,
): string | null {
  const circle = new Set(members);
  for (const root of roots) {
    const found = firstOf(circle, root, imported);
    if (found !== null) return found;
  }
  return null;
}

/** The modules whose loads lead to a circle, its own among them. */
function leadingTo(
  circle: ReadonlySet<string>,
  imported: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const importersOf = new Map<string, string[]>();
  for (const [importer, all] of imported)
    for (const each of all) {
      const known = importersOf.get(each);
      if (known === undefined) importersOf.set(each, [importer]);
      else known.push(importer);
    }
  const found = new Set(circle);
  for (const module of found) for (const importer of importersOf.get(module) ?? []) found.add(importer);
  return found;
}

/** The first module of a circle that the load of another one comes to. */
function firstOf(
  circle: ReadonlySet<string>,
  door: string,
  imported: ReadonlyMap<string, ReadonlySet<string>>,
): string | null {
  const seen = new Set<string>();
  const open = [door];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (circle.has(module)) return module;
    if (seen.has(module)) continue;
    seen.add(module);
    open.push(...[...(imported.get(module) ?? [])].reverse());
  }
  return null;
}
