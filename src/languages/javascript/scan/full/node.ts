/** A node of Babel's tree, as far as a walk needs it: its fields are looked up by name. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** @throws TypeError if it is none */
export function asNode(value: unknown): Node {
  if (!isNode(value)) throw new TypeError("not a node");
  return value;
}

export function child(node: Node | null, field: string): Node | null {
  const value = node?.[field];
  return isNode(value) ? value : null;
}

export function list(node: Node, field: string): readonly Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function string(node: Node | null, field: string): string | null {
  const value = node?.[field];
  return typeof value === "string" ? value : null;
}

/** Nodes below a node, in the order of the text. */
export function children(node: Node): readonly (readonly [string, Node])[] {
  const found: [string, Node][] = [];
  eachChild(node, (field, each) => found.push([field, each]));
  return found;
}

/** Nodes below a node, in the order of the text. No generator, and nothing made: walks ask every node. */
export function eachChild(node: Node, take: (field: string, below: Node) => void): void {
  for (const field in node) {
    if (field === "loc" || field === "extra" || field === "errors" || field === "comments") continue;
    const value = node[field];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) take(field, one);
    } else if (isNode(value)) take(field, value);
  }
}

/** Nodes that stand around a value and change nothing when it runs: parentheses and types. */
const WRAPPER =
  /^(ParenthesizedExpression|TSAsExpression|TSSatisfiesExpression|TSTypeAssertion|TSNonNullExpression|TypeCastExpression)$/;

export const isWrapper = (node: Node | undefined): boolean => node !== undefined && WRAPPER.test(node.type);

/** What stands inside of parentheses and types. */
export function bare(node: Node | null): Node | null {
  let at = node;
  while (at !== null && isWrapper(at)) at = child(at, "expression");
  return at;
}

/** The name of a property, if it is written as one; null if it is computed. */
export function keyName(key: Node | null, computed: boolean): string | null {
  if (key === null || computed) return null;
  if (key.type === "PrivateName") return `#${string(child(key, "id"), "name") ?? ""}`;
  if (key.type === "NumericLiteral" || key.type === "BigIntLiteral") {
    const extra = key.extra as { raw?: string } | undefined;
    return extra?.raw ?? String(key.value);
  }
  return string(key, "name") ?? string(key, "value");
}
