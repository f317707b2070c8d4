import type { Manner } from "../../../graph/vocabulary.js";
import type { RecordedImport } from "../../recording.js";
import type { ProcessRecord, Statement } from "./process-file.js";

/**
 * Every import that ran in a process, each statement once: `import a.b` imports `a.b` and, implicitly, `a`;
 * `from a import b` also imports `a.b` where that is a module.
 *
 * @param inherited modules that were there when a forked process began
 */
export function importsOfProcess(record: ProcessRecord, inherited: ReadonlySet<string>): RecordedImport[] {
  const known = new Set([...inherited, ...record.before.keys()]);
  const loadedBy = new Map<number, Set<string>>();
  for (const event of record.events) {
    if (event.kind !== "begin") continue;
    known.add(event.name);
    const names = loadedBy.get(event.statement);
    if (names === undefined) loadedBy.set(event.statement, new Set([event.name]));
    else names.add(event.name);
  }
  const found: RecordedImport[] = [];
  for (const [id, statement] of record.statements) {
    const loaded = loadedBy.get(id) ?? new Set<string>();
    const { importer, line, file, isInFunction } = statement;
    const during = isInFunction ? { during: statement.during } : {};
    const same = { importer, line, file, isDeferred: isInFunction, ...during };
    const rest = new Set(loaded);
    for (const { imported, manner, names } of targets(statement, known)) {
      rest.delete(imported);
      found.push({ ...same, imported, manner, names, loaded: loaded.has(imported) });
    }
    // What a statement loads beyond its own words: the modules of `__all__` after a star.
    const manner: Manner[] = statement.isDynamic ? ["dynamic"] : [];
    for (const imported of rest) found.push({ ...same, imported, manner, names: [], loaded: true });
  }
  return found;
}

interface Target {
  readonly imported: string;
  readonly manner: readonly Manner[];
  readonly names: readonly string[];
}

function* targets(statement: Statement, known: ReadonlySet<string>): Generator<Target> {
  const { name, fromlist, importer, isDynamic } = statement;
  const dynamic: Manner[] = isDynamic ? ["dynamic"] : [];
  if (name === "") return;
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const above = name.slice(0, dot);
    if (!isWithin(importer, above)) yield { imported: above, manner: [...dynamic, "implicit"], names: [] };
  }
  const isSubmodule = (part: string): boolean =>
    statement.submodules === null ? known.has(`${name}.${part}`) : statement.submodules.includes(part);
  // Without a load and not there from the start, the program has put it into sys.modules itself.
  yield { imported: name, manner: dynamic, names: fromlist };
  for (const part of fromlist) {
    if (isSubmodule(part)) yield { imported: `${name}.${part}`, manner: dynamic, names: [] };
  }
}

/** Whether a module is a package, or lies in it: then the package is there, whatever the module imports. */
function isWithin(module: string | null, above: string): boolean {
  return module !== null && (module === above || module.startsWith(`${above}.`));
}
