import type { ImportedName, ImportKind } from "../import.js";
import { FunctionWalk } from "./function-walk.js";
import { bare, child, list, type Node, string } from "./node.js";
import { called, createdBy, readSpecifier, readUse } from "./values.js";

/** Statements and calls that import. */
export abstract class ImportWalk extends FunctionWalk {
  protected importCall(node: Node, kind: ImportKind, name: string | null, argument: Node | null): void {
    const site = this.site(kind, node);
    site.callee = name;
    readSpecifier(site, argument);
    if (kind === "require" || kind === "import()") readUse(site, node, this.above, this.text);
    this.below(node);
  }

  protected call(node: Node): void {
    const receiver = bare(child(node, "callee"));
    const argument = list(node, "arguments")[0] ?? null;
    if (receiver?.type === "Import") {
      this.importCall(node, "import()", null, argument);
      return;
    }
    const { is, name } = called(receiver);
    if (is === "meta-resolve") {
      this.importCall(node, "import.meta.resolve", null, argument);
      return;
    }
    if (is === "require") {
      this.importCall(node, "require", name, argument);
      return;
    }
    if (is === "resolve") {
      this.importCall(node, "require.resolve", name, argument);
      return;
    }
    const created = createdBy(receiver, this.text);
    if (created !== null) {
      this.importCall(node, "require", null, argument);
      const site = this.sites.findLast(({ offset }) => offset === node.start);
      if (site !== undefined) site.base = created.base;
      return;
    }
    this.below(node);
  }

  /** `new require("x")` gives what `require("x")` does, if that is an object. */
  protected construction(node: Node): void {
    const receiver = child(node, "callee");
    const { is, name } = called(receiver);
    if (is !== "require" || receiver === null) {
      this.below(node);
      return;
    }
    const site = this.site("require", receiver);
    site.end = node.end;
    site.callee = name;
    readSpecifier(site, list(node, "arguments")[0] ?? null);
    this.below(node);
  }

  protected declaration(node: Node): void {
    const source = child(node, "source");
    if (source === null) {
      this.localExport(node);
      return;
    }
    const imports = node.type === "ImportDeclaration";
    const phase = string(node, "phase");
    const site = this.site(
      imports ? (phase === "defer" ? "import defer" : phase === "source" ? "import source" : "import") : "export-from",
      node,
    );
    const kind = string(node, imports ? "importKind" : "exportKind");
    const specifiers = list(node, "specifiers");
    const names = specifiers.map((one) => [one, specifierName(one)] as const);
    if (node.type === "ExportAllDeclaration") names.push([node, { imported: "*", local: null }]);
    const values = names.filter(
      ([one]) => !/^type/.test(string(one, "importKind") ?? string(one, "exportKind") ?? "") || one === node,
    );
    site.specifier = string(source, "value");
    site.names = (values.length > 0 ? values : names).map(([, name]) => name);
    site.reexported = !imports;
    if (kind === "type" || kind === "typeof") site.typeOnly = "written";
    else if (names.length > 0 && values.length === 0) site.typeOnly = "all-names-types";
    if (imports) for (const one of specifiers) this.bind(child(one, "local"), true, null);
  }

  protected localExport(node: Node): void {
    if (string(node, "exportKind") === "type" && child(node, "declaration") === null) return;
    for (const one of list(node, "specifiers")) {
      if (string(one, "exportKind") !== "type") this.used.add(string(child(one, "local"), "name") ?? "");
    }
    this.field(node, "declaration");
  }

  protected importEquals(node: Node): void {
    const reference = child(node, "moduleReference");
    this.bind(child(node, "id"), true, null);
    if (reference?.type !== "TSExternalModuleReference") {
      const first = /^[\p{ID_Continue}$]+/u.exec(
        reference === null ? "" : this.text.slice(reference.start, reference.end),
      )?.[0];
      if (first !== undefined) this.used.add(first);
      return;
    }
    const exported = this.above.at(-1)?.type === "ExportNamedDeclaration" || node.isExport === true;
    const site = this.site("import-equals", node);
    const local = string(child(node, "id"), "name");
    site.specifier = string(child(reference, "expression"), "value");
    site.names = [{ imported: "*", local }];
    site.reexported = exported;
    if (exported && local !== null) this.used.add(local);
    if (string(node, "importKind") === "type") site.typeOnly = "written";
  }

  protected importType(node: Node): void {
    const site = this.site("import()", node);
    const argument = child(node, "argument");
    site.specifier = string(argument, "value") ?? string(child(argument, "literal"), "value");
    site.typeOnly = "type-query";
    let name = child(node, "qualifier");
    while (name?.type === "TSQualifiedName") name = child(name, "left");
    site.names = [{ imported: string(name, "name") ?? "*", local: null }];
    this.below(node, "argument", "qualifier");
  }
}

function specifierName(node: Node): ImportedName {
  const name = (field: string) => string(child(node, field), "name") ?? string(child(node, field), "value") ?? "";
  switch (node.type) {
    case "ImportDefaultSpecifier":
      return { imported: "default", local: name("local") };
    case "ImportNamespaceSpecifier":
      return { imported: "*", local: name("local") };
    case "ExportNamespaceSpecifier":
      return { imported: "*", local: name("exported") };
    case "ExportDefaultSpecifier":
      return { imported: "default", local: name("exported") };
    case "ImportSpecifier":
      return { imported: name("imported"), local: name("local") };
  }
  return { imported: name("local"), local: name("exported") };
}
