import { child, list, type Node, string } from "../scan/full/node.js";
import { derivedForm } from "./derived.js";
import type { ParsedSource } from "./file.js";
import type { FormName, RequireForm } from "./forms.js";
import { homeOf } from "./functions.js";
import { isHelperCall } from "./helpers.js";
import { readsOfImport } from "./imports.js";
import { isHandedOut } from "./load-runs.js";
import { isMemberRead } from "./member-read.js";
import { isMarkup, type Standing, standings, whereOf } from "./placing.js";
import { Refused } from "./refused.js";
import { bindingOf, namesOf } from "./requires.js";
import type { Binding, Reference, Spot } from "./scopes/scope.js";

/** A name taken out of startup, as far as its own file says. */
export interface Moved {
  readonly form: RequireForm;
  readonly name: FormName;
  readonly binding: Binding;
  /**
   * Whether the name stays where it is, without a value, and gets it at its first use (`x ??= …`): there must be one
   * value, making it costs, or a function that needs it may run very often. Otherwise each place has a name of its own.
   */
  readonly isKept: boolean;
  /** Whether each place waits for an `import()`, in a function that is async. */
  readonly isAwaited: boolean;
  readonly standings: readonly Standing[];
  /**
   * Properties that the statement reads of the module, which are read later then: their values must be the same at any
   * time. Of `require("x").a.b` "a.b"; empty where it takes the module as it is.
   */
  readonly reads: readonly string[];
  /** Names that are given parts of its value where the module loads, and get them from the `require` now. */
  readonly derived: readonly Moved[];
}

/**
 * @param isAwaited whether an `import()` is to be awaited where it is needed, not a `require`
 * @throws Refused with the first rule that does not hold
 */
export function moveOf(source: ParsedSource, form: RequireForm, name: FormName, isAwaited = false): Moved {
  const { local } = name;
  const at = name.property ?? form.target;
  const binding = bindingOf(form, name);
  if (binding === null) throw new Refused("reassigned", `nothing declares ${local}`, at);
  checkBinding(form, binding, at);
  const uses = binding.references.filter(({ kind, spot }) => kind !== "write" || spot.node !== form.target);
  if (uses.length === 0)
    throw new Refused("unused", `nothing uses ${local}: it may be there for what loading does`, at);
  const derived: Moved[] = [];
  const later = uses.filter((use) => {
    const taking = use.kind === "read" ? derivedForm(source.text, form, name, use.spot, binding) : null;
    if (taking === null) checkUse(source, use, binding);
    else for (const each of namesOf(taking)) if (each !== null) derived.push(moveOf(source, taking, each));
    return taking === null;
  });
  const own = form.kind === "imported" ? readsOfImport(form, name, later) : readsOf(form, name);
  const reads = [...new Set([...own, ...derived.flatMap((each) => each.reads)])];
  const isOne = form.kind !== "declared" || (form.helper !== null && isOneObject(form, later));
  // A name without a value has no type.
  const mayBeKept = !name.hasDefault && !source.hasTypes;
  const isNeeded = later.length > 0;
  const isKept =
    !isAwaited && isNeeded && (isOne || (mayBeKept && !later.every(({ spot }) => isWaitedFor(spot, binding))));
  const maySubstitute = !isAwaited && !name.hasDefault && (isKept || form.helper === null);
  const placed = isAwaited ? [...later, ...besides(form, name, later)] : later;
  const found = standings(placed, binding.scope.node, maySubstitute);
  for (const standing of found) {
    checkPlace(form, name, standing, binding);
    if (isAwaited && standing.how === "inline")
      throw new Refused("place", `there is no statement before the use of ${local}`, standing.reference.spot.node);
  }
  return { form, name, binding, isKept, isAwaited, standings: found, reads, derived };
}

/** Uses of an import's other names in the same functions, which wait for it but once. */
function besides(form: RequireForm, name: FormName, uses: readonly Reference[]): Reference[] {
  const outer = form.scope.node;
  const homes = new Set(uses.map(({ spot }) => homeOf(spot, outer).spot));
  const others = namesOf(form).flatMap((each) => (each === null || each.local === name.local ? [] : each));
  return others
    .flatMap((each) => bindingOf(form, each)?.references ?? [])
    .filter(({ kind, spot }) => {
      const home = homeOf(spot, outer);
      return kind === "read" && home.field === "body" && homes.has(home.spot);
    });
}

/** A name with all that take parts of its value. */
export const withDerived = (moved: Moved): readonly Moved[] => [moved, ...moved.derived.flatMap(withDerived)];

function readsOf(form: RequireForm, name: FormName): string[] {
  const path = name.key === null ? form.path : [...form.path, name.key];
  return path.length === 0 ? [] : [path.join(".")];
}

function checkBinding(form: RequireForm, binding: Binding, at: Node): void {
  const { name, scope, declared, references } = binding;
  if (scope.evaluated !== null) {
    throw new Refused("evaluated", `eval or with may take ${name} by its name`, scope.evaluated);
  }
  const doubt = binding.doubtful ?? (scope.hoisted.has(name) ? at : null);
  if (doubt !== null) throw new Refused("name-shadowed", `${name} may mean something else there`, doubt);
  const [first, second] = declared;
  if (second !== undefined) throw new Refused("reassigned", `${name} is declared twice`, second.node);
  const other = references.find(({ kind, spot }) => kind === "write" && spot.node !== form.target);
  if (other !== undefined) throw new Refused("reassigned", `${name} gets another value`, other.spot.node);
  if (form.kind !== "assigned") return;
  const declarator = first?.up;
  const isBare =
    declarator?.node.type === "VariableDeclarator" && first?.field === "id" && child(declarator.node, "init") === null;
  const statement = declarator?.up?.up;
  if (!isBare || first === undefined || !isPlain(statement ?? null))
    throw new Refused("reassigned", `${name} is not declared by a plain var or let`, first?.node ?? at);
}

/** Whether a declaration stands among the statements of a program or function. */
function isPlain(holder: Spot | null): boolean {
  return holder?.node.type === "Program" || holder?.node.type === "BlockStatement";
}

function checkUse(source: ParsedSource, use: Reference, binding: Binding): void {
  const { kind, spot } = use;
  const { name } = binding;
  const { node, up } = spot;
  if (kind === "type") throw new Refused("used-in-types", `types use ${name}`, node);
  if (kind === "exported") throw new Refused("exported", `${name} is exported`, node);
  if (isHelperCall(source.text, spot))
    throw new Refused("interop-helper", `${name} has the helpers of other requires`, node);
  if (up?.node.type === "UnaryExpression" && up.node.operator === "delete")
    throw new Refused("deleted", `${name} is deleted`, node);
  const home = homeOf(spot, binding.scope.node);
  if (home.spot === null) {
    if (isHandedOut(spot)) throw new Refused("exported", `${name} is exported`, node);
    if (isCalledAlone(spot)) throw new Refused("called-at-load", `${name} is called while the module loads`, node);
    throw new Refused("used-at-load", `${name} is used while the module loads`, node);
  }
  if (isReExport(source, home.spot))
    throw new Refused("exported", `${name} is exported by a getter that Node reads the names of exports from`, node);
}

/** `main(…);`, `await app.run().catch(…);`: a statement of its own that calls it, or what is reached from it. */
function isCalledAlone(spot: Spot): boolean {
  let isCalled = false;
  let at: Spot = spot;
  for (let up = at.up; up !== null; up = at.up) {
    const { type } = up.node;
    if (type === "ExpressionStatement") return isCalled;
    if (/CallExpression$/.test(type) && at.field === "callee") isCalled = true;
    else if (!/^(?:Optional)?MemberExpression$/.test(type) || at.field !== "object") {
      if (!/^(?:Await|Parenthesized|Unary)Expression$/.test(type)) return false;
    }
    at = up;
  }
  return false;
}

/**
 * Whether a function is the getter of an export whose name nothing else in the text tells: Node finds the names that ES
 * modules may import by the text of such getters, which must be as short as compilers write them.
 */
function isReExport(source: ParsedSource, home: Spot): boolean {
  const property = home.node.type === "ObjectMethod" ? home : home.up;
  if (string(child(property?.node ?? null, "key"), "name") !== "get") return false;
  const call = property?.up?.up?.node;
  if (call?.type !== "CallExpression" || string(child(child(call, "callee"), "property"), "name") !== "defineProperty")
    return false;
  const [object, key] = list(call, "arguments");
  if (!/^(module\s*\.\s*)?exports$/.test(source.text.slice(object?.start, object?.end))) return false;
  const exported = string(key ?? null, "value");
  return !(source.free.get("exports") ?? []).some(({ spot: { up } }) => {
    const isNamed = up?.node.type === "MemberExpression" && string(child(up.node, "property"), "name") === exported;
    return isNamed && up.up?.node.type === "AssignmentExpression" && up.field === "left";
  });
}

/**
 * Whether a use stands in an async function: a call of one costs so much that a further `require`, a third of a microsecond, is no matter.
 * Another one may be called a million times.
 */
function isWaitedFor(spot: Spot, { scope }: Binding): boolean {
  return homeOf(spot, scope.node).spot?.node.async === true;
}

/** Whether it matters that there is one object, or that it is made once. */
function isOneObject(form: RequireForm, uses: readonly Reference[]): boolean {
  if (form.path.length > 0 || form.target.type !== "Identifier") return false;
  return form.helper === "copying" || !uses.every(({ spot }) => isMemberRead(spot));
}

function checkPlace(form: RequireForm, name: FormName, standing: Standing, binding: Binding): void {
  const { node, scope } = whereOf(standing);
  for (const taken of form.takes) {
    if (scope.find(taken) !== form.scope.find(taken) || scope.isDoubtful(taken))
      throw new Refused(
        taken === "require" ? "require-shadowed" : "name-shadowed",
        `${taken} means something else there`,
        node,
      );
  }
  if (scope.find(name.local) !== binding)
    throw new Refused("name-shadowed", `${name.local} means something else there`, node);
  if (standing.how !== "inline") return;
  if (name.hasDefault || isMarkup(standing.reference.spot))
    throw new Refused("place", `there is no statement before the use of ${name.local}`, node);
}
