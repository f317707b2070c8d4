import { child, list, type Node, string } from "../../scan/full/node.js";

/** Names that a pattern binds. */
export function boundNames(pattern: Node | null): string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [string(pattern, "name") ?? ""];
    case "ObjectPattern":
      return list(pattern, "properties").flatMap((one) => boundNames(child(one, "value") ?? child(one, "argument")));
    case "ArrayPattern":
      return list(pattern, "elements").flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(child(pattern, "left"));
    case "RestElement":
      return boundNames(child(pattern, "argument"));
    case "TSParameterProperty":
      return boundNames(child(pattern, "parameter"));
    default:
      return [];
  }
}

/** Names that statements of one block declare for it: `let`, `const`, `class`, functions, imports. */
export function lexicalNames(statements: readonly Node[]): string[] {
  const names: string[] = [];
  for (const statement of statements) {
    const one = exported(statement);
    if (one.type === "VariableDeclaration" && one.kind !== "var") {
      for (const each of list(one, "declarations")) names.push(...boundNames(child(each, "id")));
    } else if (DECLARATION.test(one.type)) names.push(...boundNames(child(one, "id")));
    else if (one.type === "ImportDeclaration") {
      for (const each of list(one, "specifiers")) names.push(...boundNames(child(each, "local")));
    }
  }
  return names;
}

const DECLARATION = /^(?:FunctionDeclaration|ClassDeclaration|TSEnumDeclaration|TSModuleDeclaration)$/;
const INNER = [
  "body",
  "consequent",
  "alternate",
  "block",
  "handler",
  "finalizer",
  "init",
  "left",
  "cases",
  "declaration",
];

/** Names that `var` declares for a whole function, from anywhere in it; and those of functions in its blocks. */
export function variableNames(body: Node): string[] {
  const names: string[] = [];
  const open: Node[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "FunctionDeclaration") names.push(...boundNames(child(node, "id")));
    else if (node.type === "VariableDeclaration") {
      if (node.kind === "var")
        for (const each of list(node, "declarations")) names.push(...boundNames(child(each, "id")));
    } else if (/Statement$|^Program$|^CatchClause$|^SwitchCase$|^Export/.test(node.type)) {
      for (const field of INNER) {
        const inner = node[field];
        if (Array.isArray(inner)) open.push(...list(node, field));
        else {
          const one = child(node, field);
          if (one !== null) open.push(one);
        }
      }
    }
  }
  return names;
}

/** The declaration that an export statement holds, else the statement itself. */
export function exported(statement: Node): Node {
  return /^Export(?:Named|Default)Declaration$/.test(statement.type)
    ? (child(statement, "declaration") ?? statement)
    : statement;
}
