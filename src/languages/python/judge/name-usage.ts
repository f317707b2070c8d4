import type { ImportedName, NameUsage } from "../../rewriting.js";
import type { FileFacts, Use } from "./facts.js";
import { entry, homeOf } from "./nesting.js";

const HANDLER = /^\s*except\b\*?\s*(.*?)\s*:\s*(?:#.*)?$/;

/** Who reads an imported name in its own file. @param lines of the file */
export function nameUsage(facts: FileFacts, { bound }: ImportedName, lines: readonly string[]): NameUsage {
  const read = (name: string): Use[] =>
    facts.uses.filter((use) => use.name === name && use.by === "load" && !use.isTypeOnly && use.annotation === null);
  const inFunctions = (uses: readonly Use[]): Use[] => uses.filter(({ scope }) => homeOf(facts, scope) !== null);
  const uses = read(bound);
  const caughtAt: { line: number; text: string }[] = [];
  const readAt: number[] = [];
  for (const { line, path } of inFunctions(uses)) {
    const isCaught = HANDLER.test(lines[line - 1] ?? "");
    if (isCaught) caughtAt.push({ line, text: path === "" ? bound : `${bound}.${path}` });
    else readAt.push(line);
  }
  const atLoad = uses.filter(({ scope }) => homeOf(facts, scope) === null);
  const makes = facts.values
    .filter((value) => atLoad.some(({ statement }) => statement === value.statement))
    .map(({ name }) => ({ name, readAt: behindHeaders(facts, inFunctions(read(name))) }));
  return { readAt, caughtAt, makes };
}

/** Lines that run when their function does; a function on one line runs as it is made. */
function behindHeaders(facts: FileFacts, uses: readonly Use[]): number[] {
  return uses.flatMap(({ line, scope }) => {
    const home = homeOf(facts, scope);
    return home !== null && entry(facts.scopes, home).line === line ? [] : [line];
  });
}
