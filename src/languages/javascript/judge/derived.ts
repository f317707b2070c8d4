import type { FormName, RequireForm } from "./forms.js";
import { Refused } from "./refused.js";
import { holder, namesOf, outsideProblem, propertyName } from "./requires.js";
import type { Binding, Spot } from "./scopes/scope.js";
import { operandOf, valueOfName } from "./values.js";

/**
 * The declarator that gives the value of a moved name, or a part of it, names of their own where the module loads (`y` of `const x = require("x"),
 * y = x.y;`), as if it asked for the module itself; null for every other use. Its names have to move as well.
 *
 * @throws Refused where such a declarator must stay
 */
export function derivedForm(
  text: string,
  from: RequireForm,
  name: FormName,
  use: Spot,
  binding: Binding,
): RequireForm | null {
  // What a bundle's function gives a value is read by others of its modules, and a namespace's names are read anew each time.
  if (from.kind === "assigned" || from.ofModule || name.property?.type === "ImportNamespaceSpecifier") return null;
  const path = name.key === null ? [...from.path] : [...from.path, name.key];
  let at = use;
  while (at.up?.node.type === "MemberExpression" && at.field === "object") {
    const key = propertyName(at.up.node);
    if (key === null || key.includes(".")) return null;
    path.push(key);
    at = at.up;
  }
  const { up } = at;
  if (up?.node.type !== "VariableDeclarator" || at.field !== "init") return null;
  if (up.up?.up?.node !== from.statement.up?.node) return null;
  const held = holder(up, at);
  const problem = "statement" in held ? outsideProblem(held.statement) : held;
  if (problem !== null) throw new Refused(problem.code, problem.message, problem.node);
  if (!("statement" in held)) return null;
  const value = name.key === null ? operandOf(from) : valueOfName(text, from, name);
  const { specifier, helper, takes, scope, ofModule } = from;
  const init = at.node;
  const form: RequireForm = {
    ...held,
    ...{ specifier, helper, takes, scope, ofModule, path, init },
    written: value + text.slice(use.node.end, init.end),
  };
  const names = namesOf(form);
  const isPlain = names.every((one) => one !== null && binding.scope === form.statement.scope.find(one.local)?.scope);
  if (!isPlain) throw new Refused("pattern", "parts of it are taken apart further", form.target);
  return form;
}
