import type { ParsedSource } from "../../languages/javascript/judge/file.js";
import type { Replacement } from "../../languages/javascript/judge/replaced-modules.js";
import { askedText, type RequiredKeys, requiredKeysAt } from "../../languages/javascript/judge/required-keys.js";
import { CommonHomes, type PassedAt } from "../../languages/javascript/modules/common-homes.js";
import { isRelative } from "../../languages/javascript/resolve/paths.js";
import { scanFast } from "../../languages/javascript/scan/scan.js";
import type { DirectImport, EditOption, ImportedName, Reason } from "../../languages/rewriting.js";
import { type BarrelGround, BarrelSights, type No, relativeTo } from "./barrel-sights.js";
import { CHANGES_REQUIRE } from "./changes-require.js";
import { packageOf } from "./node-versions.js";
import { replacementsIn } from "./program-texts.js";
import { asksImporter } from "./required-instead.js";
import type { TakenProperties } from "./taken-properties.js";

/** By the places of a statement's names; or why none of them can be asked for directly. */
type Directs = readonly DirectImport[] | Reason;

/** Who looks at what Node keeps of modules sees that one is missing there. */
const LOOKS = /\brequire\.cache\b|\b_cache\b|\bmodule\.children\b|\brequire\.main\.children\b/;
const EXTENSION = /\.[cm]?js$/;
const PLAIN = /^[\w@./+~-]+$/;

/**
 * A `require` of a CommonJS module that only passes names on, as such of the modules that define these: the same values at the same moment,
 * without the loads that nothing else asks for. What these loads do is judged with the rest of what goes.
 */
export class CommonBarrels {
  private readonly known = new Map<string, Directs | null>();
  private readonly reached = new Map<string, ReadonlySet<string> | string>();
  private readonly homes: CommonHomes;
  private readonly sights: BarrelSights;
  private replaced: ReadonlyMap<string, Replacement> | null = null;
  private looking: string | null | undefined;

  constructor(
    private readonly ground: BarrelGround,
    private readonly properties: TakenProperties,
  ) {
    const { resolver, graph, texts, loaded } = ground;
    this.homes = new CommonHomes(
      resolver,
      graph,
      (file) => texts.parsed(file),
      (file) => loaded.shown(file),
    );
    this.sights = new BarrelSights(ground, CHANGES_REQUIRE, "a require");
  }

  /** How a name is asked for directly, or why it can't be; null where its module is no barrel to it. */
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
    return { edit: "barrel", proof: [{ rule: "same-value" }], places: [], instead };
  }

  private directs(name: ImportedName, source: ParsedSource): Directs | null {
    const { root, graph } = this.ground;
    const { file, line } = name;
    const importer = `${root}/${file}`;
    if (source.hasTypes || name.from === null || !isRelative(name.from) || graph.formatOf(importer) !== "commonjs")
      return null;
    const asked = requiredKeysAt(source, line, name.column);
    const barrel = asked === null ? null : this.homes.targetOf(importer, name.from);
    if (asked === null || barrel === null) return null;
    if ("code" in asked) return { code: asked.code, message: asked.message, file, line };
    return this.passed(name, source, importer, barrel, asked);
  }

  private passed(
    name: ImportedName,
    source: ParsedSource,
    importer: string,
    barrel: string,
    { form, keys }: RequiredKeys,
  ): Directs | null {
    const { loaded, root } = this.ground;
    const { file, line, from } = name;
    const no: No = (code, message) => ({ code, message, file, line });
    const passing = new Set([barrel]);
    const found: { readonly file: string; readonly name: string; readonly specifier: string }[] = [];
    for (const { key } of keys) {
      const home = this.homes.homeOf(barrel, key);
      if (home.kind === "own") return null;
      if (home.kind === "refused") return no(home.code, home.message);
      for (const each of home.by) passing.add(each.file);
      if ([home, ...home.by].some((each) => !each.file.startsWith(`${root}/`)))
        return no("other-package", `${loaded.named(home.file)} is no file of the project`);
      const specifier = this.specifierOf(source, importer, home.file, askedIn(source, form));
      if (specifier === null)
        return no("other-package", `${loaded.named(home.file)} can't be required from there as it is`);
      const hops = [{ file: importer, specifier: from ?? "", name: key }, ...home.by];
      const reason = this.boundaries(importer, home.file, specifier, no) ?? this.anew(name, hops);
      if (reason !== null) return reason;
      found.push({ file: home.file, name: home.name, specifier });
    }
    const definers = new Set(found.map((each) => each.file));
    const order = this.homes.loadOrder(barrel, passing);
    const directs: DirectImport[] = [];
    for (const each of found) {
      const module = loaded.modules.get(each.file);
      const at = order.indexOf(each.file);
      if (module === undefined || at < 0)
        return no("not-passed-on", `${loaded.shown(each.file)} was not loaded by ${loaded.shown(barrel)}`);
      directs.push({ specifier: each.specifier, name: each.name === "" ? "*" : each.name, module, order: at });
    }
    const problem =
      this.circles(importer, barrel, definers, no) ??
      this.sights.problem(importer, passing, no) ??
      this.looks([...passing, ...definers], no);
    return problem ?? directs;
  }

  /** As the file asks for others: with or without the extension. Null where that leads elsewhere. */
  private specifierOf(source: ParsedSource, importer: string, file: string, asked: string): string | null {
    const { resolver } = this.ground;
    const whole = relativeTo(importer, file);
    // Of a folder nobody writes one.
    const isFolder = !EXTENSION.test(asked) && !this.leadsTo(`${asked}.js`, importer);
    const hasExtension = EXTENSION.test(asked) || (isFolder && askedBy(source).some((each) => EXTENSION.test(each)));
    const without = [whole.replace(/(?:\/index)?\.js$/, ""), whole.replace(/\.js$/, "")];
    const leadsThere = (specifier: string): boolean => {
      const found = resolver.require(specifier, importer);
      return PLAIN.test(specifier) && /[^./]/.test(specifier) && found.kind === "file" && found.path === file;
    };
    return [...(hasExtension ? [] : without), whole].find(leadsThere) ?? null;
  }

  private leadsTo(specifier: string, importer: string): boolean {
    return this.ground.resolver.require(specifier, importer).kind === "file";
  }

  private boundaries(importer: string, file: string, specifier: string, no: No): Reason | null {
    const { resolver, loaded } = this.ground;
    const [own, other] = [importer, file].map((each) => packageOf(each, resolver.files)?.folder ?? null);
    if (own === other && !specifier.includes("node_modules/")) return null;
    return no("other-package", `${loaded.named(file)} is another package's`);
  }

  /** Whether a value that is passed on gets another one, anywhere on its way. */
  private anew(name: ImportedName, hops: readonly PassedAt[]): Reason | null {
    const { root } = this.ground;
    for (const { file, specifier, name: property } of hops) {
      if (property === "") continue;
      const place = { ...name, file: file.slice(root.length + 1), from: specifier };
      const found = this.properties.taken(place, [property]);
      if (found !== null) return { ...found, file: name.file, line: name.line };
    }
    return null;
  }

  /** By what texts ask for at any time: the order of loads would be another one, or a module be met half loaded. */
  private circles(importer: string, barrel: string, definers: ReadonlySet<string>, no: No): Reason | null {
    const { loaded, texts } = this.ground;
    const files = this.reach(barrel);
    if (typeof files === "string") return no("dynamic", files);
    if (files.has(importer))
      return no("changes-cycle", `${loaded.named(barrel)} leads back to ${loaded.named(importer)}`);
    for (const definer of definers) {
      const behind = this.reach(definer);
      if (typeof behind === "string") return no("dynamic", behind);
      if (behind.has(barrel))
        return no("changes-cycle", `${loaded.named(definer)} leads back to ${loaded.named(barrel)}`);
      const asking = [...behind].find((file) => this.isOwn(file) && asksImporter(texts.of(file) ?? ""));
      if (asking !== undefined)
        return no("asks-importer", `${loaded.named(asking)} asks what loaded it, which may be another module then`);
    }
    return null;
  }

  /** The files outside of node_modules that a file's text, and those of them, ask for; or why that isn't known. */
  private reach(from: string): ReadonlySet<string> | string {
    const known = this.reached.get(from);
    if (known !== undefined) return known;
    const { texts, resolver, loaded } = this.ground;
    const found = new Set([from]);
    let unknown: string | null = null;
    for (const file of found) {
      if (!this.isOwn(file)) continue;
      const scanned = scanFast(texts.of(file) ?? "", file);
      if (scanned === null || scanned.unread !== null) unknown ??= `what ${loaded.shown(file)} asks for is not known`;
      const [computed] = scanned?.unresolved ?? [];
      if (computed !== undefined) unknown ??= `what ${loaded.shown(file)}:${computed.line} asks for is computed`;
      for (const { specifier } of scanned?.imports ?? [])
        for (const each of resolver.filesOf(specifier, file)) found.add(each);
    }
    const answer = unknown ?? found;
    this.reached.set(from, answer);
    return answer;
  }

  /** Whether a file is one of code that is not installed in the project. */
  private isOwn(file: string): boolean {
    const { root } = this.ground;
    const within = file.startsWith(`${root}/`) ? file.slice(root.length) : file;
    return !within.includes("/node_modules/") && /\.[cm]?[jt]sx?$/.test(file);
  }

  /** Who puts modules in the place of others by other ways than their paths, or looks at what was loaded. */
  private looks(files: Iterable<string>, no: No): Reason | null {
    const { loaded, sources, texts } = this.ground;
    this.replaced ??= replacementsIn(this.ground);
    for (const each of files) {
      const found = this.replaced.get(each);
      if (found === undefined) continue;
      const { file, line, by } = found;
      const message = `${file}:${line} may put another in the place of ${loaded.shown(each)} (${by})`;
      return { code: "replaced-by-test", message, file, line };
    }
    if (this.looking === undefined)
      this.looking = sources.find((each) => /\.[cm]?[jt]sx?$/.test(each) && LOOKS.test(texts.of(each) ?? "")) ?? null;
    const { looking } = this;
    return looking === null ? null : no("looks-at-cache", `${loaded.shown(looking)} looks at what was loaded`);
  }
}

/** What a form asks for, as its text has it. */
function askedIn({ text }: ParsedSource, form: RequiredKeys["form"]): string {
  const { start, end } = askedText(form);
  return text.slice(start + 1, end - 1);
}

/** The files that a source asks for by their places. */
function askedBy({ text, calls }: ParsedSource): string[] {
  return calls.flatMap(({ node }) => {
    const written = /^require\(\s*["'`](\.{1,2}\/[^"'`]*)["'`]/.exec(text.slice(node.start, node.end));
    return written?.[1] ?? [];
  });
}
