import { isBuiltin } from "node:module";
import { child, list, type Node, string } from "../scan/full/node.js";
import { isOfModules, requireProblem } from "./created-require.js";
import type { ParsedSource } from "./file.js";
import type { FormName, NoForm, RequireForm } from "./forms.js";
import { isMemberRead } from "./member-read.js";
import { Refused } from "./refused.js";
import type { Reference } from "./scopes/scope.js";

/** The import or export that stands at a place, among the statements of a file; null where there is none. */
function moduleStatementAt(source: ParsedSource, line: number, column: number): Node | null {
  const begin = source.places.startOf(line);
  if (begin < 0) return null;
  const offset = begin + column - 1;
  const node = list(source.program, "body").find(({ start, end }) => start <= offset && offset < end);
  return node !== undefined && /^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type) ? node : null;
}

/** The import declaration that stands at a place, without attributes or a phase; null where there is none. */
export function importAt(source: ParsedSource, line: number, column: number): Node | null {
  const node = moduleStatementAt(source, line, column);
  return node?.type === "ImportDeclaration" && !isSpecial(node) ? node : null;
}

const isSpecial = (node: Node): boolean =>
  list(node, "attributes").length > 0 || node.phase === "source" || node.phase === "defer";

/** A name of an import declaration. */
export interface ImportedKey {
  readonly local: string;
  /** As the module exports it; null for its namespace. */
  readonly key: string | null;
}

export function keysOf(declaration: Node): ImportedKey[] {
  return list(declaration, "specifiers").map((one) => {
    const imported = child(one, "imported");
    const named = string(imported, "name") ?? string(imported, "value");
    const key = one.type === "ImportNamespaceSpecifier" ? null : (named ?? "default");
    return { local: string(child(one, "local"), "name") ?? "", key };
  });
}

/**
 * The import declaration of an ES module that stands at a place, as the `require` that its names could be given later; null where
 * there is none.
 */
export function importFormAt(source: ParsedSource, line: number, column: number): RequireForm | NoForm | null {
  const node = moduleStatementAt(source, line, column);
  if (node === null) return null;
  const no = (code: string, message: string, at: Node = node): NoForm => ({ code, message, node: at });
  if (node.type !== "ImportDeclaration") return no("exported", "its names are exported");
  const from = child(node, "source");
  const specifier = string(from, "value");
  if (from === null || specifier === null) return null;
  if (source.hasTypes)
    return no("typescript-import", "it is an import of TypeScript, which a require would take the types from");
  if (isSpecial(node)) return no("import-attributes", "it is an import with attributes or a phase");
  if (isOfModules(specifier)) return no("require-shadowed", "a require is made by what it gives");
  if (list(node, "specifiers").length === 0) return no("bare", "it is there for what loading does alone");
  const problem = requireProblem(source);
  if (problem !== null) return problem;
  const first = string(child(list(node, "specifiers")[0] ?? null, "local"), "name") ?? "";
  const statement = source.scope.names.get(first)?.declared[0]?.up;
  if (statement?.node !== node) return no("reassigned", `${first} is declared twice`);
  return {
    kind: "imported",
    specifier,
    helper: null,
    takes: ["require"],
    path: [],
    init: from,
    written: `require(${source.text.slice(from.start, from.end)})`,
    scope: source.scope,
    statement,
    declarator: null,
    target: node,
    ofModule: source.asksModule(specifier),
  };
}

/** The names of a form that is an import, in the order of the text. */
export function importedNamesOf(form: RequireForm): readonly FormName[] {
  const properties = list(form.target, "specifiers");
  return keysOf(form.target).map(({ local, key }, at) => {
    // What a CommonJS module exports is its default.
    const taken = key === "default" && !form.ofModule ? null : key;
    return { local, property: properties[at] ?? null, key: taken, hasDefault: false };
  });
}

/**
 * What is read of a module through one of its names, which must be the same later, or, through the namespace of an ES module, is read anew
 * each time.
 *
 * @throws Refused where a namespace is used as an object of its own: what `require` gives is another one
 */
export function readsOfImport(form: RequireForm, name: FormName, uses: readonly Reference[]): string[] {
  if (name.key !== null) return [name.key];
  if (name.property?.type !== "ImportNamespaceSpecifier") return [];
  if (!form.ofModule && !isBuiltin(form.specifier))
    throw new Refused(
      "namespace",
      `${name.local} is a namespace, and what it has is not all that is exported`,
      form.target,
    );
  const found = new Set<string>();
  for (const { spot } of uses) {
    const property =
      isMemberRead(spot) && spot.up?.node.computed !== true ? child(spot.up?.node ?? null, "property") : null;
    const key = string(property, "name");
    // Of an ES module `require` may add "__esModule".
    if (key === null || key === (form.ofModule ? "__esModule" : "default"))
      throw new Refused("namespace", `${name.local} is used as a whole, which is a namespace`, spot.node);
    found.add(key);
  }
  return [...found];
}
