import { bare, child, list, type Node, string } from "../scan/full/node.js";
import type { Binding, Scope, Spot } from "./scopes/scope.js";
import { nameOf } from "./scopes/walk.js";

/** What a compiler's helper around `require` gives: a new object with copies each time, or a wrapper at most. */
export type Helper = "copying" | "wrapping";

const COPYING = /^(__importStar|__toESM|_interopRequireWildcard|_interop_require_wildcard|_interopNamespace\w*)\d*$/;
const WRAPPING = /^(__importDefault|_interopRequireDefault|_interop_require_default|_interopDefault\w*)\d*$/;
/** Packages that have them. */
const PACKAGES = /^(tslib|@swc\/helpers(\/.*)?|@babel\/runtime(-corejs\d)?\/helpers\/.*)$/;

/** A helper by the callee of a call, where its own definition shows that it is one; null for all else. */
export function helperOf(text: string, callee: Node, scope: Scope): { kind: Helper; name: string } | null {
  const inner = bare(callee);
  const isMember = inner?.type === "MemberExpression" && inner.computed !== true;
  const root = isMember ? bare(child(inner, "object")) : inner?.type === "SequenceExpression" ? null : inner;
  if (root?.type !== "Identifier") return null;
  const name = string(root, "name") ?? "";
  const called = isMember ? (string(child(inner, "property"), "name") ?? "") : name;
  const meant = isMember && /^(_|default)$/.test(called) ? name : called;
  const kind = COPYING.test(meant) ? "copying" : WRAPPING.test(meant) ? "wrapping" : null;
  const binding = scope.find(name);
  if (kind === null || binding === null || scope.isDoubtful(name)) return null;
  const [declared] = binding.declared;
  if (declared === undefined || binding.declared.length > 1) return null;
  const definition = definitionOf(declared);
  if (definition === null || isWrittenElsewhere(binding, definition)) return null;
  const required = requiredBy(definition);
  if (
    isMember ? required === null : required === null && !/__esModule/.test(text.slice(definition.start, definition.end))
  )
    return null;
  if (required !== null && !PACKAGES.test(required)) return null;
  return { kind, name };
}

/** The function declaration, or the declarator, of a name. */
function definitionOf({ up, field }: Spot): Node | null {
  if (up === null || field !== "id") return null;
  return /^(FunctionDeclaration|VariableDeclarator)$/.test(up.node.type) ? up.node : null;
}

/** Babel's helper replaces itself by a faster one, inside of its own body. */
function isWrittenElsewhere(binding: Binding, definition: Node): boolean {
  return binding.references.some(
    ({ kind, spot }) => kind === "write" && (spot.node.start < definition.start || spot.node.end > definition.end),
  );
}

function requiredBy(declarator: Node): string | null {
  const init = bare(child(declarator, "init"));
  if (init?.type !== "CallExpression" || string(child(init, "callee"), "name") !== "require") return null;
  const [argument] = list(init, "arguments");
  return argument?.type === "StringLiteral" ? string(argument, "value") : null;
}

/** Whether a reference stands where a helper is called around a `require`. */
export function isHelperCall(text: string, spot: Spot): boolean {
  let at = spot;
  while (at.up !== null && (at.up.node.type === "MemberExpression" || at.up.node.type === "ParenthesizedExpression"))
    at = at.up;
  const call = at.up;
  if (call?.node.type !== "CallExpression" || at.field !== "callee") return false;
  const [first] = list(call.node, "arguments");
  const inner = bare(first ?? null);
  if (inner?.type !== "CallExpression" || string(child(inner, "callee"), "name") !== "require") return false;
  return helperOf(text, at.node, spot.scope)?.name === nameOf(spot);
}
