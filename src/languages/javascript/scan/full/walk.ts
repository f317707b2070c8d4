import { C } from "../context.js";
import { FIELD } from "./function-walk.js";
import { ImportWalk } from "./import-walk.js";
import { child, list, type Node, string } from "./node.js";
import { FUNCTION } from "./tree-walk.js";
import { createdBy } from "./values.js";

const BLOCK =
  /^(BlockStatement|ForStatement|ForInStatement|ForOfStatement|SwitchStatement|CatchClause|StaticBlock|TSModuleBlock)$/;

/** Finds in a whole tree what the fast parser finds in the text. */
export class Walk extends ImportWalk {
  constructor(text: string, program: Node, declaration: boolean) {
    super(text, declaration);
    this.visit(program);
    this.sites.sort((a, b) => a.offset - b.offset);
  }

  protected kindOf(node: Node): void {
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

  protected assignment(node: Node): void {
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

  protected switchStatement(node: Node): void {
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
}
