import type { EditOption, ImportedName, MovedValue, Rule } from "../../../rewriting.js";
import type { FileFacts, Use, ValueFacts } from "../facts.js";
import { isPackageFile } from "../imported-names.js";
import { checkExported, intoFunctions } from "../into-functions.js";
import { checkLookups } from "../lookup-rules.js";
import { homeOf } from "../nesting.js";
import { isShared } from "../own-uses.js";
import { Refused } from "../refused.js";
import type { Situation } from "../situation.js";
import { checkSubmodules } from "../submodule-rules.js";
import { takenBy } from "./made-of.js";
import { checkValue, pseudoName } from "./value-rules.js";

/**
 * With the values that the module makes of it while it loads: each is then made by a function, at its first use, and the functions that
 * read it ask for it as they would import a name.
 *
 * @param uses all that the file reads of the name
 * @returns null where the name is read at load by anything but such a value, or by none
 * @throws Refused with the first rule that does not hold
 */
export function asValue(
  facts: FileFacts,
  name: ImportedName,
  uses: readonly Use[],
  situation: Situation,
): EditOption | null {
  const values = new Map<ValueFacts, readonly string[]>();
  const rest: Use[] = [];
  const moved: MovedValue[] = [];
  for (const use of uses) {
    const value = homeOf(facts, use.scope) === null ? valueAt(facts, use) : undefined;
    if (value === undefined) rest.push(use);
    else values.set(value, []);
  }
  if (values.size === 0 || isShared(facts, name)) return null;
  const file = { file: name.file, module: name.importer };
  for (const value of values.keys()) {
    const takes = takenBy(value.made, facts, file);
    const readers = facts.uses.filter((use) => use.name === value.name && use.by === "load");
    if (takes === null || readers.length === 0) return null;
    checkValue(facts, value, situation);
    const own = intoFunctions(facts, pseudoName(value, name), readers, situation);
    if (own.types !== undefined)
      throw new Refused("used-by-annotation", `an annotation names ${value.name}`, value.line);
    const inline = own.places.find((place) => place.inline !== null);
    if (inline !== undefined) {
      throw new Refused("inline-place", `${inline.scope} has no line of its own for ${value.name}`, inline.line);
    }
    moved.push({
      name: value.name,
      line: value.line,
      column: value.column,
      places: own.places,
      takes,
      isServed: false,
      readAt: [],
    });
  }
  const own = rest.length > 0 ? intoFunctions(facts, name, rest, situation) : onlyInValues(facts, name);
  if (own.types !== undefined) throw new Refused("used-by-annotation", `an annotation names ${name.bound}`, name.line);
  return { edit: "value", proof: [...own.proof, ...PROOF], places: own.places, values: moved };
}

const PROOF: readonly Rule[] = [
  { rule: "value-only-holds-names", ground: "static" },
  { rule: "value-bound-once" },
  { rule: "value-used-only-in-functions" },
];

function onlyInValues(facts: FileFacts, name: ImportedName): Pick<EditOption, "places" | "proof" | "types"> {
  checkExported(facts, name);
  if (facts.texts.some(({ kind, name: named }) => kind === "type-comment" && named === name.bound)) {
    throw new Refused("used-by-annotation", `a type comment names ${name.bound}`, name.line);
  }
  checkLookups(facts, name, new Set());
  checkSubmodules(facts, name, isPackageFile(name.file));
  return {
    places: [],
    proof: [{ rule: "statement-of-its-own" }, { rule: "bound-once" }, { rule: "no-reads-by-name" }],
  };
}

/** The same, with a `__getattr__` of the module for those who read the values from there; null where the module has one. */
export function asServedValue(facts: FileFacts, option: EditOption): EditOption | null {
  const { values = [] } = option;
  const has = (name: string): boolean => facts.boundNames.includes(name) || facts.unsureNames.includes(name);
  if (facts.getattrLine !== null || facts.stars.length > 0 || has("__getattr__") || has("__dir__")) return null;
  return {
    ...option,
    proof: [...option.proof, { rule: "value-given-by-getattr" }],
    values: values.map((value) => ({ ...value, isServed: true })),
  };
}

/** The statement that makes a value, where a use is a part of its expression. */
function valueAt(facts: FileFacts, { statement, scope, role }: Use): ValueFacts | undefined {
  return scope !== 0 || role !== null ? undefined : facts.values.find((value) => value.statement === statement);
}
