import type { Manner } from "../../../graph/vocabulary.js";
import type { ImportSites, RecordedImport } from "../../recording.js";
import { scanPython } from "../scan/scan.js";
import type { ScannedImport } from "../scan/scanned.js";
import { absoluteName } from "../static/absolute-name.js";

/** The import statements of one file by line, for what a run can't say of them: column and manner. */
export function pythonSites(source: Uint8Array, file: string): ImportSites {
  const byLine = new Map<number, ScannedImport[]>();
  for (const statement of scanPython(source).imports) {
    const found = byLine.get(statement.line);
    if (found === undefined) byLine.set(statement.line, [statement]);
    else found.push(statement);
  }
  const isPackage = /[\\/]__init__\.\w+$/.test(file);
  return {
    places(row) {
      const statements = (byLine.get(row.line ?? 0) ?? []).filter((each) => isCall(each) === isDynamic(row));
      const statement =
        statements.length === 1 ? statements[0] : statements.find((each) => names(each, row, isPackage));
      if (statement === undefined) return [];
      const manner: Manner[] = [];
      if (statement.conditions.length > 0) manner.push("conditional");
      if (statement.guard !== null) manner.push("guarded");
      return [{ column: statement.column, manner }];
    },
  };
}

function isCall({ kind }: ScannedImport): boolean {
  return kind === "call";
}

function isDynamic({ manner }: RecordedImport): boolean {
  return manner.includes("dynamic");
}

/** Whether a statement can be the one that imported a module: its own module, one around it or a name taken from it. */
function names(statement: ScannedImport, { importer, imported }: RecordedImport, isPackage: boolean): boolean {
  const { module, level, kind } = statement;
  const name = absoluteName(module, level, { name: importer ?? "", isPackage });
  if (name === null) return false;
  if (name === imported || name.startsWith(`${imported}.`)) return true;
  return kind === "from" && statement.names.some((each) => `${name}.${each.name}` === imported);
}
