import { builtinName } from "../builtins.js";
import { asPath } from "../urls.js";

/** One key for a module, whether CommonJS calls it by its path or the ES loader by its URL. */
export function moduleKey(name: string): string {
  const builtin = builtinName(name);
  if (builtin !== null) return builtin;
  const found = asPath(name);
  return found === null ? name : found.path + found.query;
}
