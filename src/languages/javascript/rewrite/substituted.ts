import type { Moved } from "../judge/moved.js";
import type { Reference, Spot } from "../judge/scopes/scope.js";
import { operandOf, valueOfName } from "../judge/values.js";
import type { Changes } from "./changes.js";

/** Puts the value of a `require` in the place of a use of its name. */
export function substitute(changes: Changes, text: string, moved: Moved, { spot }: Reference): void {
  replaceUse(changes, spot, moved.name.local, valueFor(text, moved, spot));
}

/** Puts an expression in the place of a use of a name. */
export function replaceUse(changes: Changes, { node, up }: Spot, local: string, value: string): void {
  const isShorthand = up?.node.type === "ObjectProperty" && up.node.shorthand === true;
  changes.replace(node.start, node.end, isShorthand ? `${local}: ${value}` : value);
}

function valueFor(text: string, moved: Moved, use: Spot): string {
  const { form, name, isKept } = moved;
  const value = valueOfName(text, form, name);
  if (isKept) return `(${name.local} ??= ${value})`;
  const operand = name.key === null ? operandOf(form) : value;
  const hasReceiver = name.key !== null || form.path.length > 0;
  if (hasReceiver && isCalled(use)) return `(0, ${operand})`;
  return isInNew(use) ? `(${operand})` : operand;
}

/** Whether a function is called by its name alone, so that it gets no `this`. */
export function isCalled({ field, up }: Spot): boolean {
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
