import { isBuiltin } from "node:module";
import { child, list, type Node, string } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import type { FormName, NoForm, RequireForm } from "./forms.js";
import { Refused } from "./refused.js";
import type { Reference, Scope, Spot } from "./scopes/scope.js";

/**
 * The import declaration of an ES module that stands at a place, as the `require` that its names could be given later; null where
 * there is none.
 */
export function importFormAt(source: ParsedSource, line: number, column: number): RequireForm | NoForm | null {
  const begin = source.places.startOf(line);
  if (begin < 0) return null;
  const offset = begin + column - 1;
  const node = list(source.program, "body").find(({ start, end }) => start <= offset && offset < end);
  if (node === undefined || !/^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return null;
  const no = (code: string, message: string, at: Node = node): NoForm => ({ code, message, node: at });
  if (node.type !== "ImportDeclaration") return no("exported", "its names are exported");
  const from = child(node, "source");
  const specifier = string(from, "value");
  if (from === null || specifier === null) return null;
  if (source.hasTypes)
    return no("typescript-import", "it is an import of TypeScript, which a require would take the types from");
  if (list(node, "attributes").length > 0 || node.phase === "source" || node.phase === "defer")
    return no("import-attributes", "it is an import with attributes or a phase");
  if (/^(?:node:)?module$/.test(specifier)) return no("require-shadowed", "a require is made by what it gives");
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
    scope: source.scope,
    statement,
    declarator: null,
    target: node,
  };
}

/** The names of a form that is an import, in the order of the text. */
export function importedNamesOf(form: RequireForm): readonly FormName[] {
  return list(form.target, "specifiers").map((property) => {
    const local = string(child(property, "local"), "name") ?? "";
    const imported = child(property, "imported");
    const key = property.type === "ImportSpecifier" ? (string(imported, "name") ?? string(imported, "value")) : null;
    // What a CommonJS module exports is its default.
    return { local, property, key: key === "default" ? null : key, hasDefault: false };
  });
}

/**
 * What is read of a module through one of its names, which must be the same later.
 *
 * @throws Refused where a namespace is used as an object of its own: what `require` gives is another one
 */
export function readsOfImport(form: RequireForm, name: FormName, uses: readonly Reference[]): string[] {
  if (name.key !== null) return [name.key];
  if (name.property?.type !== "ImportNamespaceSpecifier") return [];
  if (!isBuiltin(form.specifier))
    throw new Refused(
      "namespace",
      `${name.local} is a namespace, and what it has is not all that is exported`,
      form.target,
    );
  const found = new Set<string>();
  for (const { spot } of uses) {
    const { up } = spot;
    const property =
      up !== null && spot.field === "object" && up.node.computed !== true ? child(up.node, "property") : null;
    const key = /^(?:Optional)?MemberExpression$/.test(up?.node.type ?? "") ? string(property, "name") : null;
    if (key === null || key === "default")
      throw new Refused("namespace", `${name.local} is used as a whole, which is a namespace`, spot.node);
    found.add(key);
  }
  return [...found];
}

/** The top-level `const require = createRequire(import.meta.url)` of an ES module; null where there is none. */
export function createdRequire(scope: Scope): Spot | null {
  const [declared] = scope.names.get("require")?.declared ?? [];
  return declared?.up?.up ?? null;
}

/** What does not let an ES module have a `require` that is there before any of its functions runs. */
function requireProblem({ scope, free, program }: ParsedSource): NoForm | null {
  const no = (message: string, node: Node): NoForm => ({ code: "require-shadowed", message, node });
  const [asked] = free.get("require") ?? [];
  if (asked !== undefined) return no("it asks whether there is a require", asked.spot.node);
  const made = scope.names.get("createRequire");
  const [maker] = made?.declared ?? [];
  if (maker !== undefined && !isCreateRequire(maker)) return no("createRequire is something else there", maker.node);
  const own = scope.names.get("require");
  if (own === undefined) return null;
  const statement = createdRequire(scope)?.node ?? null;
  const first = firstStatement(program);
  const text = statement === null ? null : initOf(statement);
  const isOwn =
    own.declared.length === 1 &&
    statement === first &&
    text?.maker === "createRequire" &&
    text.of === "import.meta.url";
  return isOwn ? null : no("require is something else there", own.declared[0]?.node ?? program);
}

/** The first statement that is no import. */
export const firstStatement = (program: Node): Node | null =>
  list(program, "body").find(({ type }) => type !== "ImportDeclaration") ?? null;

/** Whether an identifier is that of `import { createRequire } from "node:module"`. */
function isCreateRequire({ up }: Spot): boolean {
  const from = string(child(up?.node ?? null, "source"), "value");
  const specifiers = list(up?.node ?? ({} as Node), "specifiers");
  return (
    up?.node.type === "ImportDeclaration" &&
    /^(?:node:)?module$/.test(from ?? "") &&
    specifiers.some(
      (one) =>
        string(child(one, "imported"), "name") === "createRequire" &&
        string(child(one, "local"), "name") === "createRequire",
    )
  );
}

/** Of `const require = maker(of)`. */
function initOf(statement: Node): { readonly maker: string | null; readonly of: string } | null {
  const [declarator, ...more] = list(statement, "declarations");
  const call = child(declarator ?? null, "init");
  const [argument] = list(call ?? statement, "arguments");
  if (statement.kind !== "const" || more.length > 0 || call?.type !== "CallExpression") return null;
  const url = child(argument ?? null, "object");
  const isUrl =
    argument?.type === "MemberExpression" &&
    url?.type === "MetaProperty" &&
    string(child(argument, "property"), "name") === "url";
  const callee = child(call, "callee");
  const maker = string(callee?.type === "MemberExpression" ? child(callee, "property") : callee, "name");
  return { maker, of: isUrl ? "import.meta.url" : "" };
}
