import type { Manner, When } from "../../../graph/vocabulary.js";
import { type Binding, C, type Context, type Site } from "./context.js";
import { exportsAll } from "./helpers.js";
import type { ImportSite, ScannedImport, ScanResult, TypeOnlyRule, UnresolvedImport } from "./import.js";
import { type Lines, lines } from "./lines.js";
import { Scopes } from "./scopes.js";

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
  const scopes = new Scopes(findings.bindings, text);
  const around = new Around(text);
  const imports: ScannedImport[] = [];
  const unresolved: UnresolvedImport[] = [];
  for (const site of findings.sites) {
    const binding = site.callee === null ? null : scopes.binding(site.callee, site.offset);
    if (site.callee !== null && binding === null && site.callee !== "require") continue;
    if (binding !== null && !binding.creates) continue;
    const surroundings = around.of(site.context);
    const rule = typeOnly(site, surroundings.declared, findings.used, keepsUnused);
    const found = importSite(site, at, surroundings, binding?.base ?? site.base, rule);
    if (site.specifier !== null) imports.push({ specifier: site.specifier, ...found });
    else {
      const call = shortened(text.slice(site.offset, site.end), 200);
      unresolved.push({ text: call, prefix: site.prefix, reason: site.reason, ...found });
    }
  }
  return { imports, unresolved, unread: null };
}

function typeOnly(
  site: Site,
  declared: boolean,
  used: ReadonlySet<string> | null,
  keepsUnused: boolean,
): TypeOnlyRule | null {
  if (declared) return "declaration";
  if (site.typeOnly !== null) return site.typeOnly === "all-names-types" && keepsUnused ? null : site.typeOnly;
  if (used === null || keepsUnused || (site.kind !== "import" && site.kind !== "import-equals")) return null;
  const names = site.names ?? [];
  if (names.length === 0 || names.some(({ local }) => local === null || used.has(local))) return null;
  return "unused-as-value";
}

function importSite(
  site: Site,
  at: Lines,
  around: Surroundings,
  base: string | null,
  rule: TypeOnlyRule | null,
): ImportSite {
  const manner: Manner[] = [];
  if (around.conditions.length > 0) manner.push("conditional");
  if (around.guarded) manner.push("guarded");
  if (site.specifier === null || site.kind === "import()") manner.push("dynamic");
  const { line, column } = at(site.offset);
  return {
    kind: site.kind,
    line,
    column,
    offset: site.offset,
    names: site.names ?? [{ imported: site.member ?? "*", local: null }],
    when: rule !== null ? "type-only" : around.when,
    typeOnly: rule,
    manner,
    conditions: around.conditions,
    scope: around.names === "" ? null : around.names,
    helper: site.helper,
    reexported: site.reexported || (site.helper !== null && exportsAll(site.helper)),
    base,
  };
}

interface Surroundings {
  readonly conditions: readonly string[];
  readonly names: string;
  readonly when: When;
  readonly guarded: boolean;
  readonly declared: boolean;
}

const MODULE: Surroundings = { conditions: [], names: "", when: "eager", guarded: false, declared: false };

/** Of more conditions than these around one import, the innermost are given. */
const MOST_CONDITIONS = 20;

/**
 * What stands around each context, worked out once for each, from the outside in: a chain of a hundred thousand
 * `else if` takes linear time. Conditions and guards count up to the function whose call decides when the import runs.
 */
class Around {
  private readonly known = new Map<Context, Surroundings>();

  constructor(private readonly text: string) {}

  of(innermost: Context): Surroundings {
    const unknown: Context[] = [];
    let node: Context | null = innermost;
    while (node !== null && !this.known.has(node)) {
      unknown.push(node);
      node = node.up;
    }
    let found = node === null ? MODULE : (this.known.get(node) ?? MODULE);
    for (let at = unknown.pop(); at !== undefined; at = unknown.pop()) {
      found = this.inside(found, at);
      this.known.set(at, found);
    }
    return found;
  }

  private inside(outer: Surroundings, node: Context): Surroundings {
    switch (node.kind) {
      case C.plain:
        return outer;
      case C.declared:
        return { ...outer, declared: true };
      case C.guarded:
        return { ...outer, guarded: true };
      case C.field:
        return { ...outer, when: "deferred", conditions: [], guarded: false };
      case C.function:
      case C.class:
      case C.namespace: {
        const own = node.name ?? "<anonymous>";
        const named = { ...outer, names: outer.names === "" ? own : shortened(`${outer.names}.${own}`, 400) };
        if (node.kind !== C.function || node.called) return named;
        return { ...named, when: "deferred", conditions: [], guarded: false };
      }
    }
    const condition = conditionText(this.text, node);
    return condition === null
      ? outer
      : { ...outer, conditions: [...outer.conditions, condition].slice(-MOST_CONDITIONS) };
  }
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
