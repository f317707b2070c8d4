import { Bindings } from "./bindings.js";
import { callResult } from "./call-results.js";
import type { FileReader } from "./file-reader.js";
import type { Found, FoundImport } from "./found.js";
import { Positions } from "./positions.js";
import type { Circumstances, ImportedName, ScannedFile, ScannedImport, UnresolvedImport } from "./scanned.js";

/** What was found in a file, with lines and columns, and calls told by what they call. */
export function results(bytes: Buffer, reader: FileReader): ScannedFile {
  const positions = new Positions(bytes);
  const { found, names } = reader;
  const hasCalls = found.some(({ what }) => what.kind === "call");
  const bindings = hasCalls ? new Bindings(found, names.aliases) : null;
  const imports: ScannedImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  for (const { at, place, what } of found) {
    if (what.kind === "call") {
      const target = bindings?.targetOf(what.callee) ?? null;
      if (target === null) continue;
      const here = circumstances(positions, at, place);
      const { imported, reason } = callResult(target, what);
      for (const one of imported) imports.push({ ...here, ...one, when: one.when ?? here.when });
      if (reason !== null) unresolved.push({ ...here, text: what.text, reason });
    } else if (what.kind === "settings") {
      unresolved.push({ ...circumstances(positions, at, place), text: what.text, reason: "settings" });
    } else {
      const here = circumstances(positions, at, place);
      if (what.kind === "from") imports.push(statement(here, what, what.module, what.names));
      else for (const name of what.names) imports.push(statement(here, what, name.name, [name]));
    }
  }
  return {
    imports,
    unresolved,
    unread: null,
    unsure: null,
    all: names.all,
    hasGetattr: names.hasGetattr,
    tables: tables(reader, positions),
    lazyModules: names.lazyModules,
  };
}

/** Field by field: a spread takes V8 several times as long, and there are many. */
function statement(
  here: Circumstances,
  { kind, level, isLazy }: FoundImport,
  module: string,
  names: readonly ImportedName[],
): ScannedImport {
  const { line, column, scope, isMain, conditions, guard } = here;
  const when = isLazy && here.when === "eager" ? "deferred" : here.when;
  const anchor = null;
  const isPrefix = false;
  return { line, column, when, scope, isMain, conditions, guard, kind, anchor, isPrefix, isLazy, module, level, names };
}

function circumstances(positions: Positions, at: number, place: Found["place"]): Circumstances {
  const { when, scope, isMain, conditions, guard } = place;
  return { line: positions.lineOf(at), column: positions.columnOf(at), when, scope, isMain, conditions, guard };
}

/** The tables that a `__getattr__` of the module mentions. */
function tables(reader: FileReader, positions: Positions): ScannedFile["tables"] {
  if (reader.names.tables.length === 0) return [];
  const mentioned = new Set(reader.getattrTexts().flatMap((text) => text.match(/[\w\u0080-\uffff]+/g) ?? []));
  return reader.names.tables
    .filter(({ name }) => mentioned.has(name))
    .map(({ name, at, entries }) => ({ name, line: positions.lineOf(at), entries }));
}
