import { child, children, list, type Node, string } from "../../scan/full/node.js";

const ASKED = /(?:\b(?:require|import)\s*\(\s*|\b(?:from|import)\s*)(["'`])([^"'`\n]{1,300})\1/g;

/** What a text asks for by name, whenever that runs. */
export function mentionedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, , name] of text.matchAll(ASKED)) if (name !== undefined) names.add(name);
  return names;
}

export interface Rebound {
  /** Names that a module may export anew after its load: assigned in a function, or more than once in a module's scope. */
  readonly exports: ReadonlySet<string>;
  /** Names of properties, of whatever object, that functions of it assign. */
  readonly properties: ReadonlySet<string>;
}

/** What functions of a file may give another value after it was loaded. */
export function reboundBy(text: string, program: Node | null, isModule: boolean): Rebound {
  const properties = new Set<string>();
  const exports = new Set<string>();
  if (program !== null) collect(program, exports, properties);
  return { exports: isModule ? reboundNames(text, program) : exports, properties };
}

function reboundNames(text: string, program: Node | null): ReadonlySet<string> {
  const found = new Set<string>();
  if (program === null) return found;
  const names = new Map<string, string[]>();
  for (const each of list(program, "body")) {
    if (each.type !== "ExportNamedDeclaration" || child(each, "source") !== null) continue;
    const declared = child(each, "declaration");
    for (const one of declared === null ? [] : list(declared, "declarations")) {
      const name = string(child(one, "id"), "name");
      if (name !== null && declared?.kind !== "const") names.set(name, [name]);
    }
    for (const one of list(each, "specifiers")) {
      const local = string(child(one, "local"), "name") ?? "";
      names.set(local, [...(names.get(local) ?? []), string(child(one, "exported"), "name") ?? ""]);
    }
  }
  for (const [local, exports] of names) {
    if (new RegExp(`(?<![\\w$.])${local.replaceAll("$", "\\$")}\\s*(?:[-+*/%&|^?]{0,3}=(?![=>])|\\+\\+|--)`).test(text))
      for (const name of exports) found.add(name);
  }
  return found;
}

const FUNCTION = /Function|Method$/;

/** Without recursion: texts may be nested deeply. */
function collect(program: Node, found: Set<string>, properties: Set<string>): void {
  const open: [Node, boolean][] = [[program, false]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [node, isInner] = at;
    if (isInner && (node.type === "AssignmentExpression" || node.type === "UpdateExpression")) {
      const left = child(node, "left") ?? child(node, "argument");
      if (left !== null && /MemberExpression$/.test(left.type)) {
        const name = left.computed === true ? null : string(child(left, "property"), "name");
        if (name !== null) properties.add(name);
        if (isExports(child(left, "object"))) found.add(name ?? "*");
      }
    }
    const inner = isInner || FUNCTION.test(node.type);
    for (const [, each] of children(node)) open.push([each, inner]);
  }
}

function isExports(node: Node | null): boolean {
  if (node?.type === "Identifier") return node.name === "exports";
  return (
    node?.type === "MemberExpression" &&
    string(child(node, "object"), "name") === "module" &&
    string(child(node, "property"), "name") === "exports"
  );
}
