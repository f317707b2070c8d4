import type { ImportedName, Reason } from "../../rewriting.js";
import { child } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import { isForm, type NoForm, type RequireForm } from "./forms.js";
import { importFormAt } from "./imports.js";
import { callAt, formOf, namesOf } from "./requires.js";

/** A `require` of a file: where its name stands; or an import of an ES module, where it begins. */
export interface RequirePlace {
  /** Relative to the project's root. */
  readonly file: string;
  /** The module that imports, by its name. */
  readonly importer: string;
  /** Of the `require` in `require("x")`; from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

/**
 * The names that a `require` gives its value; none where it has no form that can be moved, of which `refusalAt` says why.
 *
 * @param imported modules that it asks for, by their full names
 */
export function namesAt(source: ParsedSource, place: RequirePlace, imported: readonly string[]): ImportedName[] {
  const form = formAt(source, place);
  if (form === null) return [];
  return namesOf(form).flatMap((name, index): ImportedName[] => {
    if (name === null) return [];
    const node = name.property ?? child(form.declarator, "id") ?? form.target;
    const text = source.text.slice(node.start, node.end);
    const { file, line, column, importer } = place;
    return [{ file, line, column, index, importer, text, from: form.specifier, bound: name.local, imported }];
  });
}

/** Why a `require` gives no name that could be moved, or not the one that was asked for. */
export function refusalAt(source: ParsedSource, place: Pick<RequirePlace, "file" | "line" | "column">): Reason {
  const form = anyFormAt(source, place);
  if (form === null) {
    return {
      code: "stale",
      message: "no call of require, nor an import, stands there",
      file: place.file,
      line: place.line,
    };
  }
  if (!isForm(form)) {
    return { code: form.code, message: form.message, file: place.file, line: source.places.line(form.node.start) };
  }
  const [code, message] = namesOf(form).includes(null)
    ? ["pattern", "its properties are taken apart further"]
    : ["stale", "it binds other names"];
  return { code, message, file: place.file, line: place.line };
}

/** The form at a place; null where it has none. */
export function formAt(source: ParsedSource, place: Pick<RequirePlace, "line" | "column">): RequireForm | null {
  const form = anyFormAt(source, place);
  return form !== null && isForm(form) ? form : null;
}

function anyFormAt(
  source: ParsedSource,
  { line, column }: Pick<RequirePlace, "line" | "column">,
): RequireForm | NoForm | null {
  const call = callAt(source, line, column);
  return call === null ? importFormAt(source, line, column) : formOf(source, call);
}
