import { bare, child, isNode, list, type Node, string } from "../../scan/full/node.js";
import { isBlock, isClass, isFunction, isType, keyField } from "./kinds.js";
import { type ReferenceKind, Scope, type Spot } from "./scope.js";

const SKIPPED = new Set(["loc", "extra", "errors", "comments", "tokens"]);

/** Names of a program by the scopes that declare them, and every place that takes one. */
export class ScopeWalk {
  readonly program: Scope;
  readonly scopes: Scope[] = [];
  /** Calls of `require` and what may be one, by name. */
  readonly calls: Spot[] = [];
  /** References that no scope declares. */
  readonly free = new Map<string, { kind: ReferenceKind; spot: Spot }[]>();
  private readonly found: { kind: ReferenceKind; spot: Spot }[] = [];
  private inType = false;

  /** @throws RangeError where the program is nested too deeply for the call stack */
  constructor(program: Node) {
    this.program = this.open(program, null, true);
    this.below({ node: program, field: "program", up: null, scope: this.program }, this.program);
    for (const { kind, spot } of this.found) this.resolve(kind, spot);
  }

  private open(node: Node, up: Scope | null, isFunction: boolean): Scope {
    const scope = new Scope(node, up, isFunction);
    this.scopes.push(scope);
    return scope;
  }

  private resolve(kind: ReferenceKind, spot: Spot): void {
    const name = nameOf(spot);
    const binding = spot.scope.find(name);
    if (binding === null) {
      const others = this.free.get(name);
      if (others === undefined) this.free.set(name, [{ kind, spot }]);
      else others.push({ kind, spot });
      return;
    }
    binding.references.push({ kind, spot });
    if (spot.scope.isDoubtful(name)) binding.doubtful ??= spot.node;
  }

  private visit(node: Node | null, field: string, up: Spot, scope: Scope): void {
    if (node === null) return;
    const spot: Spot = { node, field, up, scope };
    const { inType } = this;
    if (isType(node)) this.inType = true;
    this.kindOf(spot, scope);
    this.inType = inType;
  }

  private kindOf(spot: Spot, scope: Scope): void {
    const { node } = spot;
    if (node.type === "Identifier" || node.type === "JSXIdentifier") {
      this.reference(spot);
      this.below(spot, scope);
    } else if (isFunction(node)) this.functionLike(spot, scope);
    else if (isClass(node)) this.classLike(spot, scope);
    else if (isBlock(node)) this.block(spot, scope);
    else this.others(spot, scope);
  }

  private others(spot: Spot, scope: Scope): void {
    const { node } = spot;
    switch (node.type) {
      case "VariableDeclaration":
        for (const one of list(node, "declarations")) this.declarator(one, spot, scope);
        return;
      case "AssignmentExpression":
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = node.type === "AssignmentExpression" ? scope : this.open(node, scope, false);
        const left = child(node, "left");
        if (left?.type === "VariableDeclaration") this.visit(left, "left", spot, inner);
        else this.target(left, "left", spot, inner);
        this.below(spot, inner, "left");
        return;
      }
      case "UpdateExpression":
        this.target(child(node, "argument"), "argument", spot, scope);
        return;
      case "SwitchStatement":
        this.visit(child(node, "discriminant"), "discriminant", spot, scope);
        this.below(spot, this.open(node, scope, false), "discriminant");
        return;
      case "ForStatement":
        this.below(spot, this.open(node, scope, false));
        return;
      case "CatchClause": {
        const inner = this.open(node, scope, false);
        this.pattern(child(node, "param"), "param", spot, inner, inner);
        this.visit(child(node, "body"), "body", spot, inner);
        return;
      }
      case "WithStatement":
        this.evaluated(scope, node);
        this.below(spot, scope);
        return;
      case "CallExpression":
      case "OptionalCallExpression": {
        const callee = bare(child(node, "callee"));
        if (callee?.type === "Identifier") {
          if (callee.name === "eval") this.evaluated(scope, node);
          else if (callee.name === "require") this.calls.push(spot);
        }
        this.below(spot, scope);
        return;
      }
      case "ImportDeclaration":
        for (const one of list(node, "specifiers")) this.name(child(one, "local"), "local", spot, scope);
        return;
      case "ExportSpecifier":
        if (child(spot.up?.node ?? null, "source") === null) this.visit(child(node, "local"), "local", spot, scope);
        return;
      case "ExportAllDeclaration":
        return;
      case "TSImportEqualsDeclaration":
        this.name(child(node, "id"), "id", spot, scope);
        this.below(spot, scope, "id");
        return;
      case "TSEnumDeclaration": {
        this.name(child(node, "id"), "id", spot, scope);
        const inner = this.open(node, scope, false);
        const members = [...list(node, "members"), ...list(child(node, "body") ?? node, "members")];
        for (const one of new Set(members)) this.name(child(one, "id"), "id", spot, inner);
        this.below(spot, inner, "id");
        return;
      }
      case "TSModuleDeclaration":
        this.name(child(node, "id"), "id", spot, scope);
        this.below(spot, scope, "id");
        return;
      case "LabeledStatement":
        this.below(spot, scope, "label");
        return;
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "PrivateName":
      case "JSXNamespacedName":
        return;
      case "JSXAttribute":
        this.below(spot, scope, "name");
        return;
      case "JSXMemberExpression":
        this.below(spot, scope, "property");
        return;
      case "ClassImplements":
      case "TSQualifiedName":
        this.below(spot, scope, "right");
        return;
    }
    this.below(spot, scope, keyField(node) ?? undefined);
  }

  private below(spot: Spot, scope: Scope, skip?: string): void {
    const { node } = spot;
    for (const field in node) {
      if (field === skip) continue;
      const value = node[field];
      if (typeof value !== "object" || value === null || SKIPPED.has(field)) continue;
      if (Array.isArray(value)) {
        for (const one of value) if (isNode(one)) this.visit(one, field, spot, scope);
      } else if (isNode(value)) this.visit(value, field, spot, scope);
    }
  }

  private functionLike(spot: Spot, scope: Scope): void {
    const { node } = spot;
    let outer = scope;
    const id = child(node, "id");
    if (node.type === "FunctionDeclaration") this.functionName(id, spot, scope);
    else if (node.type === "FunctionExpression" && id !== null) {
      outer = this.open(node, scope, false);
      this.name(id, "id", spot, outer);
    }
    for (const one of list(node, "decorators")) this.visit(one, "decorators", spot, scope);
    if (node.computed === true) this.visit(child(node, "key"), "key", spot, scope);
    const parameters = this.open(node, outer, true);
    for (const one of list(node, "params")) this.pattern(one, "params", spot, parameters, parameters);
    for (const field of ["returnType", "typeParameters", "predicate"])
      this.visit(child(node, field), field, spot, parameters);
    const body = child(node, "body");
    if (body === null) return;
    const inner = this.open(body, parameters, true);
    if (body.type === "BlockStatement") this.below({ node: body, field: "body", up: spot, scope: inner }, inner);
    else this.visit(body, "body", spot, inner);
  }

  /** A function of a block is a name of the block, and in sloppy mode of the function around it. */
  private functionName(id: Node | null, spot: Spot, scope: Scope): void {
    if (id === null) return;
    this.name(id, "id", spot, scope);
    for (let at = scope; !at.isFunction && at.up !== null; ) {
      at = at.up;
      at.hoisted.add(string(id, "name") ?? "");
    }
  }

  private classLike(spot: Spot, scope: Scope): void {
    const { node } = spot;
    const id = child(node, "id");
    if (node.type === "ClassDeclaration") this.name(id, "id", spot, scope);
    const inner = this.open(node, scope, false);
    this.name(id, "id", spot, inner);
    this.below(spot, inner, "id");
  }

  private block(spot: Spot, scope: Scope): void {
    const { type } = spot.node;
    const inner = this.open(spot.node, scope, type === "StaticBlock" || type === "TSModuleBlock");
    this.below({ ...spot, scope: inner }, inner);
  }

  private declarator(node: Node, up: Spot, scope: Scope): void {
    const spot: Spot = { node, field: "declarations", up, scope };
    let holder = scope;
    while (up.node.kind === "var" && !holder.isFunction && holder.up !== null) holder = holder.up;
    this.pattern(child(node, "id"), "id", spot, scope, holder);
    this.visit(child(node, "init"), "init", spot, scope);
  }

  /** Declares the names of a pattern in `holder`; what it computes is looked up in `scope`. */
  private pattern(node: Node | null, field: string, up: Spot, scope: Scope, holder: Scope): void {
    if (node === null) return;
    const spot: Spot = { node, field, up, scope };
    for (const one of list(node, "decorators")) this.visit(one, "decorators", spot, scope);
    this.visit(child(node, "typeAnnotation"), "typeAnnotation", spot, scope);
    if (node.type === "Identifier") {
      holder.declare(string(node, "name") ?? "", spot);
      return;
    }
    if (node.computed === true) this.visit(child(node, "key"), "key", spot, scope);
    if (node.type === "AssignmentPattern") this.visit(child(node, "right"), "right", spot, scope);
    for (const inner of ["left", "argument", "parameter", "value"])
      this.pattern(child(node, inner), inner, spot, scope, holder);
    for (const inner of ["elements", "properties"])
      for (const one of list(node, inner)) this.pattern(one, inner, spot, scope, holder);
  }

  /** Names that an assignment writes; what else stands in its pattern is read. */
  private target(given: Node | null, field: string, up: Spot, scope: Scope): void {
    if (given === null) return;
    const spot: Spot = { node: given, field, up, scope };
    const node = bare(given) ?? given;
    if (node !== given) {
      this.target(node, "expression", spot, scope);
      return;
    }
    switch (node.type) {
      case "Identifier":
        this.found.push({ kind: "write", spot });
        return;
      case "AssignmentPattern":
        this.target(child(node, "left"), "left", spot, scope);
        this.visit(child(node, "right"), "right", spot, scope);
        return;
      case "RestElement":
        this.target(child(node, "argument"), "argument", spot, scope);
        return;
      case "ObjectProperty":
        if (node.computed === true) this.visit(child(node, "key"), "key", spot, scope);
        this.target(child(node, "value"), "value", spot, scope);
        return;
      case "ObjectPattern":
      case "ArrayPattern":
        for (const inner of ["elements", "properties"])
          for (const one of list(node, inner)) this.target(one, inner, spot, scope);
        return;
    }
    this.visit(given, field, up, scope);
  }

  private name(id: Node | null, field: string, up: Spot, scope: Scope): void {
    if (id?.type === "Identifier") scope.declare(string(id, "name") ?? "", { node: id, field, up, scope });
  }

  private reference(spot: Spot): void {
    const { node, field, up } = spot;
    if (node.type === "JSXIdentifier") {
      const isTag = field === "name" && !/^[a-z][^.]*$/.test(nameOf(spot));
      if (!isTag && field !== "object") return;
    }
    // Parameters and properties of types are names of their own.
    if (this.inType && !/^(typeName|exprName|expression|left|object|id|qualification|argument)$/.test(field)) return;
    const isExported =
      field === "local" ||
      (up !== null && /^(ExportDefaultDeclaration|TSExportAssignment)$/.test(up.node.type)) ||
      up?.node.type === "ExportDefaultSpecifier";
    this.found.push({ kind: this.inType ? "type" : isExported ? "exported" : "read", spot });
  }

  private evaluated(scope: Scope, node: Node): void {
    for (let at: Scope | null = scope; at !== null && at.evaluated === null; at = at.up) at.evaluated = node;
  }
}

export const nameOf = (spot: Spot): string => string(spot.node, "name") ?? "";
