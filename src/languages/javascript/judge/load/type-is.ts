import type { Node } from "../../scan/full/node.js";

/** Whether a node's type fits a pattern. Each type is matched once: there are few, and walks ask every node. */
export function typeIs(pattern: RegExp): (node: Node) => boolean {
  const known = new Map<string, boolean>();
  return ({ type }) => {
    let fits = known.get(type);
    if (fits === undefined) {
      fits = pattern.test(type);
      known.set(type, fits);
    }
    return fits;
  };
}
