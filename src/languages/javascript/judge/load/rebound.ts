import { child, children, list, type Node, string } from "../../scan/full/node.js";

const ASSIGNED = /\.\s*([A-Za-z_$][\w$]*)\s*(?:=(?![=>])|(?:[-+*/%&|^]|\*\*|<<|>>>?|\|\||&&|\?\?)=|\+\+|--)/g;
const HELD =
  /(?:const|let|var|,)\s*([\w$]{1,80})\s*=\s*(?:[\w$.]{1,60}\(\s*)?require\(|import\s*\*\s*as\s+([\w$]{1,80})/g;
const CHANGED =
  /(?:Object\.(?:assign|definePropert(?:y|ies)|setPrototypeOf)|Reflect\.(?:set|defineProperty))\(\s*([\w$]{1,80})|(?<![\w$])([\w$]{1,80})(?:\.default)?\s*\[[^\]\n]{1,80}\]\s*=(?![=>])/g;
const ASKED = /(?:\b(?:require|import)\s*\(\s*|\b(?:from|import)\s*)(["'`])([^"'`\n]{1,300})\1/g;

/**
 * Names of properties that a text assigns anywhere, but those of `exports`: whoever reads one of another module while it
 * loads may find something else later. "*" where it assigns computed names of what it requires. Found by the text alone,
 * so comments and strings count.
 */
export function assignedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 1: name, index } of text.matchAll(ASSIGNED)) {
    if (
      name !== undefined &&
      !names.has(name) &&
      !/(?<![\w$])exports\s*$/.test(text.slice(Math.max(0, index - 12), index))
    )
      names.add(name);
  }
  const held = new Set<string>();
  for (const [, first, second] of text.matchAll(HELD)) held.add(first ?? second ?? "");
  if (held.size === 0) return names;
  for (const [, first, second] of text.matchAll(CHANGED)) if (held.has(first ?? second ?? "")) names.add("*");
  return names;
}

/** What a text asks for by name, whenever that runs. */
export function mentionedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, , name] of text.matchAll(ASKED)) if (name !== undefined) names.add(name);
  return names;
}

/** Names that a module may export anew after its load: assigned in a function, or more than once in a module's scope. */
export function reboundExports(text: string, program: Node | null, isModule: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  if (program === null) return found;
  if (isModule) {
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
      if (
        new RegExp(`(?<![\\w$.])${local.replaceAll("$", "\\$")}\\s*(?:[-+*/%&|^?]{0,3}=(?![=>])|\\+\\+|--)`).test(text)
      )
        for (const name of exports) found.add(name);
    }
    return found;
  }
  if (!/exports/.test(text)) return found;
  collect(program, found);
  return found;
}

const FUNCTION = /Function|Method$/;

/** Without recursion: texts may be nested deeply. */
function collect(program: Node, found: Set<string>): void {
  const open: [Node, boolean][] = [[program, false]];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [node, isInner] = at;
    if (isInner && node.type === "AssignmentExpression") {
      const left = child(node, "left");
      if (left !== null && /MemberExpression$/.test(left.type) && isExports(child(left, "object"))) {
        found.add(left.computed === true ? "*" : (string(child(left, "property"), "name") ?? "*"));
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
