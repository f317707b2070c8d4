import { bare, child, list, type Node, string } from "../../scan/full/node.js";
import { boundNames } from "./declared-names.js";
import { isFunction } from "./runs-later.js";
import { typeIs } from "./type-is.js";

const isMember = typeIs(/MemberExpression$/);
/** Methods of lists that call what they are handed, and don't keep it. */
const LIST_CALLS = /^(?:forEach|map|filter|some|every|find|findIndex|flatMap|reduce|reduceRight)$/;
/** Methods of lists that give lists. */
const GIVES_LIST = /^(?:map|filter|flatMap|slice|concat|flat)$/;

/** `["a", "b"].forEach(function () { … })`: its code runs where it stands, for each of a list. */
export function isHandedToList(node: Node, above: Node, field: string, constants: ReadonlyMap<string, Node>): boolean {
  if (above.type !== "CallExpression" || field !== "arguments" || node.async === true || node.generator === true)
    return false;
  if (node.type === "FunctionExpression" && child(node, "id") !== null) return false;
  const callee = bare(child(above, "callee"));
  return (
    callee?.type === "MemberExpression" &&
    LIST_CALLS.test(methodOf(callee)) &&
    list(above, "arguments")[0] === node &&
    isList(bare(child(callee, "object")), constants)
  );
}

function methodOf(member: Node): string {
  return member.computed === true ? "" : (string(child(member, "property"), "name") ?? "");
}

function isList(node: Node | null, constants: ReadonlyMap<string, Node>): boolean {
  if (node?.type === "ArrayExpression") return true;
  if (node?.type === "Identifier") return isList(bare(constants.get(string(node, "name") ?? "") ?? null), new Map());
  if (node?.type !== "CallExpression") return false;
  const callee = bare(child(node, "callee"));
  if (callee?.type !== "MemberExpression") return false;
  return GIVES_LIST.test(methodOf(callee)) && isList(bare(child(callee, "object")), constants);
}

/** What `const` names stand for that nothing else in the file has; none where methods of lists are given anew. */
export function listConstants(nodes: readonly Node[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const declared = new Map<string, number>();
  const declares = (pattern: Node | null): void => {
    for (const name of boundNames(pattern)) declared.set(name, (declared.get(name) ?? 0) + 1);
  };
  for (const node of nodes) {
    if (node.type === "VariableDeclaration") {
      for (const each of list(node, "declarations")) {
        const [id, init] = [child(each, "id"), child(each, "init")];
        declares(id);
        if (node.kind === "const" && id?.type === "Identifier" && init !== null)
          found.set(string(id, "name") ?? "", init);
      }
    } else if (node.type === "CatchClause") declares(child(node, "param"));
    else if (isFunction(node) || /^Class(?:Declaration|Expression)$/.test(node.type)) {
      declares(child(node, "id"));
      for (const each of list(node, "params")) declares(each);
    } else if (/^Import\w*Specifier$/.test(node.type)) declares(child(node, "local"));
    else if (node.type === "AssignmentExpression") {
      const left = bare(child(node, "left"));
      if (left !== null && isMember(left) && LIST_CALLS.test(methodOf(left))) return new Map();
    }
  }
  for (const name of found.keys()) if (declared.get(name) !== 1) found.delete(name);
  return found;
}
