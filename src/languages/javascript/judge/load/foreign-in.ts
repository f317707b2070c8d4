import type { Part, Thing, Value } from "./values.js";

/**
 * Names of exports at or within which reading properties, one of the other, may come to what other modules made, Node's own too; "*" where that
 * may be so of any name. Getters may give anything.
 */
export function foreignIn(exports: Value): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of exports) {
    if (part.kind !== "object") {
      if (isForeign(part)) found.add("*");
      continue;
    }
    const { fields, getters, rest, bases } = part.object;
    for (const [name, value] of fields) if (leadsToForeign([value])) found.add(name);
    for (const name of getters.keys()) found.add(name);
    if (leadsToForeign([rest, bases])) found.add("*");
  }
  return found;
}

function leadsToForeign(values: readonly Value[]): boolean {
  const seen = new Set<Thing>();
  const open = [...values];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const part of value) {
      if (isForeign(part)) return true;
      if (part.kind !== "object" || seen.has(part.object)) continue;
      seen.add(part.object);
      const { fields, getters, rest, bases } = part.object;
      if (getters.size > 0) return true;
      open.push(...fields.values(), rest, bases);
    }
  }
  return false;
}

/** Of the engine's own what is read is never Node's modules'. */
function isForeign(part: Part): boolean {
  return part.kind === "foreign" || (part.kind === "builtin" && part.path.startsWith("node:"));
}
