import { type Binding, C, type Context, context, newSite, type Site } from "../context.js";
import type { Findings } from "../finish.js";
import type { ImportedName, ImportKind } from "../import.js";
import { bare, child, children, isWrapper, keyName, list, type Node, string } from "./node.js";
import { called, createdBy, readSpecifier, readUse } from "./values.js";

interface Scope {
  readonly start: number;
  readonly end: number;
}

const FUNCTION =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod|TSDeclareFunction|TSDeclareMethod)$/;
const BLOCK =
  /^(BlockStatement|ForStatement|ForInStatement|ForOfStatement|SwitchStatement|CatchClause|StaticBlock|TSModuleBlock)$/;
const FIELD = /^(ClassProperty|ClassPrivateProperty|ClassAccessorProperty)$/;

/** Types, in which a name is no use of a value. */
const TYPE =
  /^(TS(?!As|Satisfies|TypeAssertion|NonNull|Enum|Module|Export|Import|Parameter|Instantiation|Declare|Abstract)|TypeAnnotation|TypeParameter)/;
/** Finds in a whole tree what the fast parser finds in the text. */
export class Walk implements Findings {
  readonly sites: Site[] = [];
  readonly bindings: Binding[] = [];
  readonly used = new Set<string>();
  hasJsx = false;
  hasDecorators = false;
  /** In a type or a pattern that binds: names there are no uses. */
  private quiet = false;
  private context: Context;
  private functionScope: Scope;
  private blockScope: Scope;
  private readonly above: Node[] = [];

  constructor(
    private readonly text: string,
    program: Node,
    declaration: boolean,
  ) {
    this.context = context(null, declaration ? C.declared : C.plain, 0, text.length);
    this.functionScope = { start: -1, end: -1 };
    this.blockScope = this.functionScope;
    this.visit(program);
    this.sites.sort((a, b) => a.offset - b.offset);
  }

  private visit(node: Node | null): void {
    if (node === null) return;
    const { context: around, functionScope, blockScope } = this;
    const { quiet } = this;
    if (node.declare === true) this.enter(C.declared);
    if (TYPE.test(node.type)) this.quiet = true;
    this.kindOf(node);
    this.quiet = quiet;
    this.context = around;
    this.functionScope = functionScope;
    this.blockScope = blockScope;
  }

  private below(node: Node, ...skip: string[]): void {
    this.above.push(node);
    for (const [field, inner] of children(node)) if (!skip.includes(field)) this.visitField(node, field, inner);
    this.above.pop();
  }

  private field(node: Node, name: string): void {
    this.above.push(node);
    const value = node[name];
    for (const inner of Array.isArray(value) ? list(node, name) : [child(node, name)])
      this.visitField(node, name, inner);
    this.above.pop();
  }

  private visitField(node: Node, field: string, inner: Node | null): void {
    const { quiet } = this;
    if (field === "params" || field === "param" || (field === "id" && node.type === "VariableDeclarator"))
      this.quiet = true;
    else if (
      node.type === "AssignmentPattern" ? field === "right" : node.type === "ObjectProperty" && field === "key"
    ) {
      this.quiet = false;
    }
    this.visit(inner);
    this.quiet = quiet;
  }

  private enter(kind: number, condition: Node | null = null): Context {
    this.context = context(this.context, kind, condition?.start ?? 0, condition?.end ?? 0);
    return this.context;
  }

  /** Visits a field in a context of its own. */
  private inside(node: Node, name: string, kind: number, condition: Node | null): void {
    const around = this.context;
    this.enter(kind, condition);
    this.field(node, name);
    this.context = around;
  }

  private kindOf(node: Node): void {
    if (FUNCTION.test(node.type)) {
      this.functionLike(node);
      return;
    }
    if (BLOCK.test(node.type)) this.openBlock(node);
    switch (node.type) {
      case "ClassDeclaration":
      case "ClassExpression":
        this.classLike(node);
        return;
      case "IfStatement":
      case "ConditionalExpression":
        this.field(node, "test");
        this.inside(node, "consequent", C.whenTrue, child(node, "test"));
        this.inside(node, "alternate", C.whenFalse, child(node, "test"));
        return;
      case "LogicalExpression": {
        this.field(node, "left");
        const kind = node.operator === "&&" ? C.whenTrue : node.operator === "||" ? C.whenFalse : C.whenNullish;
        this.inside(node, "right", kind, child(node, "left"));
        return;
      }
      case "AssignmentExpression":
        this.assignment(node);
        return;
      case "SwitchStatement":
        this.switchStatement(node);
        return;
      case "TryStatement":
        this.inside(node, "block", child(node, "handler") === null ? C.plain : C.guarded, null);
        this.inside(node, "handler", C.whenCaught, null);
        this.field(node, "finalizer");
        return;
      case "TSModuleDeclaration":
        this.namespace(node);
        return;
      case "VariableDeclaration":
        for (const one of list(node, "declarations")) this.bind(child(one, "id"), node.kind === "var", one);
        this.below(node);
        return;
      case "CatchClause":
        this.bind(child(node, "param"), false, null);
        this.below(node);
        return;
      case "CallExpression":
      case "OptionalCallExpression":
        this.call(node);
        return;
      case "NewExpression":
        this.construction(node);
        return;
      case "ImportExpression":
        this.importCall(node, "import()", null, child(node, "source"));
        return;
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
        this.declaration(node);
        return;
      case "TSImportEqualsDeclaration":
        this.importEquals(node);
        return;
      case "TSImportType":
        this.importType(node);
        return;
      case "MemberExpression":
      case "OptionalMemberExpression":
        node.computed === true ? this.below(node) : this.below(node, "property");
        return;
      case "ObjectProperty":
        node.computed === true ? this.below(node) : this.below(node, "key");
        return;
      case "Identifier":
      case "JSXIdentifier":
        if (!this.quiet) this.used.add(string(node, "name") ?? "");
        this.below(node);
        return;
      case "JSXAttribute":
        this.below(node, "name");
        return;
      case "JSXMemberExpression":
        this.below(node, "property");
        return;
      case "MetaProperty":
      case "PrivateName":
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "TSEnumMember":
        this.below(node, "id");
        return;
      case "JSXElement":
      case "JSXFragment":
        this.hasJsx = true;
        this.below(node);
        return;
      case "Decorator":
        this.hasDecorators = true;
        this.below(node);
        return;
    }
    if (FIELD.test(node.type)) {
      this.classField(node);
      return;
    }
    this.below(node);
  }

  private openBlock(node: Node): void {
    const owner = this.above.at(-1);
    if (
      node.type === "BlockStatement" &&
      owner !== undefined &&
      (FUNCTION.test(owner.type) || owner.type === "CatchClause")
    )
      return;
    this.blockScope = { start: node.start, end: node.end };
    if (node.type === "StaticBlock" || node.type === "TSModuleBlock") this.functionScope = this.blockScope;
  }

  private bind(pattern: Node | null, hoisted: boolean, declarator: Node | null, of: Context | null = null): void {
    if (pattern === null) return;
    if (pattern.type === "Identifier") {
      const { start, end } = hoisted ? this.functionScope : this.blockScope;
      const created = declarator === null ? null : createdBy(child(declarator, "init"), this.text);
      const base = created?.base ?? null;
      this.bindings.push({
        name: string(pattern, "name") ?? "",
        from: start,
        to: end,
        creates: created !== null,
        base,
        parameterOf: of,
      });
    } else if (pattern.type === "AssignmentPattern") this.bind(child(pattern, "left"), hoisted, null, of);
    else if (pattern.type === "RestElement") this.bind(child(pattern, "argument"), hoisted, null, of);
    else if (pattern.type === "TSParameterProperty") this.bind(child(pattern, "parameter"), hoisted, null, of);
    else if (pattern.type === "ObjectProperty") this.bind(child(pattern, "value"), hoisted, null, of);
    else
      for (const inner of [...list(pattern, "elements"), ...list(pattern, "properties")])
        this.bind(inner, hoisted, null, of);
  }

  private functionLike(node: Node): void {
    if (node.type === "FunctionDeclaration" || node.type === "TSDeclareFunction")
      this.bind(child(node, "id"), false, null);
    const key = child(node, "key");
    if (key !== null && node.computed === true) this.field(node, "key");
    for (const one of list(node, "decorators")) this.visit(one);
    const owner = this.above.at(-1) ?? null;
    const inner = this.enter(C.function);
    inner.name =
      key === null
        ? (string(child(node, "id"), "name") ?? this.givenName(node))
        : (keyName(key, node.computed === true) ?? "<computed>");
    inner.generator = node.generator === true;
    const [first] = list(node, "params");
    inner.start = first === undefined ? node.start : this.text.lastIndexOf("(", first.start);
    if (first === undefined || inner.start < node.start) inner.start = node.start;
    inner.end = node.end;
    this.contexts.set(node, inner);
    if (!inner.generator && owner !== null) this.calledAtOnce(inner, node);
    this.functionScope = { start: node.start, end: node.end };
    this.blockScope = this.functionScope;
    if (node.type === "FunctionExpression") this.bind(child(node, "id"), true, null);
    for (const parameter of list(node, "params")) this.bind(parameter, true, null, inner);
    this.below(node, "id", "key", "decorators");
  }

  /** Where a function stands: called, or handed to one that is called. */
  private calledAtOnce(inner: Context, node: Node): void {
    let value = node;
    let at = this.above.length - 1;
    for (; at >= 0 && isWrapper(this.above[at]); at -= 1) value = this.above[at] ?? value;
    const user = this.above[at];
    if (user === undefined) return;
    if (/^(Optional)?CallExpression$|^NewExpression$/.test(user.type)) {
      if (child(user, "callee") === value) inner.called = true;
      else this.handed(inner, user, value);
    } else if (
      /^(Optional)?MemberExpression$/.test(user.type) &&
      child(user, "object") === value &&
      user.computed !== true
    ) {
      const name = string(child(user, "property"), "name");
      const call = this.above[at - 1];
      if (
        (name === "call" || name === "apply") &&
        call !== undefined &&
        /CallExpression$/.test(call.type) &&
        child(call, "callee") === user
      )
        inner.called = true;
    }
  }

  private readonly contexts = new Map<Node, Context>();

  private handed(inner: Context, call: Node, value: Node): void {
    const receiver = bare(child(call, "callee"));
    const handedTo = receiver === null ? undefined : this.contexts.get(receiver);
    if (handedTo === undefined) return;
    inner.handedTo = handedTo;
    inner.handedIndex = list(call, "arguments").indexOf(value);
  }

  /** The name that a function or class without one is given by where it stands. */
  private givenName(node: Node): string | null {
    let value = node;
    let at = this.above.length - 1;
    for (; at >= 0 && isWrapper(this.above[at]); at -= 1) value = this.above[at] ?? value;
    const user = this.above[at] ?? null;
    if (user === null) return null;
    if (user.type === "VariableDeclarator") return string(child(user, "id"), "name");
    if (user.type === "ObjectProperty" && child(user, "value") === value)
      return keyName(child(user, "key"), user.computed === true) ?? "<computed>";
    if (FIELD.test(user.type)) return keyName(child(user, "key"), user.computed === true) ?? "<computed>";
    if (user.type === "AssignmentPattern") return string(child(user, "left"), "name");
    if (user.type !== "AssignmentExpression" || user.operator !== "=") return null;
    const left = child(user, "left");
    if (left?.type === "Identifier") return string(left, "name");
    return left?.type === "MemberExpression" ? keyName(child(left, "property"), left.computed === true) : null;
  }

  private classLike(node: Node): void {
    if (node.type === "ClassDeclaration") this.bind(child(node, "id"), false, null);
    this.field(node, "decorators");
    const inner = this.enter(C.class);
    inner.name = string(child(node, "id"), "name") ?? this.givenName(node);
    this.below(node, "id", "decorators");
  }

  private classField(node: Node): void {
    if (node.computed === true) this.field(node, "key");
    this.field(node, "decorators");
    this.field(node, "typeAnnotation");
    if (node.static !== true) this.enter(C.field);
    this.field(node, "value");
  }

  private namespace(node: Node): void {
    const id = child(node, "id");
    const isNamespace = id?.type === "Identifier" || id?.type === "TSQualifiedName";
    const inner = this.enter(isNamespace && node.global !== true && node.kind !== "global" ? C.namespace : C.declared);
    if (inner.kind === C.namespace && id !== null) inner.name = this.text.slice(id.start, id.end);
    this.below(node, "id");
  }

  private assignment(node: Node): void {
    const left = child(node, "left");
    const created =
      node.operator === "=" && left?.type === "Identifier" ? createdBy(child(node, "right"), this.text) : null;
    if (created !== null) {
      const binding = this.bindings.findLast(({ name }) => name === string(left, "name"));
      if (binding !== undefined) {
        binding.creates = true;
        binding.base = created.base;
      }
    }
    this.field(node, "left");
    const logical = { "&&=": C.whenTrue, "||=": C.whenFalse, "??=": C.whenNullish }[string(node, "operator") ?? ""];
    if (logical === undefined) this.field(node, "right");
    else this.inside(node, "right", logical, left);
  }

  private switchStatement(node: Node): void {
    this.field(node, "discriminant");
    this.above.push(node);
    for (const one of list(node, "cases")) {
      const around = this.context;
      this.field(one, "test");
      const test = child(one, "test");
      const inner = this.enter(test === null ? C.whenDefault : C.whenCase, child(node, "discriminant"));
      inner.secondStart = test?.start ?? 0;
      inner.secondEnd = test?.end ?? 0;
      this.field(one, "consequent");
      this.context = around;
    }
    this.above.pop();
  }

  private site(kind: ImportKind, node: Node): Site {
    const site = newSite(kind, node.start, node.end, this.context);
    this.sites.push(site);
    return site;
  }

  private importCall(node: Node, kind: ImportKind, name: string | null, argument: Node | null): void {
    const site = this.site(kind, node);
    site.callee = name;
    readSpecifier(site, argument);
    if (kind === "require" || kind === "import()") readUse(site, node, this.above, this.text);
    this.below(node);
  }

  private call(node: Node): void {
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
  private construction(node: Node): void {
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

  private declaration(node: Node): void {
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

  private localExport(node: Node): void {
    if (string(node, "exportKind") === "type" && child(node, "declaration") === null) return;
    for (const one of list(node, "specifiers")) {
      if (string(one, "exportKind") !== "type") this.used.add(string(child(one, "local"), "name") ?? "");
    }
    this.field(node, "declaration");
  }

  private importEquals(node: Node): void {
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

  private importType(node: Node): void {
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
