import type { TakenPath } from "../../../rewriting.js";
import type { FileFacts, Made, MadeByCall } from "../facts.js";
import { fullNames, type ImportingFile, isPackageFile } from "../imported-names.js";
import { isFlag, isPureCall } from "./pure-calls.js";

/** Builtin classes, which are handed on as they are. */
const BUILTIN =
  /^(?:bool|bytes|dict|float|frozenset|int|list|object|set|str|tuple|(?:[A-Z]\w*)?(?:Error|Exception|Warning)|KeyboardInterrupt|SystemExit)$/;

/**
 * What an expression takes from modules, where making it runs nobody's code and reads nothing else: literals, names, attributes of modules,
 * tuples, lists and dicts of them, and calls that are known to only make an object.
 *
 * @returns null for any other expression
 */
export function takenBy(made: Made, facts: FileFacts, file: ImportingFile): TakenPath[] | null {
  switch (made.kind) {
    case "constant":
      return [];
    case "path":
      return takenByPath(made.path, made.line, false, facts, file);
    case "display":
      return all(made.parts, facts, file);
    case "flags":
      return takenByFlags(made, facts, file);
    case "call":
      return takenByCall(made, facts, file);
    case "other":
      return null;
  }
}

function all(parts: readonly Made[], facts: FileFacts, file: ImportingFile): TakenPath[] | null {
  const found: TakenPath[] = [];
  for (const part of parts) {
    const taken = takenBy(part, facts, file);
    if (taken === null) return null;
    found.push(...taken);
  }
  return found;
}

function takenByCall(made: MadeByCall, facts: FileFacts, file: ImportingFile): TakenPath[] | null {
  const { path, line, parts } = made;
  const called = takenByPath(path, line, true, facts, file) ?? [];
  const [callee] = called;
  if (callee === undefined || !isPureCall(`${callee.module}.${callee.name}`, made)) return null;
  const isPattern = callee.module === "re";
  const given = all(isPattern ? parts.slice(0, 1) : parts, facts, file);
  const flags = isPattern ? takenByFlags({ parts: parts.slice(1) }, facts, file) : [];
  return given === null || flags === null ? null : [...called, ...given, ...flags];
}

/** Numbers, and flags of `re`: anything else has an `__or__` of its own. */
function takenByFlags(
  { parts }: { readonly parts: readonly Made[] },
  facts: FileFacts,
  file: ImportingFile,
): TakenPath[] | null {
  const found: TakenPath[] = [];
  for (const part of parts) {
    let taken: TakenPath[] | null = null;
    if (part.kind === "constant") taken = [];
    else if (part.kind === "flags") taken = takenByFlags(part, facts, file);
    else if (part.kind === "path") taken = takenByPath(part.path, part.line, true, facts, file);
    const [flag] = taken ?? [];
    if (taken === null || (flag !== undefined && !isFlag(`${flag.module}.${flag.name}`))) return null;
    found.push(...taken);
  }
  return found;
}

/**
 * One name of one module: of the file's own, of the module that an import binds, or what a from-import binds. An attribute of anything
 * else may run code.
 */
function takenByPath(
  path: string,
  line: number,
  isKnown: boolean,
  facts: FileFacts,
  file: ImportingFile,
): TakenPath[] | null {
  const parts = path.split(".");
  if (parts.some((part) => part.startsWith("__"))) return null;
  const [root = ""] = parts;
  if (facts.stars.length > 0) return null;
  const isOwn = facts.boundNames.includes(root);
  if (!isOwn) {
    const isBuiltin = parts.length === 1 && BUILTIN.test(root) && !facts.unsureNames.includes(root);
    return isBuiltin && !isKnown ? [] : null;
  }
  if (facts.unsureNames.includes(root)) return null;
  const bindings = facts.imports.flatMap((statement) =>
    statement.names.flatMap(({ bound }, index) =>
      bound === root && statement.scope === 0 ? [{ statement, index }] : [],
    ),
  );
  const [binding] = bindings;
  if (binding === undefined) {
    const isPlain = parts.length === 1 && !facts.reboundNames.includes(root);
    return isPlain && !isKnown ? [{ module: file.module, name: root, line, isKnown }] : null;
  }
  // `import a.b` and `import a.c` bind the same module.
  if (bindings.length > 1 || facts.reboundNames.includes(root)) return null;
  const { statement, index } = binding;
  if (statement.isTypeOnly || statement.isLazy) return null;
  const { base, whole } = fullNames(statement, index, file.module, isPackageFile(file.file));
  const own: TakenPath = { module: file.module, name: root, line, isKnown: false };
  if (statement.kind === "from" && parts.length === 1) {
    const name = statement.names[index]?.name ?? "";
    return [{ module: base, name, line, isKnown, isNamed: true }, own];
  }
  const isWhole = statement.kind === "from" || statement.names[index]?.as !== null;
  const module = isWhole ? whole : parts.slice(0, -1).join(".");
  const isOfModule = isWhole ? parts.length === 2 : parts.length > 1 && `${whole}.`.startsWith(`${module}.`);
  const name = parts[parts.length - 1] ?? "";
  if (isOfModule) return [{ module, name, line, isKnown }, own];
  return parts.length === 1 && !isKnown ? [own] : null;
}
