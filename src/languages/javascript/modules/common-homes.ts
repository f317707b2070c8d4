import { builtinName } from "../builtins.js";
import type { ParsedSource } from "../judge/file.js";
import { remembered } from "../remembered.js";
import type { Resolver } from "../resolve/resolver.js";
import { type CommonExports, commonExports, type NoExports } from "./common-exports.js";
import { type DefinedName, definedNames, keepsExports } from "./defined-names.js";
import type { ModuleGraph } from "./module-graph.js";

/** A place where a name is taken from another module. */
export interface PassedAt {
  readonly file: string;
  readonly specifier: string;
  /** "" for all that the module exports. */
  readonly name: string;
}

/** Whose a name of a CommonJS module is. */
export type CommonHome =
  | {
      readonly kind: "passed";
      readonly file: string;
      /** As that file exports it; "" for all that it exports. */
      readonly name: string;
      /** Who passes it on, the one that was asked first. */
      readonly by: readonly PassedAt[];
    }
  /** The module's that was asked, or got only when it is read. */
  | { readonly kind: "own" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/** More would be a circle of modules that pass names on. */
const MOST_HOPS = 30;

const refused = (code: string, message: string): CommonHome => ({ kind: "refused", code, message });

/** Which modules make what CommonJS modules pass on; files are absolute. */
export class CommonHomes {
  private readonly exports = new Map<string, CommonExports | NoExports | null>();
  private readonly defined = new Map<string, ReadonlyMap<string, DefinedName> | null>();

  /**
   * @param parsed a file as it runs; null for what can't be read
   * @param named a file for people
   */
  constructor(
    private readonly resolver: Resolver,
    private readonly graph: ModuleGraph,
    private readonly parsed: (file: string) => ParsedSource | null,
    private readonly named: (file: string) => string,
  ) {}

  homeOf(file: string, name: string, hops = 0): CommonHome {
    const exports = hops > MOST_HOPS ? null : this.exportsOf(file);
    if (exports === null) return refused("not-passed-on", `${this.named(file)} can't be read`);
    if ("line" in exports) return refused("does-more", `${this.named(file)}:${exports.line}: ${exports.message}`);
    const { names, starsBefore, stars, whole } = exports;
    if (whole !== null) return this.passed({ file, specifier: whole, name }, hops);
    const found = names.get(name);
    const asked = found === undefined ? stars : stars.slice(0, starsBefore.get(name) ?? 0);
    const giving: string[] = [];
    for (const specifier of name === "default" ? [] : asked) {
      const gives = this.gives(file, specifier, name, hops);
      if (gives === null)
        return refused("not-passed-on", `whether ${specifier} gives ${name} to ${this.named(file)} is not known`);
      if (gives) giving.push(specifier);
    }
    if (giving.length > (found === undefined ? 1 : 0))
      return refused("several-stars", `${giving.join(" and ")} may both give ${name} to ${this.named(file)}`);
    if (found?.kind === "own") return { kind: "own" };
    if (found !== undefined) return this.passed({ file, specifier: found.specifier, name: found.name }, hops);
    const [specifier] = giving;
    if (specifier === undefined) return refused("not-passed-on", `${this.named(file)} exports no ${name}`);
    return this.passed({ file, specifier, name }, hops);
  }

  private passed(by: PassedAt, hops: number): CommonHome {
    const target = this.targetOf(by.file, by.specifier);
    if (target === null)
      return refused(
        "not-passed-on",
        `${this.named(by.file)} takes ${by.name} of ${by.specifier}, which is no plain CommonJS file`,
      );
    if (by.name === "") return this.settled(target, "", by);
    const home = this.homeOf(target, by.name, hops + 1);
    return home.kind === "passed" ? { ...home, by: [by, ...home.by] } : this.settled(target, by.name, by);
  }

  /** Of what defines a name: whether it is the same from the end of its load on, as far as its own text says. */
  private settled(file: string, name: string, by: PassedAt): CommonHome {
    const source = this.sourceOf(file);
    if (source === null) return refused("not-passed-on", `${this.named(file)} can't be read`);
    const gets = (): CommonHome =>
      refused("rebound", `${this.named(file)} may export another ${name || "value"} later`);
    if (!keepsExports(source)) return gets();
    if (name !== "") {
      const defined = this.definedOf(file);
      if (defined === null) return refused("not-passed-on", `what ${this.named(file)} exports is not known`);
      const found = defined.get(name);
      if (found === undefined) return refused("not-passed-on", `${this.named(file)} exports no ${name}`);
      if (found.isGotten) return refused("getter", `a getter of ${this.named(file)} gives ${name}`);
      if (found.isLater) return gets();
    }
    return { kind: "passed", file, name, by: [by] };
  }

  /** Whether going through all names of a module meets one; null where that isn't known. */
  private gives(from: string, specifier: string, name: string, hops: number): boolean | null {
    const file = this.targetOf(from, specifier);
    const exports = file === null || hops > MOST_HOPS ? null : this.exportsOf(file);
    if (file === null || exports === null || name === "__esModule") return null;
    if ("line" in exports) {
      const defined = this.definedOf(file);
      if (defined === null) return null;
      const found = defined.get(name);
      return found === undefined ? false : found.isSure ? true : null;
    }
    const { names, stars, whole } = exports;
    if (whole !== null) return this.gives(file, whole, name, hops + 1);
    if (names.has(name)) return true;
    const inner = name === "default" ? [] : stars.map((each) => this.gives(file, each, name, hops + 1));
    return inner.includes(null) ? null : inner.includes(true);
  }

  /** The CommonJS file that a module's `require` finds; null for anything else. */
  targetOf(file: string, specifier: string): string | null {
    if (builtinName(specifier) !== null) return null;
    const found = this.resolver.require(specifier, file);
    return found.kind === "file" && this.graph.formatOf(found.path) === "commonjs" ? found.path : null;
  }

  /** What loads while a file does that only passes names on, in that order, others like it passed by. */
  loadOrder(file: string, passing: ReadonlySet<string>, met: Set<string> = new Set()): readonly string[] {
    if (met.has(file)) return [];
    met.add(file);
    const exports = passing.has(file) ? this.exportsOf(file) : null;
    if (exports === null || "line" in exports) return [file];
    return exports.asked.flatMap((specifier) => {
      const target = this.targetOf(file, specifier);
      return target === null ? [] : this.loadOrder(target, passing, met);
    });
  }

  private exportsOf(file: string): CommonExports | NoExports | null {
    return remembered(this.exports, file, () => {
      const source = this.sourceOf(file);
      return source === null ? null : commonExports(source);
    });
  }

  private definedOf(file: string): ReadonlyMap<string, DefinedName> | null {
    return remembered(this.defined, file, () => {
      const source = this.sourceOf(file);
      return source === null ? null : definedNames(source);
    });
  }

  private sourceOf(file: string): ParsedSource | null {
    const source = this.parsed(file);
    return source?.hasTypes === false ? source : null;
  }
}
