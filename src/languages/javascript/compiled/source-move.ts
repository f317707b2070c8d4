import { isBuiltin } from "node:module";
import { requireProblem } from "../judge/created-require.js";
import type { ParsedSource } from "../judge/file.js";
import { homeOf } from "../judge/functions.js";
import type { Helper } from "../judge/helpers.js";
import { type ImportedKey, keysOf } from "../judge/imports.js";
import { isMemberRead } from "../judge/member-read.js";
import { isMarkup, type Standing, standings, whereOf } from "../judge/placing.js";
import { Refused } from "../judge/refused.js";
import type { Binding, Reference, Spot } from "../judge/scopes/scope.js";
import { child, list, type Node, string } from "../scan/full/node.js";
import { callsAtLoad, statementsAsking } from "./calls-at-load.js";

/** A name that a TypeScript import gives a value, and takes out of startup. */
export interface SourceName {
  readonly local: string;
  /** The property that is taken of the module where a function needs it; null for the module as it is. */
  readonly key: string | null;
  /**
   * Whether it is called in a statement of its own: it may be what tells the compiler that nothing goes on behind it (`never`), or of what
   * type something is (`asserts`), which counts only of names whose type is written out.
   */
  readonly isStatement: boolean;
  readonly standings: readonly Standing[];
}

/** A TypeScript import that a file's `require` or import was compiled from, taken out of startup. */
export interface SourceMove {
  readonly declaration: Node;
  /** Whether it stays an import in what is compiled of it, so that a `require` has to be made. */
  readonly isImported: boolean;
  readonly statement: Spot;
  readonly names: readonly SourceName[];
  /** Specifiers that stay, for types alone. */
  readonly types: readonly Node[];
}

/** How the compiler wrote an import, and what it asks for. */
export interface CompiledForm {
  readonly specifier: string;
  /** Of an import that stayed one; null for a `require`. */
  readonly imported: CompiledImport | null;
  /**
   * Its place among all that ask for the same while the file loads, from 0, and how many these are: among calls of `require`, or among
   * statements.
   */
  readonly at: number;
  readonly count: number;
  readonly helper: Helper | null;
  /** Whether the module says of itself that it was one of ES (`__esModule`); null where that isn't known. */
  readonly isMarked: boolean | null;
  /** Whether functions of it may tell the compiler what holds behind a call of them (`never`, `asserts`). */
  readonly mayAssert: boolean;
}

export interface CompiledImport {
  /** Whether it asks for an ES module, of which a `require` gives the namespace; of anything else it gives the default. */
  readonly ofModule: boolean;
  /** Names that it binds. */
  readonly locals: readonly string[];
}

/**
 * The import of a TypeScript source that a compiled one came from, with a `require` in each function that needs its names.
 *
 * @throws Refused with the first rule that does not hold
 */
export function sourceMove(source: ParsedSource, form: CompiledForm): SourceMove {
  const declaration = importOf(source, form);
  const names: SourceName[] = [];
  const types: Node[] = [];
  const specifiers = list(declaration, "specifiers");
  const usedAsTypes = namesOfTypes(source);
  let statement: Spot | null = null;
  keysOf(declaration).forEach((key, at) => {
    const node = specifiers[at] ?? declaration;
    const binding = source.scope.names.get(key.local);
    const [declared, second] = binding?.declared ?? [];
    if (binding === undefined || declared === undefined || second !== undefined)
      throw new Refused("reassigned", `${key.local} is declared twice`, node);
    statement = declared.up ?? statement;
    const values = binding.references.filter(({ kind }) => kind !== "type");
    if (node.importKind === "type" || usedAsTypes.has(key.local) || values.length === 0) types.push(node);
    if (node.importKind !== "type" && values.length > 0) names.push(nameOf(source, form, key, binding, values, node));
  });
  const { imported } = form;
  if (statement === null || (names.length === 0 && imported === null))
    throw new Refused("compiled", "no name of it is used as a value", declaration);
  if (imported !== null) {
    const missing = names.find(({ local }) => !imported.locals.includes(local));
    if (missing !== undefined)
      throw new Refused("compiled", `what is compiled of it does not import ${missing.local}`, declaration);
    const problem = requireProblem(source);
    if (problem !== null) throw new Refused(problem.code, problem.message, problem.node);
  }
  return { declaration, isImported: imported !== null, statement, names: together(names), types };
}

/** Names that are needed in one block are taken where the first of them is. */
function together(names: readonly SourceName[]): SourceName[] {
  const first = new Map<Node, Standing & { how: "statement" }>();
  for (const standing of names.flatMap(({ standings: all }) => all)) {
    if (standing.how !== "statement") continue;
    const known = first.get(standing.block.node);
    if (known === undefined || standing.before.start < known.before.start) first.set(standing.block.node, standing);
  }
  const moved = (standing: Standing): Standing =>
    standing.how === "statement" ? (first.get(standing.block.node) ?? standing) : standing;
  return names.map((name) => ({ ...name, standings: name.standings.map(moved) }));
}

/** Names that types take anywhere: a parameter of the name is none to them. */
function namesOfTypes({ scopes, free }: ParsedSource): Set<string> {
  const found = new Set<string>();
  const look = (name: string, references: readonly Reference[]): void => {
    if (references.some(({ kind }) => kind === "type")) found.add(name);
  };
  for (const scope of scopes) for (const [name, { references }] of scope.names) look(name, references);
  for (const [name, references] of free) look(name, references);
  return found;
}

function importOf(source: ParsedSource, form: CompiledForm): Node {
  const { specifier, at, count } = form;
  const all = askingFor(source, form);
  const found = all[at];
  if (found === undefined || all.length !== count)
    throw new Refused(
      "compiled",
      `"${specifier}" is asked for ${all.length} times in the source, ${count} times in what is compiled of it`,
      all[0] ?? source.program,
    );
  if (found.type !== "ImportDeclaration" || list(found, "specifiers").length === 0)
    throw new Refused("compiled", `no import of "${specifier}" with names stands there`, found);
  if (list(found, "attributes").length > 0 || typeof found.phase === "string")
    throw new Refused("import-attributes", "it is an import with attributes or a phase", found);
  return found;
}

/**
 * What of a source becomes a `require`, or stays an import, of a module as it loads, in the order of the text. Imports whose names are used
 * for types alone are left out where the compiler leaves them out: where it doesn't (`verbatimModuleSyntax`), there are more.
 */
function askingFor(source: ParsedSource, { specifier, imported, count }: CompiledForm): Node[] {
  const statements = statementsAsking(source, specifier);
  if (imported !== null && statements.length === count) return statements;
  const left = statements.filter((node) => {
    const specifiers = list(node, "specifiers");
    return (
      node.type !== "ImportDeclaration" || specifiers.length === 0 || specifiers.some((one) => isValue(source, one))
    );
  });
  if (imported !== null) return left;
  return [...left, ...callsAtLoad(source, specifier)].sort((a, b) => a.start - b.start);
}

function isValue(source: ParsedSource, specifier: Node): boolean {
  const binding = source.scope.names.get(string(child(specifier, "local"), "name") ?? "");
  return specifier.importKind !== "type" && (binding?.references.some(({ kind }) => kind !== "type") ?? false);
}

function nameOf(
  source: ParsedSource,
  form: CompiledForm,
  { local, key }: ImportedKey,
  binding: Binding,
  uses: readonly Reference[],
  node: Node,
): SourceName {
  const { name, scope } = binding;
  if (scope.evaluated !== null)
    throw new Refused("evaluated", `eval or with may take ${name} by its name`, scope.evaluated);
  if (binding.doubtful !== null)
    throw new Refused("name-shadowed", `${name} may mean something else there`, binding.doubtful);
  for (const { kind, spot } of uses) {
    if (kind === "write") throw new Refused("reassigned", `${name} gets another value`, spot.node);
    if (kind === "exported") throw new Refused("exported", `${name} is exported`, spot.node);
    if (homeOf(spot, scope.node).spot === null)
      throw new Refused("used-at-load", `${name} is used while the module loads`, spot.node);
    if (isMarkup(spot)) throw new Refused("place", `there is no statement before the use of ${name}`, spot.node);
  }
  const found = standings(uses, scope.node, false);
  for (const standing of found) checkPlace(source, form, standing, binding);
  const isStatement = form.mayAssert && uses.some(({ spot }) => isCalledAlone(spot));
  return { local, key: takenOf(form, key, uses, node), isStatement, standings: found };
}

function isCalledAlone({ field, up }: Spot): boolean {
  return field === "callee" && up?.node.type === "CallExpression" && up.up?.node.type === "ExpressionStatement";
}

function checkPlace(source: ParsedSource, { imported }: CompiledForm, standing: Standing, binding: Binding): void {
  const { node, scope } = whereOf(standing);
  const { name } = binding;
  if (scope.find(name) !== binding) throw new Refused("name-shadowed", `${name} means something else there`, node);
  const own = imported === null ? null : (source.scope.names.get("require") ?? null);
  if (scope.find("require") !== own || scope.isDoubtful("require") || source.scope.hoisted.has("require"))
    throw new Refused("require-shadowed", "require means something else there", node);
}

/** The property of what `require` gives that a name is, as the compiler's helper makes it, or as an import gives it; null for all of it. */
function takenOf(
  { specifier, imported, helper, isMarked }: CompiledForm,
  key: string | null,
  uses: readonly Reference[],
  node: Node,
): string | null {
  // What a CommonJS module exports is its default.
  if (imported !== null) return key === "default" && !imported.ofModule ? null : key;
  // Without a helper all is taken from the module itself; so it is by a helper from one that says it was one of ES.
  if (isMarked === true || (helper === null && key !== "default")) return key;
  if (helper === null) throw new Refused("interop", `"${specifier}" may have no default`, node);
  if (isMarked === null)
    throw new Refused("interop", `it is not known what an interop helper makes of "${specifier}"`, node);
  if (key === "default") return null;
  // A copy has what the module itself has, without what that inherits, and is what its functions are called on.
  const isPlain = isBuiltin(specifier) && (key !== null || uses.every(({ spot }) => isMemberRead(spot)));
  if (!isPlain) throw new Refused("interop", "an interop helper makes a copy of the module", node);
  return key;
}
