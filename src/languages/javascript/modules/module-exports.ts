import { boundNames } from "../judge/load/declared-names.js";
import type { Scope } from "../judge/scopes/scope.js";
import { child, list, type Node, string } from "../scan/full/node.js";

/** What a name that an ES module exports stands for. */
export type ModuleExport =
  | {
      readonly kind: "own";
      /** Whether anything but its declaration gives it a value, so that importers may see another one later. */
      readonly isRebound: boolean;
    }
  /** Another module's, as it is; `name` is "*" for its namespace. */
  | { readonly kind: "passed"; readonly specifier: string; readonly name: string };

export interface ModuleExports {
  readonly names: ReadonlyMap<string, ModuleExport>;
  /** Modules all of whose names but the default it passes on. */
  readonly stars: readonly string[];
}

/**
 * What an ES module exports.
 *
 * @param scope the program's, with all references resolved
 */
export function moduleExports(program: Node, scope: Scope): ModuleExports {
  const names = new Map<string, ModuleExport>();
  const stars: string[] = [];
  const imported = importedNames(program);
  const local = (name: string): ModuleExport =>
    imported.get(name) ?? { kind: "own", isRebound: mayBeRebound(name, scope) };
  for (const each of list(program, "body")) {
    const specifier = string(child(each, "source"), "value");
    if (each.type === "ExportAllDeclaration" && specifier !== null) stars.push(specifier);
    else if (each.type === "ExportDefaultDeclaration") {
      const declared = child(each, "declaration");
      const id = /Declaration$/.test(declared?.type ?? "") ? string(child(declared, "id"), "name") : null;
      names.set("default", id === null ? { kind: "own", isRebound: false } : local(id));
    } else if (each.type === "ExportNamedDeclaration") {
      for (const one of list(each, "specifiers")) {
        const exported = nameOf(child(one, "exported"));
        const name = one.type === "ExportNamespaceSpecifier" ? "*" : nameOf(child(one, "local"));
        names.set(exported, specifier === null ? local(name) : { kind: "passed", specifier, name });
      }
      for (const name of declaredNames(child(each, "declaration"))) names.set(name, local(name));
    }
  }
  return { names, stars };
}

/** Of names that imports bind what they stand for. */
function importedNames(program: Node): ReadonlyMap<string, ModuleExport> {
  const found = new Map<string, ModuleExport>();
  for (const each of list(program, "body")) {
    if (each.type !== "ImportDeclaration") continue;
    const specifier = string(child(each, "source"), "value") ?? "";
    for (const one of list(each, "specifiers")) {
      const imported = child(one, "imported");
      const whole = one.type === "ImportNamespaceSpecifier" ? "*" : "default";
      const name = imported === null ? whole : nameOf(imported);
      found.set(nameOf(child(one, "local")), { kind: "passed", specifier, name });
    }
  }
  return found;
}

/** An identifier, or the text that names an export. */
const nameOf = (node: Node | null): string => string(node, "name") ?? string(node, "value") ?? "";

function declaredNames(declaration: Node | null): string[] {
  if (declaration === null) return [];
  if (declaration.type !== "VariableDeclaration") return [nameOf(child(declaration, "id"))];
  return list(declaration, "declarations").flatMap((each) => boundNames(child(each, "id")));
}

function mayBeRebound(name: string, scope: Scope): boolean {
  const binding = scope.names.get(name);
  if (binding === undefined || binding.declared.length !== 1) return true;
  const declaration = binding.declared[0]?.up?.up?.node;
  if (declaration?.type === "VariableDeclaration" && declaration.kind === "const") return false;
  return scope.evaluated !== null || binding.references.some(({ kind }) => kind === "write");
}
