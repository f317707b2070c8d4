import type { FoundModule, ModuleFinder } from "../resolve/finder.js";
import type { ScannedFile } from "../scan/scanned.js";
import { absoluteName } from "./absolute-name.js";

export interface LazyTarget {
  readonly found: FoundModule;
  /** The name that loads it. */
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The modules that the literal tables of a module's `__getattr__` name: `{name: module}`, `{name: (module, attribute)}`
 * or `{module: [names]}`. A text counts as a module only where one is found: relative to the module, or absolute.
 */
export function* lazyTargets(scanned: ScannedFile, module: FoundModule, finder: ModuleFinder): Generator<LazyTarget> {
  const importer = { name: module.name, isPackage: module.folders !== null };
  const find = (text: string): FoundModule | null => {
    const dots = /^\.*/.exec(text)?.[0].length ?? 0;
    const name = absoluteName(text.slice(dots), dots, importer);
    if (name === null || !/^[\w.]+$/.test(name)) return null;
    if (dots > 0) return finder.find(name);
    return (importer.isPackage ? finder.find(`${module.name}.${name}`) : null) ?? finder.find(name);
  };
  for (const { line, entries } of scanned.tables) {
    for (const { key, values } of entries) {
      const [first] = values;
      const byValue = first === undefined ? null : find(first);
      if (byValue !== null) yield { found: byValue, name: key, line, text: first ?? "" };
      else {
        const byKey = find(key);
        if (byKey === null || byKey.name === module.name) continue;
        if (values.length === 0) yield { found: byKey, name: key, line, text: key };
        for (const name of values) yield { found: byKey, name, line, text: key };
      }
    }
  }
}
