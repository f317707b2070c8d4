import { child, type Node } from "../scan/full/node.js";
import type { FormName, RequireForm } from "./forms.js";

/** What a name stands for as an expression, of a pattern its property. */
export function valueOfName(text: string, form: RequireForm, { key, property }: FormName): string {
  if (key === null) return form.written;
  if (form.kind !== "imported") return operandOf(form) + keyOf(text, property, key);
  const imported = child(property, "imported");
  const isText = imported?.type === "StringLiteral" && key !== "default";
  return form.written + (isText ? `[${text.slice(imported.start, imported.end)}]` : `.${key}`);
}

/** As it can stand in any expression. What is taken from another name does so already. */
export function operandOf({ written, init }: Pick<RequireForm, "written" | "init">): string {
  const isOperand = /^(CallExpression|MemberExpression|ParenthesizedExpression|Identifier|StringLiteral)$/.test(
    init.type,
  );
  return isOperand ? written : `(${written})`;
}

function keyOf(text: string, property: Node | null, key: string): string {
  const written = child(property, "key");
  if (written?.type === "Identifier") return `.${key}`;
  return `[${text.slice(written?.start, written?.end)}]`;
}
