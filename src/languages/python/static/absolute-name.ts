/**
 * The absolute name that an import means.
 *
 * @param module as written, without its leading dots
 * @param level how many leading dots
 * @param importer the importing module
 * @returns null where the dots lead out of the top-level package, as CPython's "beyond top-level package"
 */
export function absoluteName(
  module: string,
  level: number,
  importer: { readonly name: string; readonly isPackage: boolean },
): string | null {
  if (level === 0) return module;
  const parts = importer.name.split(".");
  const up = importer.isPackage ? level - 1 : level;
  if (up >= parts.length) return null;
  const base = parts.slice(0, parts.length - up).join(".");
  return module === "" ? base : `${base}.${module}`;
}
