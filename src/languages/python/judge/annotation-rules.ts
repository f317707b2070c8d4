import type { Span } from "../../rewriting.js";
import { QUIET_CLASS_DECORATORS, readerIn } from "./annotation-readers.js";
import { isQuiet, meaningOf, withoutCall } from "./decorators.js";
import type { FileFacts, Scope, Use } from "./facts.js";
import type { ImportingFile } from "./imported-names.js";
import { entry, scopesAround } from "./nesting.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

/** From this version on annotations are evaluated when they are asked for. */
const DEFERRED_SINCE = [3, 14] as const;

/** Whether annotations are left unevaluated where they stand. */
export function areDeferred(facts: FileFacts, { floor }: Situation): boolean {
  const [major, minor] = floor;
  return facts.futures.includes("annotations") || major > DEFERRED_SINCE[0] || minor >= DEFERRED_SINCE[1];
}

/** @throws Refused where the file, or one that imports it, may evaluate annotations of functions */
export function checkReaders(facts: FileFacts, situation: Situation, name: string): void {
  const reader = readerIn(facts, facts.futures.includes("annotations"));
  if (reader !== null) throw read(name, `by ${reader.how}`, reader.line);
  const { annotationReader } = situation;
  if (annotationReader !== null) throw read(name, "from another file", annotationReader.line, annotationReader.file);
}

/** @throws Refused where what is annotated is handed to somebody who may evaluate its annotations */
export function checkAnnotated(facts: FileFacts, use: Use, importer: ImportingFile, { wrappers }: Situation): void {
  if (use.annotation === null) return;
  const annotation = entry(facts.annotations, use.annotation);
  if (annotation === null) throw new Error("an annotation in use has a place");
  const owner = entry(facts.scopes, annotation.scope);
  if (annotation.of === "local") return;
  if (annotation.of === "variable") {
    // Who inherits from the class may be a dataclass, or read all hints of its bases.
    if (owner.kind === "class") throw read(use.name, `in the class ${owner.name}, whose fields may be read`, use.line);
    return;
  }
  const loud = owner.decorators.find((decorator) => !isQuiet(facts, decorator, importer, wrappers));
  if (loud !== undefined) throw read(use.name, `by the decorator ${loud}`, owner.line);
  for (const scope of scopesAround(facts, owner.within)) {
    if (scope.kind === "class") checkClass(facts, use, owner, scope, importer);
  }
}

function checkClass(facts: FileFacts, use: Use, method: Scope, scope: Scope, importer: ImportingFile): void {
  const loud = scope.decorators.find(
    (decorator) => !QUIET_CLASS_DECORATORS.has(withoutCall(meaningOf(facts, decorator, importer))),
  );
  if (loud !== undefined) throw read(use.name, `by the decorator ${loud} of its class`, scope.line);
  // A dataclass puts its signature into its docstring.
  if (scope.decorators.length > 0 && method.name.startsWith("__")) {
    throw read(use.name, `by the decorator ${scope.decorators[0]} of its class`, scope.line);
  }
  const keyword = scope.keywords.find((keyword) => !/^metaclass=(.*\.)?ABCMeta$/.test(keyword));
  if (keyword !== undefined) throw read(use.name, `through the class keyword ${keyword}`, scope.line);
}

/** Whole annotations that need quotes since they are evaluated where they stand. */
export function quotesFor(facts: FileFacts, uses: readonly Use[], situation: Situation): Span[] {
  if (areDeferred(facts, situation)) return [];
  const quoted = new Map<number, Span>();
  for (const { role, annotation } of uses) {
    if (role !== "annotation" || annotation === null) continue;
    const found = entry(facts.annotations, annotation);
    if (found === null || found.of === "local") continue;
    const { line, column, endLine, endColumn } = found;
    quoted.set(annotation, { line, column, endLine, endColumn });
  }
  return [...quoted.values()];
}

function read(name: string, how: string, line: number, file: string | null = null): Refused {
  return new Refused("annotation-read", `annotations that use ${name} may be evaluated ${how}`, line, file);
}
