import type { ImportedName } from "../../../rewriting.js";
import type { FileFacts, Use } from "../facts.js";
import { fullNames, type ImportingFile, isPackageFile } from "../imported-names.js";
import { scopesAround } from "../nesting.js";

/** A name of another module that a load takes as it is at that moment. */
export interface TakenName {
  /** The module that loads. */
  readonly module: string;
  /** As if by a from-import. */
  readonly name: ImportedName;
  /** Whether the load may ask what it takes for something, and not only keep it, as far as statements outside of functions tell. */
  readonly isAsked: boolean;
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
  const asked = new Set(facts.uses.flatMap((use) => (isKeptAlone(facts, use) ? [] : [use.name])));
  const take = (from: string, text: string, line: number, isAsked: boolean): void => {
    const name = takenName(file, from, text, line);
    const known = found.get(keyOf(name));
    if (!isModule(`${from}.${text}`) && (known === undefined || (isAsked && !known.isAsked)))
      found.set(keyOf(name), { module, name, isAsked });
  };
  const modules = new Map<string, string>();
  for (const statement of facts.imports) {
    if (statement.isTypeOnly || statement.isLazy) continue;
    statement.names.forEach(({ name, as, bound }, index) => {
      const { base, whole } = fullNames(statement, index, module, isPackageFile(file));
      if (bound === "*" || base.startsWith(".")) return;
      if (statement.kind === "from") take(base, name, statement.line, asked.has(bound));
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
    if (text !== undefined) take(from, text, line, true);
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

/** Whether a use asks nothing while the module loads: in a function that nobody calls then, for types alone, or the import itself. */
function isKeptAlone(facts: FileFacts, { by, scope, isTypeOnly, role, isCalled }: Use): boolean {
  const isText = role === "string-annotation" || role === "string-type" || (role === "annotation" && !isCalled);
  return by === "import" || isTypeOnly || isText || !runsAtLoad(facts, scope);
}

function runsAtLoad(facts: FileFacts, scope: number): boolean {
  for (const { kind } of scopesAround(facts, scope)) if (kind === "function" || kind === "lambda") return false;
  return true;
}
