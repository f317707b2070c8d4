import type { ImportedName } from "../../../rewriting.js";

/** What a project says of itself, as far as it tells who may import from it. */
export interface ProjectNature {
  /**
   * It is made to be imported: it has metadata and neither a console script nor a `__main__`, or its classifiers say
   * "Software Development :: Libraries".
   */
  readonly isLibrary: boolean;
}

/**
 * Why an imported name is part of what others, outside the project, may import from its module; null where it isn't.
 *
 * PEP 8: imported names are an implementation detail, unless they are documented or in a package's `__init__` that exposes what
 * its submodules have. So public are names in `__all__` (told as a look of its own), `import x as x` and `from m import x as x`
 * (PEP 484's way to say so), and what an `__init__` takes from its own top-level package. Of a library also what
 * any public module takes from its own package, since there nobody else shows who imports it. What comes from
 * another distribution or the standard library is public only where `__all__` or `as` says so. Nothing is public
 * that begins with an underscore, or lies in a module that does, in `__main__`, or in tests.
 */
export function publicAs(name: ImportedName, isPackage: boolean, nature: ProjectNature): string | null {
  const parts = name.importer.split(".");
  if (name.bound.startsWith("_") || parts.some((part) => part.startsWith("_") || NOT_PUBLIC.has(part))) return null;
  if (/^(\S+)\s+as\s+\1$/.test(name.text)) return `"${name.text}" says that it is exported`;
  const isOwn = (name.from ?? "").startsWith(".") || name.imported.some((each) => each.split(".")[0] === parts[0]);
  if (!isOwn) return null;
  if (isPackage) return `${name.importer} is a package that shows ${name.bound} of its submodules to others`;
  return nature.isLibrary ? `the project is a library, and ${name.importer} a public module` : null;
}

const NOT_PUBLIC: ReadonlySet<string> = new Set(["tests", "test", "testing", "conftest", "docs", "examples", "setup"]);

/**
 * @param metadata texts of pyproject.toml, setup.cfg and setup.py; empty where there are none: then nobody installs it
 * @param hasMain whether a package of it has a `__main__`
 */
export function natureOf(metadata: readonly string[], hasMain: boolean): ProjectNature {
  const says = (pattern: RegExp): boolean => metadata.some((text) => pattern.test(text));
  if (says(/Topic :: Software Development :: Libraries/)) return { isLibrary: true };
  const isInstalled = says(/^\[project\]|^\[tool\.poetry\]|^\[tool\.flit|^\[metadata\]|\bsetup\(/m);
  const hasScripts =
    hasMain ||
    says(/^\[project\.(?:gui-)?scripts\]|^\[tool\.poetry\.scripts\]|console_scripts|gui_scripts|^\s*scripts\s*=/m);
  return { isLibrary: isInstalled && !hasScripts };
}
