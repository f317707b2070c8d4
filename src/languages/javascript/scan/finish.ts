import type { Manner, When } from "../../../graph/vocabulary.js";
import { type Binding, C, type Context, type Site } from "./context.js";
import { exportsAll } from "./helpers.js";
import type { ImportSite, ScannedImport, ScanResult, TypeOnlyRule, UnresolvedImport } from "./import.js";
import { type Lines, lines } from "./lines.js";

/** What a reading of a whole text found, whichever parser read it. */
export interface Findings {
  readonly sites: readonly Site[];
  readonly bindings: readonly Binding[];
  /** Names that expressions use, or null where it is not known or of no interest. */
  readonly used: ReadonlySet<string> | null;
}

/** Decides what the sites found are, now that all of the text is known. */
export function finish(text: string, findings: Findings, keepsUnused: boolean): ScanResult {
  const at = lines(text);
  const bindings = byName(findings.bindings);
  const imports: ScannedImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  for (const site of findings.sites) {
    const binding = site.callee === null ? null : bindingOf(site, bindings, text);
    if (site.callee !== null && binding === null && site.callee !== "require") continue;
    if (binding !== null && !binding.creates) continue;
    const found = importSite(text, site, at, binding?.base ?? site.base, typeOnly(site, findings.used, keepsUnused));
    if (site.specifier !== null) imports.push({ specifier: site.specifier, ...found });
    else
      unresolved.push({
        text: shortened(text.slice(site.offset, site.end), 200),
        prefix: site.prefix,
        reason: site.reason,
        ...found,
      });
  }
  return { imports, unresolved, unread: null };
}

function byName(bindings: readonly Binding[]): ReadonlyMap<string, readonly Binding[]> {
  const map = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const same = map.get(binding.name);
    if (same === undefined) map.set(binding.name, [binding]);
    else same.push(binding);
  }
  return map;
}

/** The innermost binding that a call's name means; null for none, or for the real `require` handed into a UMD factory. */
function bindingOf(site: Site, bindings: ReadonlyMap<string, readonly Binding[]>, text: string): Binding | null {
  let innermost: Binding | null = null;
  for (const binding of bindings.get(site.callee ?? "") ?? []) {
    const inside = binding.from <= site.offset && (binding.to < 0 || site.offset < binding.to);
    if (inside && (innermost === null || binding.from >= innermost.from)) innermost = binding;
  }
  return innermost?.parameterOf && isUmdFactory(innermost.parameterOf, text) ? null : innermost;
}

/**
 * TypeScript's UMD wrapper: a function whose first parameter is `require` is handed to a function that is called where it
 * stands and calls it with the real `require`. It is then called at once, too.
 */
function isUmdFactory(factory: Context, text: string): boolean {
  const { handedTo } = factory;
  if (handedTo === null) return false;
  if (factory.called) return true;
  const parameters = /^\(([^)]*)\)/.exec(text.slice(handedTo.start, handedTo.start + 200))?.[1]?.split(",");
  const name = parameters?.[factory.handedIndex]?.trim();
  if (
    name === undefined ||
    !/^[\w$]+$/.test(name) ||
    !/^\(?\s*require\b/.test(text.slice(factory.start, factory.start + 20))
  )
    return false;
  const calls = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}\\(require\\b`);
  if (!calls.test(text.slice(handedTo.start, handedTo.end))) return false;
  factory.called = true;
  return true;
}

function typeOnly(site: Site, used: ReadonlySet<string> | null, keepsUnused: boolean): TypeOnlyRule | null {
  for (let node: Context | null = site.context; node !== null; node = node.up) {
    if (node.kind === C.declared) return "declaration";
  }
  if (site.typeOnly !== null) return site.typeOnly === "all-names-types" && keepsUnused ? null : site.typeOnly;
  if (used === null || keepsUnused || (site.kind !== "import" && site.kind !== "import-equals")) return null;
  const names = site.names ?? [];
  if (names.length === 0 || names.some(({ local }) => local === null || used.has(local))) return null;
  return "unused-as-value";
}

function importSite(text: string, site: Site, at: Lines, base: string | null, rule: TypeOnlyRule | null): ImportSite {
  const surroundings = surroundingsOf(text, site.context);
  const manner: Manner[] = [];
  if (surroundings.conditions.length > 0) manner.push("conditional");
  if (surroundings.guarded) manner.push("guarded");
  if (site.specifier === null || site.kind === "import()") manner.push("dynamic");
  const { line, column } = at(site.offset);
  return {
    kind: site.kind,
    line,
    column,
    offset: site.offset,
    names: site.names ?? [{ imported: site.member ?? "*", local: null }],
    when: rule !== null ? "type-only" : surroundings.when,
    typeOnly: rule,
    manner,
    conditions: surroundings.conditions,
    scope: surroundings.scope,
    helper: site.helper,
    reexported: site.reexported || (site.helper !== null && exportsAll(site.helper)),
    base,
  };
}

/** Conditions and guards count up to the function whose call decides when the import runs. */
function surroundingsOf(text: string, innermost: Context) {
  const conditions: string[] = [];
  const names: string[] = [];
  let when: When = "eager";
  let guarded = false;
  for (let node: Context | null = innermost; node !== null; node = node.up) {
    if (node.kind === C.function || node.kind === C.class || node.kind === C.namespace)
      names.push(node.name ?? "<anonymous>");
    if ((node.kind === C.function && !node.called) || node.kind === C.field) when = "deferred";
    else if (when === "eager" && node.kind === C.guarded) guarded = true;
    else if (when === "eager") {
      const condition = conditionText(text, node);
      if (condition !== null) conditions.push(condition);
    }
  }
  conditions.reverse();
  return { conditions, guarded, when, scope: names.length === 0 ? null : names.reverse().join(".") };
}

function conditionText(text: string, node: Context): string | null {
  const first = () => shortened(text.slice(node.start, node.end), 120);
  switch (node.kind) {
    case C.whenTrue:
      return first();
    case C.whenFalse:
      return `!(${first()})`;
    case C.whenNullish:
      return `(${first()}) == null`;
    case C.whenCase:
      return `${first()} === ${shortened(text.slice(node.secondStart, node.secondEnd), 120)}`;
    case C.whenDefault:
      return `${first()}: default`;
    case C.whenCaught:
      return "catch";
  }
  return null;
}

function shortened(text: string, length: number): string {
  const flat = text
    .slice(0, length * 4)
    .replace(/\s+/g, " ")
    .trim();
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}
