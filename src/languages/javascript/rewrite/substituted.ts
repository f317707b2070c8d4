import type { Moved } from "../judge/moved.js";
import type { Reference, Spot } from "../judge/scopes/scope.js";
import { bare, child, type Node } from "../scan/full/node.js";
import type { Changes } from "./changes.js";

/** Puts the value of a `require` in the place of a use of its name. */
export function substitute(changes: Changes, text: string, moved: Moved, { spot }: Reference): void {
  const { node, up } = spot;
  const isShorthand = up?.node.type === "ObjectProperty" && up.node.shorthand === true;
  const value = valueFor(text, moved, spot);
  changes.replace(node.start, node.end, isShorthand ? `${moved.name.local}: ${value}` : value);
}

/** What a name stands for, of a pattern its property. */
export function valueOfName(text: string, { form, name }: Moved): string {
  const { init } = form;
  if (form.kind === "imported") {
    const imported = child(name.property, "imported");
    const isText = imported?.type === "StringLiteral" && name.key !== "default";
    const key = isText ? `[${text.slice(imported.start, imported.end)}]` : `.${name.key}`;
    return `require(${text.slice(init.start, init.end)})${name.key === null ? "" : key}`;
  }
  return name.key === null
    ? text.slice(init.start, init.end)
    : operandOf(text, init) + keyOf(text, name.property, name.key);
}

/** As it can stand in any expression. */
function operandOf(text: string, init: Node): string {
  const written = text.slice(init.start, init.end);
  return /^(CallExpression|MemberExpression|ParenthesizedExpression)$/.test(init.type) ? written : `(${written})`;
}

function valueFor(text: string, moved: Moved, use: Spot): string {
  const { form, name, isKept } = moved;
  const { init } = form;
  if (isKept) return `(${name.local} ??= ${valueOfName(text, moved)})`;
  const value = name.key === null ? operandOf(text, init) : valueOfName(text, moved);
  const hasReceiver = name.key !== null || bare(init)?.type === "MemberExpression";
  // A function that is called by its name alone gets no `this`.
  if (hasReceiver && isCalled(use)) return `(0, ${value})`;
  return isInNew(use) ? `(${value})` : value;
}

function keyOf(text: string, property: Node | null, key: string): string {
  const written = child(property, "key");
  if (written?.type === "Identifier") return `.${key}`;
  return `[${text.slice(written?.start, written?.end)}]`;
}

function isCalled({ field, up }: Spot): boolean {
  if (up === null) return false;
  if (/^(CallExpression|OptionalCallExpression)$/.test(up.node.type)) return field === "callee";
  return up.node.type === "TaggedTemplateExpression" && field === "tag";
}

/** Whether a use stands in what `new` constructs, where a call would be taken for its arguments. */
function isInNew(use: Spot): boolean {
  let at = use;
  while (at.up !== null && /^(object|expression|tag)$/.test(at.field)) at = at.up;
  return at.field === "callee" && at.up?.node.type === "NewExpression";
}
