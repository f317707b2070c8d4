import { child, list, type Node, string } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import type { NoForm } from "./forms.js";
import type { Scope, Spot } from "./scopes/scope.js";

/** The top-level `const require = createRequire(import.meta.url)` of an ES module; null where there is none. */
export function createdRequire(scope: Scope): Spot | null {
  const [declared] = scope.names.get("require")?.declared ?? [];
  return declared?.up?.up ?? null;
}

/** What does not let an ES module have a `require` that is there before any of its functions runs. */
export function requireProblem({ scope, free, program }: ParsedSource): NoForm | null {
  const no = (message: string, node: Node): NoForm => ({ code: "require-shadowed", message, node });
  const [asked] = free.get("require") ?? [];
  if (asked !== undefined) return no("it asks whether there is a require", asked.spot.node);
  const made = scope.names.get("createRequire");
  const [maker] = made?.declared ?? [];
  if (maker !== undefined && !isCreateRequire(maker)) return no("createRequire is something else there", maker.node);
  const own = scope.names.get("require");
  if (own === undefined) return null;
  const statement = createdRequire(scope)?.node ?? null;
  const isOwn = own.declared.length === 1 && statement === firstStatement(program) && makesRequire(statement);
  return isOwn ? null : no("require is something else there", own.declared[0]?.node ?? program);
}

/** The first statement that is no import, nor goes. */
export const firstStatement = (program: Node, gone: ReadonlySet<Node> = new Set()): Node | null =>
  list(program, "body").find((node) => node.type !== "ImportDeclaration" && !gone.has(node)) ?? null;

/** Whether an identifier is that of `import { createRequire } from "node:module"`. */
function isCreateRequire({ up }: Spot): boolean {
  if (up?.node.type !== "ImportDeclaration") return false;
  const isCalledSo = (one: Node): boolean =>
    ["imported", "local"].every((field) => string(child(one, field), "name") === "createRequire");
  return isOfModules(string(child(up.node, "source"), "value")) && list(up.node, "specifiers").some(isCalledSo);
}

/** Whether a statement is `const require = createRequire(import.meta.url)`, or that of a module's member. */
function makesRequire(statement: Node | null): boolean {
  if (statement?.kind !== "const") return false;
  const [declarator, ...more] = list(statement, "declarations");
  const call = child(declarator ?? null, "init");
  if (more.length > 0 || call?.type !== "CallExpression") return false;
  const [url] = list(call, "arguments");
  const callee = child(call, "callee");
  const maker = callee?.type === "MemberExpression" ? child(callee, "property") : callee;
  return (
    string(maker, "name") === "createRequire" &&
    url?.type === "MemberExpression" &&
    child(url, "object")?.type === "MetaProperty" &&
    string(child(url, "property"), "name") === "url"
  );
}

/** Whether a specifier is that of Node's module of modules. */
export const isOfModules = (specifier: string | null): boolean => /^(?:node:)?module$/.test(specifier ?? "");
