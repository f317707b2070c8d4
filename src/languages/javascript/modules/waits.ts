import { isFunction } from "../judge/scopes/kinds.js";
import { children, type Node } from "../scan/full/node.js";

/** Whether a module's own code, not that of a function, may wait: nobody can require it then, nor what imports it. */
export function waitsAtTopLevel(program: Node): boolean {
  const open = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await === true)) return true;
    if (node.type === "VariableDeclaration" && node.kind === "await using") return true;
    // Keys and decorators of methods run as their class is made.
    for (const [field, each] of children(node))
      if (!isFunction(node) || field === "key" || field === "decorators") open.push(each);
  }
  return false;
}
