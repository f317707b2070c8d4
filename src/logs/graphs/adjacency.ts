import type { FieldChecks } from "../profile/json-fields.js";
import type { JsonShape } from "./shape.js";

/** What the keys of a plain object of lists are: files, or dotted module names. */
export type Keys = "python-files" | "javascript-files" | "names";

/** @returns null for a document that is no object whose keys lead to lists */
export function keysOf({ outermost, firstValue, keys }: JsonShape): Keys | null {
  const own = keys[1];
  if (outermost !== "{" || firstValue !== "[" || own === undefined) return null;
  if (keys.slice(2).some((deeper) => deeper.size > 0)) return null;
  const names = [...own];
  if (names.some((name) => /\.pyi?$/.test(name))) return "python-files";
  return names.some((name) => /[/\\]|\.(?:[cm]?[jt]sx?|vue|svelte|json|css|scss|sass|less)$/.test(name))
    ? "javascript-files"
    : "names";
}

/** Importers and what they import, in the document's order. @throws UserError for anything else */
export function adjacency(document: unknown, checks: FieldChecks): [importer: string, imported: string[]][] {
  return Object.entries(checks.fields(document, "the document")).map(([importer, imported]) => {
    checks.enter("", 0);
    return [importer, checks.texts(imported, JSON.stringify(importer.slice(0, 100)))];
  });
}
