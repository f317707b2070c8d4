import type { DirectImport } from "../../rewriting.js";

/** What one module gives to a statement. */
export interface Given {
  readonly specifier: string;
  readonly names: readonly { readonly local: string; readonly name: string }[];
}

/** By modules, in the order in which these load now; all of a module stands alone. */
export function byModule(keys: readonly { readonly local: string }[], written: readonly DirectImport[]): Given[] {
  const found = new Map<string, { specifier: string; names: { local: string; name: string }[] }>();
  const all = written.map((each, at) => ({ ...each, local: keys[at]?.local ?? "" }));
  for (const { specifier, name, local } of all.sort((a, b) => a.order - b.order)) {
    const key = name === "*" ? `${specifier} ${local}` : specifier;
    const known = found.get(key);
    if (known === undefined) found.set(key, { specifier, names: [{ local, name }] });
    else known.names.push({ local, name });
  }
  return [...found.values()];
}
