import type { ScannedFile } from "../scan/scanned.js";

/**
 * Whether a package binds a name itself, so that `from package import name` takes that and does not look for a
 * submodule: `hasattr` decides in CPython. What the package imports from its own submodule of that name counts for
 * nothing, since then the submodule is loaded anyway.
 *
 * @param scanned the package's `__init__`
 * @param around the package's name
 */
export function bindsName(scanned: ScannedFile, name: string, around: string): boolean {
  if (scanned.hasGetattr && scanned.tables.some(({ entries }) => entries.some(({ key }) => key === name))) return true;
  const own = `${around}.${name}`;
  const isOwn = (level: number, module: string): boolean =>
    level === 1
      ? module === "" || module === name || module.startsWith(`${name}.`)
      : level === 0 && (module === around || module === own || module.startsWith(`${own}.`));
  return scanned.imports.some(
    ({ kind, level, module, names, when, scope, isMain }) =>
      kind !== "call" &&
      when === "eager" &&
      scope.length === 0 &&
      !isMain &&
      !isOwn(level, module) &&
      names.some((each) => (each.as ?? (kind === "import" ? each.name.split(".")[0] : each.name)) === name),
  );
}
