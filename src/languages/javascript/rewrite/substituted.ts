import type { Moved } from "../judge/moved.js";
import type { Reference, Spot } from "../judge/scopes/scope.js";
import { operandOf, valueOfName } from "../judge/values.js";
import type { Changes } from "./changes.js";

/** Puts the value of a `require` in the place of a use of its name. */
export function substitute(changes: Changes, text: string, moved: Moved, { spot }: Reference): void {
  const { node, up } = spot;
  const isShorthand = up?.node.type === "ObjectProperty" && up.node.shorthand === true;
  const value = valueFor(text, moved, spot);
  changes.replace(node.start, node.end, isShorthand ? `${moved.name.local}: ${value}` : value);
}

function valueFor(text: string, moved: Moved, use: Spot): string {
  const { form, name, isKept } = moved;
  const value = valueOfName(text, form, name);
  if (isKept) return `(${name.local} ??= ${value})`;
  const operand = name.key === null ? operandOf(form) : value;
  const hasReceiver = name.key !== null || form.path.length > 0;
  // A function that is called by its name alone gets no `this`.
  if (hasReceiver && isCalled(use)) return `(0, ${operand})`;
  return isInNew(use) ? `(${operand})` : operand;
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
