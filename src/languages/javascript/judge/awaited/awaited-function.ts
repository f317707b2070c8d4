import { child, type Node, string } from "../../scan/full/node.js";
import type { ParsedSource } from "../file.js";
import { around } from "../functions.js";
import { Refused } from "../refused.js";
import type { Spot } from "../scopes/scope.js";

/** An async function with a name of its module's own level. */
export interface AwaitedFunction {
  readonly spot: Spot;
  readonly name: string;
  /** Where its name is taken in its own file, other than to export it. */
  readonly uses: readonly Spot[];
  /** By which names other modules have it. */
  readonly exportedAs: readonly string[];
}

export const seen = (message: string, at: Node): Refused => new Refused("tick-seen", message, at);

/**
 * The function as one whose callers could all be known.
 *
 * @throws Refused "not-async", "tick-seen"
 */
export function awaitedFunction(source: ParsedSource, spot: Spot): AwaitedFunction {
  const { node } = spot;
  if (node.async !== true || node.generator === true) throw new Refused("not-async", "its function is not async", node);
  const declared = declaredBy(spot);
  const name = string(declared?.id ?? null, "name");
  const binding = name === null ? undefined : source.scope.names.get(name);
  if (declared === null || name === null || binding === undefined)
    throw seen("its function has no name of its module's own level, by which all callers could be found", node);
  const { evaluated } = binding.scope;
  if (evaluated !== null) throw seen(`eval may call ${name}`, evaluated);
  if (binding.declared.length !== 1 || binding.doubtful !== null || binding.scope.hoisted.has(name))
    throw seen(`${name} may mean something else`, binding.doubtful ?? node);
  const exportedAs = [...declared.exportedAs];
  const uses: Spot[] = [];
  for (const { kind, spot: use } of binding.references) {
    if (kind === "read") uses.push(use);
    else if (kind !== "exported") throw seen(`${name} is not only called`, use.node);
    else exportedAs.push(exportedName(use) ?? "default");
  }
  return { spot, name, uses, exportedAs };
}

/** What declares a function at its module's own level; null for all others. */
function declaredBy(spot: Spot): { readonly id: Node | null; readonly exportedAs: readonly string[] } | null {
  const { node } = spot;
  if (node.type === "FunctionDeclaration") {
    const id = child(node, "id");
    return isOfModule(spot) ? { id, exportedAs: exportsOf(spot, id) } : null;
  }
  if (node.type !== "ArrowFunctionExpression" && (node.type !== "FunctionExpression" || child(node, "id") !== null))
    return null;
  const { up, field } = around(spot);
  const statement = up?.up ?? null;
  if (up?.node.type !== "VariableDeclarator" || field !== "init" || statement?.node.kind !== "const") return null;
  const id = child(up.node, "id");
  return id?.type === "Identifier" && isOfModule(statement) ? { id, exportedAs: exportsOf(statement, id) } : null;
}

function isOfModule({ up }: Spot): boolean {
  return up?.node.type === "Program" || (/^Export/.test(up?.node.type ?? "") && up?.up?.node.type === "Program");
}

function exportsOf({ up }: Spot, id: Node | null): string[] {
  if (up?.node.type === "ExportDefaultDeclaration") return ["default"];
  return up?.node.type === "Program" ? [] : [string(id, "name") ?? ""];
}

/** Of `export { a as b }` "b". */
function exportedName({ up }: Spot): string | null {
  if (up?.node.type !== "ExportSpecifier") return null;
  const exported = child(up.node, "exported");
  return string(exported, "name") ?? string(exported, "value");
}
