import { C, type Context } from "../context.js";
import { bare, child, isWrapper, keyName, list, type Node, string } from "./node.js";
import { TreeWalk } from "./tree-walk.js";

export const FIELD = /^(ClassProperty|ClassPrivateProperty|ClassAccessorProperty)$/;

/** Functions and classes: their names, and whether a function is called where it stands. */
export abstract class FunctionWalk extends TreeWalk {
  protected readonly contexts = new Map<Node, Context>();

  protected functionLike(node: Node): void {
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
  protected calledAtOnce(inner: Context, node: Node): void {
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

  protected handed(inner: Context, call: Node, value: Node): void {
    const receiver = bare(child(call, "callee"));
    const handedTo = receiver === null ? undefined : this.contexts.get(receiver);
    if (handedTo === undefined) return;
    inner.handedTo = handedTo;
    inner.handedIndex = list(call, "arguments").indexOf(value);
  }

  /** The name that a function or class without one is given by where it stands. */
  protected givenName(node: Node): string | null {
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

  protected classLike(node: Node): void {
    if (node.type === "ClassDeclaration") this.bind(child(node, "id"), false, null);
    this.field(node, "decorators");
    const inner = this.enter(C.class);
    inner.name = string(child(node, "id"), "name") ?? this.givenName(node);
    this.below(node, "id", "decorators");
  }

  protected classField(node: Node): void {
    if (node.computed === true) this.field(node, "key");
    this.field(node, "decorators");
    this.field(node, "typeAnnotation");
    if (node.static !== true) this.enter(C.field);
    this.field(node, "value");
  }

  protected namespace(node: Node): void {
    const id = child(node, "id");
    const isNamespace = id?.type === "Identifier" || id?.type === "TSQualifiedName";
    const inner = this.enter(isNamespace && node.global !== true && node.kind !== "global" ? C.namespace : C.declared);
    if (inner.kind === C.namespace && id !== null) inner.name = this.text.slice(id.start, id.end);
    this.below(node, "id");
  }
}
