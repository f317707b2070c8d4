import { child, list } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import { isForm, type NoForm, type RequireForm } from "./forms.js";
import { callAt, formOf, namesOf } from "./requires.js";

/** A name that is taken of a module by a pattern. */
export interface RequiredKey {
  readonly local: string;
  readonly key: string;
}

/** `const { a, b: c } = require("./lib");` among a file's statements, which another `require` could stand for. */
export interface RequiredKeys {
  readonly form: RequireForm;
  readonly keys: readonly RequiredKey[];
}

/** At a place, or why what stands there takes names otherwise; null where no pattern does. */
export function requiredKeysAt(source: ParsedSource, line: number, column: number): RequiredKeys | NoForm | null {
  const call = callAt(source, line, column);
  const form = call === null ? null : formOf(source, call);
  if (form === null || !isForm(form) || form.kind !== "declared" || form.target.type !== "ObjectPattern") return null;
  const { node, up } = form.statement;
  if (up?.node.type !== "Program" || !/^(?:const|let|var)$/.test(String(node.kind))) return null;
  const no = (code: string, message: string): NoForm => ({ code, message, node: form.target });
  if (form.helper !== null || form.path.length > 0 || form.init !== call?.node) return null;
  const keys: RequiredKey[] = [];
  for (const name of namesOf(form)) {
    if (name === null || name.key === null) return no("pattern", "its properties are taken apart further, or computed");
    if (name.hasDefault) return no("default-value", `${name.local} has a value of its own where there is none`);
    if (keys.some(({ local }) => local === name.local)) return no("reassigned", `${name.local} is declared twice`);
    keys.push({ local: name.local, key: name.key });
  }
  return { form, keys };
}

/** How many names a declaration gives values beside those of a pattern. */
export const declaratorsOf = ({ statement }: RequireForm): number => list(statement.node, "declarations").length;

/** Where the text of what a pattern's `require` asks for stands, with its quotes. */
export function askedText({ init }: RequireForm): { readonly start: number; readonly end: number } {
  return list(init, "arguments")[0] ?? child(init, "callee") ?? init;
}
