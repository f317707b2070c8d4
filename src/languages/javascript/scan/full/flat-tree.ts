import { eachChild, type Node } from "./node.js";

/** All nodes of a tree, each behind the one above it: what is known around a node may be kept by its index. */
export interface FlatTree {
  readonly nodes: readonly Node[];
  /** Of each node the index of the one above it; of the first its own. */
  readonly above: readonly number[];
  /** Of each node the field that it stands in; of the first "". */
  readonly fields: readonly string[];
}

/** For several walks over one tree; without recursion, since texts may be nested deeply. */
export function flatTree(root: Node): FlatTree {
  const nodes = [root];
  const above = [0];
  const fields = [""];
  for (let at = 0; at < nodes.length; at++) {
    eachChild(nodes[at] as Node, (field, node) => {
      nodes.push(node);
      above.push(at);
      fields.push(field);
    });
  }
  return { nodes, above, fields };
}
