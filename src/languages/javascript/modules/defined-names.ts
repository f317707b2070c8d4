import type { ParsedSource } from "../judge/file.js";
import { propertyName } from "../judge/requires.js";
import { isFunction } from "../judge/scopes/kinds.js";
import type { Spot } from "../judge/scopes/scope.js";
import { bare, child, eachChild, keyName, list, type Node, string } from "../scan/full/node.js";
import { definedProperty, exportsAt, functionAround, outerThis } from "./common-names.js";

/** How a CommonJS module gives one of its exports a value. */
export interface DefinedName {
  /** Whether it surely has one, that is seen by who goes through all of them, once the module is loaded. */
  isSure: boolean;
  /** Whether a getter gives it. */
  isGotten: boolean;
  /** Whether a function may give it another one later. */
  isLater: boolean;
}

/** All names that a CommonJS module may export; null where its text doesn't say. */
export function definedNames(source: ParsedSource): ReadonlyMap<string, DefinedName> | null {
  const found = new Names(source);
  return found.read() ? found.names : null;
}

/** Whether `module.exports` is the same once the module is loaded, as far as its own text says. */
export function keepsExports({ free, scope }: ParsedSource): boolean {
  if (scope.evaluated !== null || scope.names.has("module") || free.has("arguments")) return false;
  return (free.get("module") ?? []).every((reference) => {
    const member = exportsAt(reference, "module");
    if (reference.kind !== "read") return false;
    if (member === null) return isHarmless(reference.spot);
    const isWritten = member.up?.node.type === "AssignmentExpression" ? member.field === "left" : isTarget(member);
    return !isWritten || functionAround(member) === null;
  });
}

/** Uses of `module` that give nobody its exports. */
function isHarmless({ up, field }: Spot): boolean {
  if (up === null) return false;
  const { node } = up;
  if (node.type === "BinaryExpression") return /^[!=]==?$/.test(String(node.operator));
  if (node.type === "UnaryExpression") return node.operator === "typeof";
  if (node.type !== "MemberExpression" || field !== "object" || isTarget(up)) return false;
  const isWritten = up.up?.node.type === "AssignmentExpression" && up.field === "left";
  return !isWritten && /^(?:id|filename|parent|path|paths)$/.test(propertyName(node) ?? "");
}

/** Whether a place is given a value otherwise than by a plain assignment. */
function isTarget({ up, field }: Spot): boolean {
  if (up === null) return false;
  const { type, operator } = up.node;
  if (type === "ObjectProperty") return field === "value" && up.up?.node.type === "ObjectPattern";
  if (type === "AssignmentPattern") return field === "left";
  if (type === "AssignmentExpression") return field === "left" && operator !== "=";
  if (/^For(?:In|Of)Statement$/.test(type)) return field === "left";
  return /^(?:ArrayPattern|RestElement|UpdateExpression)$/.test(type) || operator === "delete";
}

class Names {
  readonly names = new Map<string, DefinedName>();
  /** Values of `module.exports`. */
  private wholes = 0;
  private readonly inObject = new Set<string>();

  constructor(private readonly source: ParsedSource) {}

  read(): boolean {
    const { free, scope, program } = this.source;
    if (scope.evaluated !== null || free.has("arguments") || outerThis(program) !== null) return false;
    if (scope.names.has("module") || scope.names.has("exports") || scope.names.has("Object")) return false;
    for (const name of ["module", "exports"] as const)
      for (const reference of free.get(name) ?? []) {
        const spot = exportsAt(reference, name);
        const isKnown = spot === null ? isHarmless(reference.spot) : this.used(spot);
        if (!isKnown) return false;
      }
    // What an object had before another one came in its place nobody gets.
    const returns = returnsEarly(program);
    for (const [name, each] of this.names)
      if (returns || this.wholes > 1 || (this.wholes === 1 && !this.inObject.has(name))) each.isSure = false;
    return true;
  }

  /** @param spot `exports` or `module.exports` @returns whether its use is understood */
  private used(spot: Spot): boolean {
    const { up, field } = spot;
    if (up === null) return false;
    const { node } = up;
    if (node.type === "MemberExpression" && field === "object") return this.member(up);
    if (node.type === "AssignmentExpression" && field === "left") return node.operator === "=" && this.replaced(up);
    const defined = definedProperty(node);
    if (defined === null || defined.of !== spot.node) return false;
    const { name, descriptor } = defined;
    if (name === "__esModule") return true;
    const isSeen = descriptor.get("enumerable")?.value === true;
    const isGotten = descriptor.has("get") || descriptor.has("set");
    this.add(name, { isSure: isSeen && isTopStatement(up), isGotten, isLater: functionAround(up) !== null });
    return descriptor.get("writable")?.value !== false;
  }

  private member(member: Spot): boolean {
    const name = propertyName(member.node);
    if (name === null || name === "__proto__" || isTarget(member)) return false;
    const { up, field } = member;
    if (up?.node.type !== "AssignmentExpression" || field !== "left") return true;
    this.add(name, { isSure: isTopStatement(up), isGotten: false, isLater: functionAround(up) !== null });
    return true;
  }

  private replaced(assignment: Spot): boolean {
    if (!isTopStatement(assignment)) return false;
    let value: Node | null = assignment.node;
    while (value?.type === "AssignmentExpression") value = bare(child(value, "right"));
    // Each of `module.exports = exports = { … }` comes by here.
    if (assignment.field === "expression") this.wholes++;
    if (value?.type !== "ObjectExpression") return false;
    return list(value, "properties").every((one) => {
      const name = one.type === "SpreadElement" ? null : keyName(child(one, "key"), one.computed === true);
      if (name === null || name === "__proto__") return false;
      const isGotten = one.type === "ObjectMethod" && /^[gs]et$/.test(string(one, "kind") ?? "");
      this.add(name, { isSure: true, isGotten, isLater: false });
      this.inObject.add(name);
      return true;
    });
  }

  private add(name: string, { isSure, isGotten, isLater }: DefinedName): void {
    const known = this.names.get(name);
    this.names.set(name, {
      isSure: isSure || known?.isSure === true,
      isGotten: isGotten || known?.isGotten === true,
      isLater: isLater || known?.isLater === true,
    });
  }
}

/** Whether a file may end before its last statement. */
function returnsEarly(node: Node): boolean {
  if (node.type === "ReturnStatement") return true;
  if (isFunction(node)) return false;
  let found = false;
  eachChild(node, (_, each) => {
    found ||= returnsEarly(each);
  });
  return found;
}

/** Whether an expression surely runs while its file loads: it is a statement of its own, or is assigned on by one. */
function isTopStatement(spot: Spot): boolean {
  let at = spot;
  while (at.up?.node.type === "AssignmentExpression" && at.field === "right") at = at.up;
  return at.up?.node.type === "ExpressionStatement" && at.up.up?.node.type === "Program";
}
