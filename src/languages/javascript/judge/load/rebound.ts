import { child, list, type Node, string } from "../../scan/full/node.js";

/** Names that an ES module may export anew after its load: what it assigns anywhere. */
export function reboundNames(text: string, program: Node | null): ReadonlySet<string> {
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
