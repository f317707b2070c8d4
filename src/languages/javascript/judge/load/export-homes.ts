import type { ForeignPath } from "./facts.js";
import type { LoadGround } from "./load-ground.js";

/** A place in the module that makes what stands there. */
export interface ExportHome {
  readonly file: string;
  readonly path: string;
}

/** How often something is passed on at most: more would be a circle. */
export const MOST_HOPS = 12;
/** Before a module's exports are looked up by path: what calls and unknown keys lead to isn't known. */
export const UNRESOLVED = /\(\)|\*|prototype\.__proto__/;

/** Which modules make what others pass on. */
export class ExportHomes {
  constructor(private readonly around: Pick<LoadGround, "resolve" | "facts" | "foreignAt">) {}

  /**
   * The files that make what stands at a path, with its path there; null where that isn't known.
   *
   * @param isByName whether what is passed on by unknown names keeps its name
   */
  of(file: string, place: ForeignPath, isByName = false): readonly ExportHome[] | null {
    return this.found(file, place, isByName, 0);
  }

  private found(file: string, of: ForeignPath, isByName: boolean, hops: number): readonly ExportHome[] | null {
    const target = this.around.resolve(file, of.specifier);
    if (target === null || target === "builtin" || hops > MOST_HOPS) return null;
    if (UNRESOLVED.test(of.path)) return null;
    const facts = this.around.facts(target);
    if (facts === null) return null;
    const [first = "", ...more] = of.path.split(".");
    const whole = facts.passedOn.get("");
    if (whole !== undefined) return this.through(target, whole, of.path, isByName, hops);
    const named = first === "" ? undefined : facts.passedOn.get(first);
    if (named !== undefined) return this.through(target, named, more.join("."), isByName, hops);
    if (first !== "" && first !== "default" && (facts.passesAll.length > 0 || facts.passedOn.has("*"))) {
      const others = [
        ...facts.passesAll.map((specifier) => ({ specifier, path: first })),
        ...(facts.passedOn.get("*") ?? []).map((each) =>
          each.isByName === true || (isByName && each.path === "*") ? underName(each, first) : each,
        ),
      ];
      const passed = this.through(target, others, more.join("."), isByName, hops);
      const held = this.held(target, of.path, isByName, hops);
      return passed === null || held === null ? null : [...held, ...passed];
    }
    return this.held(target, of.path, isByName, hops);
  }

  /** Of a path within a file's own exports: objects of its own may hold those of others. */
  private held(file: string, path: string, isByName: boolean, hops: number): readonly ExportHome[] | null {
    const others = path === "" ? [] : this.around.foreignAt(file, path);
    const passed = this.through(file, others, "", isByName, hops);
    return passed === null ? null : [{ file, path }, ...passed];
  }

  private through(
    file: string,
    of: readonly ForeignPath[],
    rest: string,
    isByName: boolean,
    hops: number,
  ): readonly ExportHome[] | null {
    const found: ExportHome[] = [];
    for (const { specifier, path } of of) {
      const next = [path, rest].filter((each) => each !== "").join(".");
      const homes = this.found(file, { specifier, path: next }, isByName, hops + 1);
      if (homes === null) return null;
      found.push(...homes);
    }
    return found;
  }
}

/** Of what may stand under any name what stands under one. */
function underName({ specifier, path }: ForeignPath, name: string): ForeignPath {
  return { specifier, path: `${path.slice(0, -1)}${name}` };
}
