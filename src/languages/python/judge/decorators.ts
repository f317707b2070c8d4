import { QUIET_DECORATORS, QUIET_METHODS, readerIn } from "./annotation-readers.js";
import type { FileFacts } from "./facts.js";
import { fullNames, type ImportingFile, isPackageFile } from "./imported-names.js";

/**
 * Whether a function's decorator leaves its annotations alone, and hands it on to nobody who might not.
 *
 * @param decorator as in `Scope.decorators`
 * @param wrappers full names, as `wrapperNames` gives them
 */
export function isQuiet(
  facts: FileFacts,
  decorator: string,
  importer: ImportingFile,
  wrappers: ReadonlySet<string>,
): boolean {
  const meaning = meaningOf(facts, decorator, importer);
  if (QUIET_DECORATORS.has(withoutCall(meaning)) || wrappers.has(meaning)) return true;
  if (isOwnWrapper(facts, decorator)) return true;
  const [root = "", method = "", ...rest] = withoutCall(decorator).split(".");
  if (rest.length > 0) return false;
  // Of a property only its own methods have these names; a function is what its decorators make of it.
  if (QUIET_METHODS.get("property")?.has(method) === true) return true;
  const made = facts.decorated[root] ?? [];
  const makers = made.map((found) => withoutCall(meaningOf(facts, found, importer)));
  return (
    makers.some((maker) => QUIET_METHODS.get(maker)?.has(method) === true) &&
    made.every((found) => isQuiet(facts, found, importer, wrappers))
  );
}

/** Full names of the decorators of a file that only call what they decorate; with "()" those that are called first. */
export function wrapperNames(facts: FileFacts, module: string): string[] {
  if (readerIn(facts) !== null) return [];
  return Object.keys(facts.wrappers)
    .map((name) => (facts.wrappers[name] === "made" ? `${name}()` : name))
    .filter((name) => isOwnWrapper(facts, name))
    .map((name) => `${module}.${name}`);
}

function isOwnWrapper(facts: FileFacts, decorator: string): boolean {
  const name = withoutCall(decorator);
  const isBoundOnce = facts.boundNames.includes(name) && !facts.unsureNames.includes(name);
  return isBoundOnce && facts.wrappers[name] === (decorator === name ? "plain" : "made");
}

/** The full name of what a dotted name stands for by the file's imports: "functools.wraps" of `ft.wraps`. Others as they are. */
export function meaningOf(facts: FileFacts, dotted: string, { file, module }: ImportingFile): string {
  const [root = "", ...rest] = withoutCall(dotted).split(".");
  const call = dotted.endsWith("()") ? "()" : "";
  for (const statement of facts.imports) {
    for (const [index, { bound }] of statement.names.entries()) {
      if (bound !== root) continue;
      const { base, whole } = fullNames(statement, index, module, isPackageFile(file));
      const isWhole = statement.kind === "from" || statement.names[index]?.as !== null;
      return [isWhole ? whole : base, ...rest].join(".") + call;
    }
  }
  return dotted;
}

export function withoutCall(decorator: string): string {
  return decorator.endsWith("()") ? decorator.slice(0, -2) : decorator;
}
