import { QUIET_DECORATORS, QUIET_METHODS } from "./annotation-readers.js";
import type { FileFacts } from "./facts.js";

/** Whether a function's decorator leaves its annotations alone, and hands it on to nobody who might not. */
export function isQuiet(facts: FileFacts, decorator: string): boolean {
  if (QUIET_DECORATORS.has(meaningOf(facts, decorator))) return true;
  const [root = "", method = "", ...rest] = decorator.split(".");
  if (rest.length > 0) return false;
  // Of a property only its own methods have these names; a function is what its one decorator makes of it.
  if (QUIET_METHODS.get("property")?.has(method) === true) return true;
  const made = facts.decorated[root] ?? [];
  const makers = made.map((found) => meaningOf(facts, found));
  return (
    makers.some((maker) => QUIET_METHODS.get(maker)?.has(method) === true) &&
    made.every((found) => isQuiet(facts, found))
  );
}

/** The full name of what a dotted name stands for by the file's imports: "functools.wraps" of `ft.wraps`. Others as they are. */
export function meaningOf(facts: FileFacts, dotted: string): string {
  const [root = "", ...rest] = dotted.split(".");
  for (const { kind, module, level, names } of facts.imports) {
    for (const { name, as, bound } of names) {
      if (bound !== root) continue;
      if (kind === "from") return [level > 0 ? ".".repeat(level) + module : module, name, ...rest].join(".");
      return [as === null ? root : name, ...rest].join(".");
    }
  }
  return dotted;
}
