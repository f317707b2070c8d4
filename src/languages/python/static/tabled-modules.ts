import type { FoundModule, ModuleFinder } from "../resolve/finder.js";

export interface TabledModule {
  readonly found: FoundModule;
  readonly text: string;
}

/** An item of a literal dict, list or set: a dotted name, perhaps with what is taken from the module (`app.tasks:run`). */
const ITEM = /(?<=[:,[{(]\s*)(["'])([A-Za-z_]\w*(?:\.\w+)+)(?::[\w.]+)?\1(?=\s*[,\]}])/g;

/**
 * Modules of a file's own package that its literals list by name, as packages do with what ships with them as plugins: where the
 * file also imports by computed names, these are the names.
 *
 * @param source the file's text
 */
export function tabledModules(source: string, module: FoundModule, finder: ModuleFinder): TabledModule[] {
  const [own = ""] = module.name.split(".");
  const found = new Map<string, TabledModule>();
  for (const [, , text = ""] of source.matchAll(ITEM)) {
    if (!text.startsWith(`${own}.`)) continue;
    // The last part may be a class of the module.
    const named = finder.find(text) ?? finder.find(text.slice(0, text.lastIndexOf(".")));
    if (named !== null && named.name !== own && named.name !== module.name)
      found.set(named.name, { found: named, text });
  }
  return [...found.values()];
}
