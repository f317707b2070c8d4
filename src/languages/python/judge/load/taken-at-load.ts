import type { ImportedName } from "../../../rewriting.js";
import type { FileFacts } from "../facts.js";
import { fullNames, type ImportingFile, isPackageFile } from "../imported-names.js";
import { scopesAround } from "../nesting.js";

/** A name of another module that a load takes as it is at that moment. */
export interface TakenName {
  /** The module that loads. */
  readonly module: string;
  /** As if by a from-import. */
  readonly name: ImportedName;
}

/**
 * What a module's load takes from other modules: by `from m import x`, and by reading `m.x` outside of functions.
 *
 * @param isModule whether a full name is a module of the project
 */
export function namesTakenAtLoad(
  facts: FileFacts,
  { file, module }: ImportingFile,
  isModule: (name: string) => boolean,
): TakenName[] {
  const found = new Map<string, TakenName>();
  const take = (from: string, text: string, line: number): void => {
    const name = takenName(file, from, text, line);
    if (!isModule(`${from}.${text}`) && !found.has(keyOf(name))) found.set(keyOf(name), { module, name });
  };
  const modules = new Map<string, string>();
  for (const statement of facts.imports) {
    if (statement.isTypeOnly || statement.isLazy) continue;
    statement.names.forEach(({ name, as, bound }, index) => {
      const { base, whole } = fullNames(statement, index, module, isPackageFile(file));
      if (bound === "*" || base.startsWith(".")) return;
      if (statement.kind === "from") take(base, name, statement.line);
      modules.set(bound, statement.kind === "import" && as === null ? base : whole);
    });
  }
  for (const { name, by, line, scope, path, isTypeOnly } of facts.uses) {
    const of = modules.get(name);
    // What is read of sys the observed run tells.
    if (of === undefined || of === "sys" || by !== "load" || path === "" || isTypeOnly || !runsAtLoad(facts, scope))
      continue;
    const parts = path.split(".");
    let from = of;
    while (isModule(`${from}.${parts[0]}`)) from = `${from}.${parts.shift()}`;
    const [text] = parts;
    if (text !== undefined) take(from, text, line);
  }
  return [...found.values()];
}

/** A name of a module as if by a from-import. */
export function takenName(file: string, from: string, text: string, line: number): ImportedName {
  return { file, line, column: 1, index: 0, importer: from, text, from, bound: text, imported: [] };
}

/** Of a name that is taken: the module's and the name's own. */
export function keyOf({ from, text }: ImportedName): string {
  return `${from} ${text}`;
}

function runsAtLoad(facts: FileFacts, scope: number): boolean {
  for (const { kind } of scopesAround(facts, scope)) if (kind === "function" || kind === "lambda") return false;
  return true;
}
