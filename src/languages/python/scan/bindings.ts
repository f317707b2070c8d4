import type { Found } from "./found.js";
import { type Target, targetOf } from "./targets.js";

/** What the names of a file may stand for, all its imports and aliases taken together wherever they stand. */
export class Bindings {
  private readonly names = new Map<string, Set<string>>();

  constructor(found: readonly Found[], aliases: ReadonlyMap<string, ReadonlySet<string>>) {
    for (const { what } of found) {
      if (what.kind === "import") {
        for (const { name, as } of what.names) {
          const first = name.split(".", 1)[0] as string;
          this.add(as ?? first, as === null ? first : name);
        }
      } else if (what.kind === "from") {
        const base = `${".".repeat(what.level)}${what.module}`;
        for (const { name, as } of what.names)
          this.add(as ?? name, base.endsWith(".") ? base + name : `${base}.${name}`);
      }
    }
    for (const [name, callees] of aliases) {
      for (const callee of callees) for (const meaning of this.meanings(callee)) this.add(name, meaning);
    }
  }

  private add(name: string, meaning: string): void {
    const known = this.names.get(name);
    if (known === undefined) this.names.set(name, new Set([meaning]));
    else known.add(meaning);
  }

  /** What a dotted name may mean, `importlib.import_module` for `il.import_module`. */
  private meanings(callee: string): string[] {
    const dot = callee.indexOf(".");
    const first = dot < 0 ? callee : callee.slice(0, dot);
    const rest = dot < 0 ? "" : callee.slice(dot);
    const bound = this.names.get(first);
    return bound === undefined ? [callee] : [...bound].map((meaning) => meaning + rest);
  }

  targetOf(callee: string): Target | null {
    for (const meaning of this.meanings(callee)) {
      const target = targetOf(meaning);
      if (target !== null) return target;
    }
    return null;
  }
}
