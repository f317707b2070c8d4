import type { Node } from "../../scan/full/node.js";
import { typeIs } from "./type-is.js";

const isField = typeIs(/^Class(?:Private|Accessor)?Property$/);

/** What has code that runs when it is called. */
export const isFunction = typeIs(/^(?:Function\w+|ArrowFunctionExpression|ObjectMethod|Class(?:Private)?Method)$/);

/** Code of an instance's fields runs whenever one is made. */
export function isInstanceField(node: Node): boolean {
  return isField(node) && node.static !== true;
}
