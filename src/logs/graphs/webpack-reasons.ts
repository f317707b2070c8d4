import type { FieldChecks } from "../profile/json-fields.js";

/** One import of a module, however many reasons webpack has for it. */
export interface WebpackImport {
  /** The importer's identifier; null for the entry of the bundle. */
  readonly importer: string | null;
  readonly when: "eager" | "deferred";
  readonly line: number | null;
}

const DEFERRED = /import\(\)|require\.ensure|lazy|weak|worker/i;

/**
 * webpack names a statement once and each use of what it binds once more; the first line of them is that of the
 * statement.
 */
export function webpackReasons(reasons: unknown, place: string, checks: FieldChecks): WebpackImport[] {
  const found = new Map<string, WebpackImport>();
  for (const [at, reason] of (reasons === undefined ? [] : checks.list(reasons, `${place}.reasons`)).entries()) {
    const { moduleIdentifier, type, loc } = checks.fields(reason, `${place}.reasons[${at}]`);
    const kind = checks.textOrNull(type, `${place}.reasons[${at}].type`) ?? "";
    const importer = checks.textOrNull(moduleIdentifier, `${place}.reasons[${at}].moduleIdentifier`);
    if (importer === null && kind !== "entry") continue;
    const when = DEFERRED.test(kind) ? "deferred" : "eager";
    const line = /^(\d{1,9}):/.exec(checks.textOrNull(loc, `${place}.reasons[${at}].loc`) ?? "")?.[1];
    const number = line === undefined || line === "0" ? null : Number(line);
    const key = `${when} ${importer ?? ""}`;
    const known = found.get(key);
    if (known === undefined || (number !== null && (known.line === null || number < known.line)))
      found.set(key, { importer, when, line: importer === null ? null : number });
  }
  return [...found.values()];
}
