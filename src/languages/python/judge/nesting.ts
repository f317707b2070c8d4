import type { FileFacts, Scope, Statement } from "./facts.js";

/** A statement on the way from a function's (or the module's) own body to what stands in it. */
export interface Step {
  readonly index: number;
  readonly statement: Statement;
}

/** From the outermost statement of the innermost function's body, or of the module's, down to the statement itself. */
export function chainOf(facts: FileFacts, index: number): Step[] {
  const chain: Step[] = [];
  for (let at: number | null = index; at !== null; ) {
    const statement: Statement = entry(facts.statements, at);
    chain.push({ index: at, statement });
    const block = entry(facts.blocks, statement.block);
    at = block.role === "function" ? null : block.owner;
  }
  return chain.reverse();
}

/** The innermost function that a scope is or stands in: lambdas, comprehensions and class bodies have their function's; null at load. */
export function homeOf(facts: FileFacts, scope: number): number | null {
  for (let at: number | null = scope; at !== null; at = entry(facts.scopes, at).within) {
    if (entry(facts.scopes, at).kind === "function") return at;
  }
  return null;
}

/** A scope and those around it, the innermost first. */
export function* scopesAround(facts: FileFacts, scope: number | null): Generator<Scope> {
  for (let at = scope; at !== null; at = entry(facts.scopes, at).within) yield entry(facts.scopes, at);
}

/** "Client.up": a function with what it stands in. */
export function qualifiedName(facts: FileFacts, scope: number): string {
  const names: string[] = [];
  for (const { kind, name } of scopesAround(facts, scope)) {
    if (kind === "function" || kind === "class" || kind === "lambda") names.push(name);
  }
  return names.reverse().join(".");
}

export function entry<T>(table: readonly T[], index: number): T {
  const found = table[index];
  if (found === undefined) throw new Error(`facts name an entry that is not there: ${index} of ${table.length}`);
  return found;
}
