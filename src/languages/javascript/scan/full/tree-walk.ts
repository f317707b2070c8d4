import { type Binding, C, type Context, context, newSite, type Site } from "../context.js";
import type { Findings } from "../finish.js";
import type { ImportKind } from "../import.js";
import { child, children, list, type Node, string } from "./node.js";
import { createdBy } from "./values.js";

interface Scope {
  readonly start: number;
  readonly end: number;
}

export const FUNCTION =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod|TSDeclareFunction|TSDeclareMethod)$/;

/** Types, in which a name is no use of a value. */
const TYPE =
  /^(TS(?!As|Satisfies|TypeAssertion|NonNull|Enum|Module|Export|Import|Parameter|Instantiation|Declare|Abstract)|TypeAnnotation|TypeParameter)/;

/** Goes over a whole tree: what stands around a node, and which names are bound where. */
export abstract class TreeWalk implements Findings {
  readonly sites: Site[] = [];
  readonly bindings: Binding[] = [];
  readonly used = new Set<string>();
  hasJsx = false;
  hasDecorators = false;
  /** In a type or a pattern that binds: names there are no uses. */
  protected quiet = false;
  protected context: Context;
  protected functionScope: Scope;
  protected blockScope: Scope;
  protected readonly above: Node[] = [];

  constructor(
    protected readonly text: string,
    declaration: boolean,
  ) {
    this.context = context(null, declaration ? C.declared : C.plain, 0, text.length);
    this.functionScope = { start: -1, end: -1 };
    this.blockScope = this.functionScope;
  }

  /** What a node means, and what is below it. */
  protected abstract kindOf(node: Node): void;

  protected visit(node: Node | null): void {
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

  protected below(node: Node, ...skip: string[]): void {
    this.above.push(node);
    for (const [field, inner] of children(node)) if (!skip.includes(field)) this.visitField(node, field, inner);
    this.above.pop();
  }

  protected field(node: Node, name: string): void {
    this.above.push(node);
    const value = node[name];
    for (const inner of Array.isArray(value) ? list(node, name) : [child(node, name)])
      this.visitField(node, name, inner);
    this.above.pop();
  }

  protected visitField(node: Node, field: string, inner: Node | null): void {
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

  protected enter(kind: number, condition: Node | null = null): Context {
    this.context = context(this.context, kind, condition?.start ?? 0, condition?.end ?? 0);
    return this.context;
  }

  /** Visits a field in a context of its own. */
  protected inside(node: Node, name: string, kind: number, condition: Node | null): void {
    const around = this.context;
    this.enter(kind, condition);
    this.field(node, name);
    this.context = around;
  }

  protected openBlock(node: Node): void {
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

  protected bind(pattern: Node | null, hoisted: boolean, declarator: Node | null, of: Context | null = null): void {
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

  protected site(kind: ImportKind, node: Node): Site {
    const site = newSite(kind, node.start, node.end, this.context);
    this.sites.push(site);
    return site;
  }
}
