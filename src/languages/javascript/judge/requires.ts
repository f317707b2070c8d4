import { bare, child, keyName, list, type Node, string } from "../scan/full/node.js";
import type { ParsedSource } from "./file.js";
import type { FormName, NoForm, RequireForm } from "./forms.js";
import { around, isWrapperFunction } from "./functions.js";
import { type Helper, helperOf } from "./helpers.js";
import { importedNamesOf } from "./imports.js";
import { isBlock, isFunction } from "./scopes/kinds.js";
import type { Binding, Scope, Spot } from "./scopes/scope.js";

const no = (code: string, message: string, node: Node): NoForm => ({ code, message, node });

/** The call of `require` whose name stands at a place; null where there is none. */
export function callAt(source: ParsedSource, line: number, column: number): Spot | null {
  const start = source.places.startOf(line);
  if (start < 0) return null;
  const offset = start + column - 1;
  return source.calls.find(({ node }) => (bare(child(node, "callee"))?.start ?? node.start) === offset) ?? null;
}

export function formOf(source: ParsedSource, call: Spot): RequireForm | NoForm {
  const [argument, ...more] = list(call.node, "arguments");
  const specifier = literal(argument);
  if (specifier === null || more.length > 0) return no("dynamic", "what it asks for is computed", call.node);
  if (call.node.type !== "CallExpression")
    return no("optional", "it is called only where there is a require", call.node);
  const shadow = shadowOf(source, call.scope);
  if (shadow !== null) return no("require-shadowed", "require is not Node's own there", shadow);
  const takes = ["require"];
  const path: string[] = [];
  let helper: Helper | null = null;
  let at = call;
  for (;;) {
    at = around(at).spot;
    const { up } = at;
    if (up === null) return no("expression", "its value gets no name", call.node);
    if (up.node.type === "MemberExpression" && at.field === "object") {
      const key = propertyName(up.node);
      if (key === null) return no("expression", "a computed property is read of it", up.node);
      path.push(key);
    } else if (up.node.type === "CallExpression" && at.field === "arguments" && path.length === 0 && helper === null) {
      const [first, ...others] = list(up.node, "arguments");
      const found = helperOf(source.text, child(up.node, "callee") ?? up.node, up.scope);
      if (found === null || first !== at.node || !others.every((one) => /^(Numeric|Boolean)Literal$/.test(one.type)))
        return no("argument", "its value is handed to a call", up.node);
      helper = found.kind;
      takes.push(found.name);
    } else break;
    at = up;
  }
  const { up } = at;
  if (up === null) return no("expression", "its value gets no name", call.node);
  const held = holder(up, at);
  if (!("statement" in held)) return held;
  const problem = outsideProblem(held.statement);
  if (problem !== null) return problem;
  const init = at.node;
  const written = source.text.slice(init.start, init.end);
  return { specifier, helper, takes, path, init, written, scope: at.scope, ofModule: false, ...held };
}

function literal(node: Node | undefined): string | null {
  if (node?.type === "StringLiteral") return string(node, "value");
  if (node?.type !== "TemplateLiteral" || list(node, "expressions").length > 0) return null;
  const value = list(node, "quasis")[0]?.value as { cooked?: string } | undefined;
  return value?.cooked ?? null;
}

/** The property that a member expression names; null where it is computed. */
export function propertyName(member: Node): string | null {
  const property = child(member, "property");
  if (member.computed !== true) return property?.type === "Identifier" ? string(property, "name") : null;
  return property?.type === "StringLiteral" ? string(property, "value") : null;
}

/** What makes `require` something else than the module's own; one made by `createRequire` is as good. */
function shadowOf(source: ParsedSource, scope: Scope): Node | null {
  const binding = scope.find("require");
  if (binding === null) return source.free.get("require")?.find(({ kind }) => kind === "write")?.spot.node ?? null;
  const [declared] = binding.declared;
  const declarator = declared?.up?.node;
  const made = bare(child(declarator ?? null, "init"));
  const callee = bare(child(made, "callee"));
  const maker = string(callee, "name") ?? keyName(child(callee, "property"), callee?.computed === true);
  const isMade = declarator?.type === "VariableDeclarator" && maker === "createRequire";
  const isOnly = binding.declared.length === 1 && !binding.references.some(({ kind }) => kind === "write");
  return isMade && isOnly && binding.scope === source.scope ? null : (declared?.node ?? scope.node);
}

type Held = Pick<RequireForm, "kind" | "statement" | "declarator" | "target">;

/** What gives a value a name, by the value's place and the node around it. */
export function holder(up: Spot, at: Spot): Held | NoForm {
  const { node } = up;
  if (node.type === "VariableDeclarator" && up.up !== null) {
    const target = child(node, "id") ?? node;
    if (target.type === "ObjectPattern") {
      const rest = list(target, "properties").find(({ type }) => type === "RestElement");
      if (rest !== undefined) return no("pattern", "the rest of its properties are taken together", rest);
    } else if (target.type !== "Identifier") return no("pattern", "it is taken apart as a list", target);
    return { kind: "declared", statement: up.up, declarator: node, target };
  }
  if (node.type === "ExpressionStatement") return no("bare", "it is there for what loading does alone", node);
  if (node.type === "AssignmentExpression" && at.field === "right") {
    const left = bare(child(node, "left")) ?? node;
    if (/MemberExpression$/.test(left.type)) {
      const isExport = /^(module\d*\.exports|exports\d*)$/.test(rootText(left));
      if (isExport) return no("exported", "its value is exported", node);
      return no("assigned", "its value becomes a property", node);
    }
    const statement = around(up).up;
    if (left.type === "Identifier" && node.operator === "=" && statement?.node.type === "ExpressionStatement") {
      return { kind: "assigned", statement, declarator: null, target: left };
    }
    return no("assigned", "its value is assigned within an expression", node);
  }
  if (/^(Logical|Conditional)Expression$/.test(node.type))
    return no("optional", "it is asked for under a condition", node);
  if (/^(Call|OptionalCall|New)Expression$/.test(node.type)) {
    if (at.field === "callee") return no("called", "what it gives is called at once", node);
    return no("argument", "its value is handed to a call", node);
  }
  if (/^Export/.test(node.type)) return no("exported", "its value is exported", node);
  return no("expression", "its value gets no name", node);
}

function rootText(member: Node): string {
  const object = bare(child(member, "object"));
  const name = string(object, "name");
  if (name !== null && /^module\d*$/.test(name))
    return `${name}.${keyName(child(member, "property"), member.computed === true) ?? ""}`;
  if (name !== null) return name;
  return object?.type === "MemberExpression" ? rootText(object) : "";
}

/** What stands around a statement that does not let it go: it must run once, whenever its module loads. */
export function outsideProblem(statement: Spot): NoForm | null {
  const { up } = statement;
  if (up === null) return null;
  if (/^Export/.test(up.node.type)) return no("exported", "its name is exported", up.node);
  let isDirect = true;
  let isNested = false;
  let at = statement;
  for (let outer: Spot | null = up; outer !== null; at = outer, outer = outer.up) {
    const { node } = outer;
    if (node.type === "TryStatement") {
      return no("optional", "it stands in a try statement, which may be there for its absence", node);
    }
    if (isFunction(node)) {
      if (!isWrapperFunction(outer) || !isBlock(at.node))
        return no("in-function", "it stands in a function already", statement.node);
      isDirect = false;
    } else if (/^(StaticBlock|TSModuleBlock)$/.test(node.type)) {
      return no("in-block", "it stands in a block of a class or namespace", node);
    } else if (isDirect && /^(IfStatement|SwitchStatement)$/.test(node.type)) {
      return no("optional", "it is asked for under a condition", node);
    } else if (isDirect && node.type !== "Program" && !isFunction(outer.up?.node ?? node)) {
      isNested = true;
    }
    if (isNested && (!isDirect || node.type === "Program")) {
      return no("in-block", "it stands in a block of its own", statement.node);
    }
  }
  return null;
}

/** In the order of the text; a property that is taken apart further gives none, and null keeps its place. */
export function namesOf(form: RequireForm): readonly (FormName | null)[] {
  if (form.kind === "imported") return importedNamesOf(form);
  if (form.target.type === "Identifier")
    return [{ local: string(form.target, "name") ?? "", property: null, key: null, hasDefault: false }];
  return list(form.target, "properties").map((property) => {
    const value = child(property, "value");
    const hasDefault = value?.type === "AssignmentPattern";
    const local = hasDefault ? child(value, "left") : value;
    const key = keyName(child(property, "key"), property.computed === true);
    if (local?.type !== "Identifier" || key === null || /^\d/.test(key)) return null;
    if (hasDefault && !/Literal$/.test(child(value, "right")?.type ?? "")) return null;
    return { local: string(local, "name") ?? "", property, key, hasDefault };
  });
}

/** What a name means where its statement stands. */
export const bindingOf = (form: RequireForm, name: FormName): Binding | null => form.statement.scope.find(name.local);
