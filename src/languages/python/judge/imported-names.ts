import type { ImportedName } from "../../rewriting.js";
import type { FileFacts, ImportStatement } from "./facts.js";

/** The file that imports. */
export interface ImportingFile {
  /** Relative to the project's root. */
  readonly file: string;
  /** Its module's full name. */
  readonly module: string;
}

/**
 * The names of the import statements on a line, as units of a rewrite. Statements in functions give none.
 *
 * @param column of the statement, null for all of the line
 * @param isModule whether a full name is a module's, so that `from a import b` asks for `a.b` too: the static graph's rows of
 * the statement say so
 */
export function importedNames(
  facts: FileFacts,
  { file, module }: ImportingFile,
  line: number,
  column: number | null,
  isModule: (name: string) => boolean,
): ImportedName[] {
  const names: ImportedName[] = [];
  for (const statement of facts.imports) {
    if (statement.line !== line || (column !== null && statement.column !== column)) continue;
    statement.names.forEach(({ text, bound }, index) => {
      const { base, whole } = fullNames(statement, index, module, isPackageFile(file));
      const last = statement.kind === "import" || (bound !== "*" && isModule(whole)) ? whole : null;
      const asked =
        statement.kind === "import" ? packagesTo(whole) : [...packagesTo(base), ...(last === null ? [] : [last])];
      const from = statement.kind === "from" ? ".".repeat(statement.level) + statement.module : null;
      const { column: at } = statement;
      names.push({ file, line, column: at, index, importer: module, text, from, bound, imported: asked });
    });
  }
  return names;
}

/**
 * The full names behind one name of a statement: of `from a import b` "a" and "a.b", of `import a.b` "a" and "a.b".
 * A relative import that leads out of all packages keeps its dots.
 */
export function fullNames(
  { kind, module, level, names }: ImportStatement,
  index: number,
  importer: string,
  isPackage: boolean,
): { readonly base: string; readonly whole: string } {
  const name = names[index]?.name ?? "";
  if (kind === "import") return { base: name.split(".")[0] ?? name, whole: name };
  const base = level === 0 ? module : relative(importer.split("."), level - (isPackage ? 1 : 0), module);
  return { base, whole: base.endsWith(".") ? base + name : `${base}.${name}` };
}

function relative(importer: readonly string[], up: number, module: string): string {
  if (up >= importer.length) return ".".repeat(up) + module;
  const parts = importer.slice(0, importer.length - up);
  return [...parts, ...(module === "" ? [] : [module])].join(".");
}

/** A module's packages and itself: of "a.b" "a" and "a.b". */
export function packagesTo(name: string): string[] {
  if (name.startsWith(".")) return [name];
  const found: string[] = [];
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) found.push(name.slice(0, dot));
  found.push(name);
  return found;
}

export function isPackageFile(file: string): boolean {
  return /(?:^|\/)__init__\.pyw?$/.test(file);
}
