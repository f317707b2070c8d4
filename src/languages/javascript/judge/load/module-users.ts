import { builtinName } from "../../builtins.js";
import type { LoadFacts } from "./facts.js";
import type { LoadGround } from "./load-ground.js";

/** A file that can get at a module's exports. */
export interface ModuleUser {
  readonly file: string;
  /** Whether it asks for the module itself, not for one that passes it on. */
  readonly isNear: boolean;
  /** Whether it asks for modules by computed names, of which this may be one. */
  readonly isComputed?: true;
}

/** Who asks for which module. */
export class ModuleUsers {
  private readonly users = new Map<string, readonly ModuleUser[]>();

  constructor(private readonly around: LoadGround) {}

  /** Files that ask for a module, or for one that passes it on. */
  of(target: string): readonly ModuleUser[] {
    const known = this.users.get(target);
    if (known !== undefined) return known;
    const found: ModuleUser[] = [];
    this.users.set(target, found);
    const seen = new Set([target]);
    const open = [target];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const each of this.around.importers(file)) {
        const facts = this.around.facts(each);
        if (facts === null) continue;
        found.push({ file: each, isNear: file === target });
        const passes = facts.passesAll.length > 0 || facts.passedOn.size > 0;
        if (passes && !seen.has(each)) {
          seen.add(each);
          if (this.passesOn(each, facts, file)) open.push(each);
        }
      }
    }
    return found;
  }

  private passesOn(file: string, facts: LoadFacts, target: string): boolean {
    return passedModules(facts).some(
      (specifier) => (builtinName(specifier) ?? this.around.resolve(file, specifier)) === target,
    );
  }
}

/** What a file asks for to pass some of it on. */
export function passedModules({ passesAll, passedOn }: LoadFacts): readonly string[] {
  return [...passesAll, ...[...passedOn.values()].flat().map((each) => each.specifier)];
}
