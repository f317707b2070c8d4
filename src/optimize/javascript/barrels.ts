import type { ParsedSource } from "../../languages/javascript/judge/file.js";
import { type ImportedKey, importAt, keysOf } from "../../languages/javascript/judge/imports.js";
import { isRelative } from "../../languages/javascript/resolve/paths.js";
import type { DirectImport, EditOption, ImportedName, Reason } from "../../languages/rewriting.js";
import { type BarrelGround, BarrelSights, type No, relativeTo } from "./barrel-sights.js";
import { packageOf } from "./node-versions.js";

/** The statement whose names are asked for, and the module that it asks for. */
interface Asked {
  readonly file: string;
  readonly line: number;
  /** Absolute. */
  readonly importer: string;
  readonly barrel: string;
  readonly keys: readonly ImportedKey[];
}

/** By the places of a statement's names; or why none of them can be imported directly. */
type Directs = readonly DirectImport[] | Reason;

/** What sees which module a specifier leads to, or puts others in their place. */
const CHANGES_IMPORT =
  /\bregisterHooks\b|\bmodule\.register\s*\(|\bimport\s*\{[^}]*\bregister\b[^}]*\}\s*from\s*["'](?:node:)?module["']/;
/** A specifier is a URL. */
const PLAIN = /^[\w@./+~-]+$/;

/**
 * Imports of ES modules that only pass names on ("barrels"), as imports of the modules that define these: the same bindings, without the
 * loads that nothing else asks for. What these loads do is judged with the rest of what goes.
 */
export class Barrels {
  private readonly known = new Map<string, Directs | null>();
  private readonly sights: BarrelSights;

  constructor(private readonly ground: BarrelGround) {
    this.sights = new BarrelSights(ground, CHANGES_IMPORT, "an import");
  }

  /** How a name is imported directly, or why it can't be; null where its module is no barrel to it. */
  wayOf(name: ImportedName, source: ParsedSource): EditOption | Reason | null {
    const key = `${name.file} ${name.line}:${name.column}`;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.directs(name, source);
      this.known.set(key, found);
    }
    if (found === null || "code" in found) return found;
    const instead = found[name.index];
    if (instead === undefined) return null;
    return { edit: "barrel", proof: [{ rule: "same-binding" }], places: [], instead };
  }

  private directs(name: ImportedName, source: ParsedSource): Directs | null {
    const { root, resolver, graph } = this.ground;
    const { file, line } = name;
    const node = importAt(source, line, name.column);
    if (node === null || source.hasTypes || name.from === null || !isRelative(name.from)) return null;
    const importer = `${root}/${file}`;
    const found = resolver.import(name.from, importer);
    if (found.kind !== "file" || found.query !== "" || graph.formatOf(found.path) !== "module") return null;
    const asked: Asked = { file, line, importer, barrel: found.path, keys: keysOf(node) };
    return this.homes(asked) ?? null;
  }

  private homes(asked: Asked): Directs | null {
    const { root, graph, loaded, resolver } = this.ground;
    const { file, line, importer, barrel, keys } = asked;
    const no = (code: string, message: string): Reason => ({ code, message, file, line });
    const directs: DirectImport[] = [];
    const order = graph.loadOrder(barrel);
    const passing = new Set([barrel]);
    const definers = new Set<string>();
    for (const { key, local } of keys) {
      // Of a namespace all is needed, and so is what the module itself defines.
      const home = key === null || key === "*" ? null : graph.homeOf(barrel, key);
      if (home === null || (home.kind === "own" && home.file === barrel)) return null;
      if (home.kind !== "own") return no("not-passed-on", `whose ${local} is, is not known`);
      const specifier = relativeTo(importer, home.file);
      const module = loaded.modules.get(home.file);
      const again = resolver.import(specifier, importer);
      const isSame = again.kind === "file" && again.path === home.file && again.query === "";
      if (
        !isSame ||
        module === undefined ||
        !PLAIN.test(specifier) ||
        /["'\\]/.test(home.name) ||
        !home.file.startsWith(`${root}/`)
      )
        return no("other-package", `${loaded.named(home.file)} can't be imported from there as it is`);
      const [own, other] = [importer, home.file].map((each) => packageOf(each, resolver.files)?.folder ?? null);
      if (own !== other || specifier.includes("node_modules/"))
        return no("other-package", `${local} is defined by another package, ${loaded.named(home.file)}`);
      directs.push({ specifier, name: home.name, module, order: order.indexOf(home.file) });
      definers.add(home.file);
      for (const each of home.by) passing.add(each);
    }
    return this.linked(asked, definers, no) ?? this.sights.problem(importer, passing, no) ?? directs;
  }

  /** Circles, and what may wait: the order of loads would be another one. */
  private linked({ importer, barrel }: Asked, definers: ReadonlySet<string>, no: No): Reason | null {
    const { graph, loaded } = this.ground;
    const { files, unknown } = graph.linkedWith(barrel);
    if (unknown !== null) return no("es-module", `what ${loaded.named(barrel)} imports is not known: ${unknown}`);
    if (files.has(importer))
      return no("changes-cycle", `${loaded.named(barrel)} leads back to ${loaded.named(importer)}`);
    for (const definer of definers)
      if (graph.linkedWith(definer).files.has(barrel))
        return no("changes-cycle", `${loaded.named(definer)} leads back to ${loaded.named(barrel)}`);
    for (const file of files)
      if (graph.formatOf(file) === "module" && graph.waits(file) !== false)
        return no("waits-at-load", `${loaded.named(file)} may wait at its top level`);
    return null;
  }
}
