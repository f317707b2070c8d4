import { type ParsedSource, readFile } from "../../languages/javascript/judge/file.js";
import { keptLine } from "../../languages/javascript/judge/kept-lines.js";
import { namesAt, refusalAt } from "../../languages/javascript/judge/names.js";
import type { Replacement } from "../../languages/javascript/judge/replaced-modules.js";
import { type JudgedUses, judgeUses } from "../../languages/javascript/judge/uses.js";
import { NotRewritten } from "../../languages/not-rewritten.js";
import type { EditKind, EditOption, ImportedName, Judged, Reason } from "../../languages/rewriting.js";
import type { Statement } from "../statements.js";
import { AwaitedImports } from "./awaited-imports.js";
import { Barrels } from "./barrels.js";
import { Circles } from "./circles.js";
import { CommonBarrels } from "./common-barrels.js";
import type { CompiledFiles } from "./compiled-files.js";
import { ForgottenModules } from "./forgotten.js";
import type { Loads } from "./loads.js";
import type { ProgramGround } from "./program-ground.js";
import { replacementsIn } from "./program-texts.js";
import { requiredInstead } from "./required-instead.js";
import type { RequiredModules } from "./required-modules.js";
import { TakenProperties } from "./taken-properties.js";

export interface JudgeOptions extends ProgramGround {
  /** Absolute, with `/`. */
  readonly root: string;
  readonly loads: Loads;
  readonly modules: RequiredModules;
  readonly compiled: CompiledFiles;
  readonly keep: readonly string[];
  readonly accept: ReadonlySet<string>;
}

/** What a project's own sources say of imported names: their uses, and who puts other modules in the place of theirs. */
export class JavaScriptJudge {
  private readonly parsed = new Map<string, ReturnType<typeof readFile>>();
  private readonly refusals = new Map<ImportedName, Reason>();
  private replaced: ReadonlyMap<string, Replacement> | null = null;
  private readonly properties: TakenProperties;
  private readonly forgotten: ForgottenModules;
  private readonly barrels: Barrels;
  private readonly commonBarrels: CommonBarrels;
  private readonly awaited: AwaitedImports;

  constructor(private readonly options: JudgeOptions) {
    this.properties = new TakenProperties(options);
    this.forgotten = new ForgottenModules(options);
    this.barrels = new Barrels(options);
    this.commonBarrels = new CommonBarrels(options, this.properties);
    this.awaited = new AwaitedImports({ ...options, read: (file) => this.read(file) });
  }

  names(statements: readonly Statement[]): ImportedName[] {
    return statements.flatMap((statement): ImportedName[] => {
      const { file, importer, line, column, imported } = statement;
      const source = this.read(file);
      const unmoved = (reason: Reason): ImportedName[] => {
        // Without a name of its own it is called by what it asks for.
        const bound = imported.at(-1) ?? "";
        const name = { file, importer, line, column, imported, index: 0, text: bound, from: null, bound };
        this.refusals.set(name, reason);
        return [name];
      };
      if (source.unread !== null) return unmoved(source.unread);
      const names = namesAt(source, { file, importer, line, column }, imported);
      if (names.length > 0) return names;
      return unmoved(this.typesUnknown(refusalAt(source, { file, line, column })));
    });
  }

  judge(names: readonly ImportedName[]): Judged[] {
    return names.map((name) => {
      const known = this.refusals.get(name);
      if (known !== undefined) return { name, options: [], refusal: known };
      const source = this.read(name.file);
      if (source.unread !== null) return { name, options: [], refusal: source.unread };
      const judged = this.forTypes(name, source, judgeUses(source, name));
      const bar = this.pinned(name, source, judged.partLines);
      const target = judged.isImport ? this.options.modules.targetOf(name.from ?? "", name.file) : null;
      const required = judged.isImport && judged.refusal === null ? this.notRequired(name, target) : null;
      const awaited = required === null || target === null ? null : this.awaitedInstead(name, source, target, required);
      const refusal =
        judged.refusal ??
        bar ??
        (awaited !== null && "edit" in awaited ? this.inCircle(name) : (awaited ?? required)) ??
        this.replacedBy(name) ??
        this.forgets(name) ??
        this.properties.problem(name, judged, target);
      const isSeen = (bar ?? this.replacedBy(name)) !== null;
      const way = isSeen ? null : (this.barrels.wayOf(name, source) ?? this.commonWay(name, source));
      const going = awaited !== null && "edit" in awaited ? { ...judged, options: [awaited] } : judged;
      const moved = refusal === null ? this.inSource(name, source, going, target) : refused(going, refusal);
      return way === null || this.options.compiled.has(name.file) ? moved : withBarrel(moved, way);
    });
  }

  private commonWay(name: ImportedName, source: ParsedSource): EditOption | Reason | null {
    return this.forgets(name) === null ? this.commonBarrels.wayOf(name, source) : null;
  }

  private forgets(name: ImportedName): Reason | null {
    return this.options.accept.has("forgets-modules") ? null : this.forgotten.problem(name);
  }

  /** An `import()` that functions wait for, where only the versions of Node stand against a `require`; or why not. */
  private awaitedInstead(
    name: ImportedName,
    source: ParsedSource,
    target: string,
    { code }: Reason,
  ): EditOption | Reason | null {
    const isScript = /\.m?js$/.test(name.file) && !this.options.compiled.has(name.file);
    if (!isScript || (code !== "node-range" && code !== "old-node")) return null;
    const way = this.awaited.wayOf(name, source, target);
    return "code" in way && way.code === "not-async" ? null : way;
  }

  /** A name that only types use, which nothing needs as the program runs. */
  private forTypes(name: ImportedName, file: ParsedSource, judged: JudgedUses): JudgedUses {
    if (judged.refusal?.code !== "unused" || !this.options.compiled.isForTypes(name, file)) return judged;
    return {
      ...judged,
      refusal: null,
      options: [{ edit: "type-checking", proof: [{ rule: "used-in-types-alone" }], places: [] }],
    };
  }

  /** Of a file that is compiled from another one: it is that which is edited. */
  private inSource(name: ImportedName, file: ParsedSource, judged: JudgedUses, target: string | null): Judged {
    const place = this.options.compiled.judge(name, file);
    if (place === null) return judged;
    if ("code" in place) return refused(judged, place);
    const { reads, ...source } = place;
    const reason =
      this.properties.problem(name, { ...judged, reads }, target) ?? (reads.length === 0 ? null : this.inCircle(name));
    if (reason !== null) return refused(judged, reason);
    const options = judged.options.map((option) => ({
      ...option,
      proof: [...option.proof, { rule: "compiled-alike" }],
    }));
    return { ...judged, options, source };
  }

  /** The parsed form of a file of which this is the text. @throws NotRewritten */
  sourceOf(file: string, text: string): ParsedSource {
    const known = this.parsed.get(file);
    const source = known?.unread === null && known.text === text ? known : this.readAs(text, file);
    if (source.unread !== null) throw new NotRewritten(source.unread, null);
    return source;
  }

  private read(file: string): ReturnType<typeof readFile> {
    let known = this.parsed.get(file);
    if (known === undefined) {
      const { texts, root } = this.options;
      const path = `${root}/${file}`;
      known = this.readAs((this.isStripped(path) ? texts.of(path) : texts.sourceOf(path)) ?? "", file);
      this.parsed.set(file, known);
    }
    return known;
  }

  private readAs(text: string, file: string): ReturnType<typeof readFile> {
    const path = `${this.options.root}/${file}`;
    const { texts, modules } = this.options;
    const isAsRun = texts.of(path) === text;
    const isStripped = isAsRun && this.isStripped(path);
    const asksModule = (specifier: string): boolean => modules.targetOf(specifier, file) !== null;
    const known = isAsRun ? texts.parsed(path) : null;
    if (known === null) return readFile(text, file, asksModule, isStripped);
    return { ...known, path: file, asksModule, hasTypes: known.hasTypes && !isStripped };
  }

  /** Whether a file is an ES module that runs with blanks for its types. Of a CommonJS one each `require` is edited as it is written. */
  private isStripped(path: string): boolean {
    const { texts, graph } = this.options;
    return texts.strippedOf(path) !== null && graph.formatOf(path) === "module";
  }

  private typesUnknown(reason: Reason): Reason {
    const why = reason.code === "typescript-import" ? this.options.texts.typesProblem : null;
    return why === null ? reason : { ...reason, message: `it is an import of TypeScript, and ${why}` };
  }

  private pinned(
    { file, line, imported }: ImportedName,
    { text }: ParsedSource,
    partLines: readonly number[],
  ): Reason | null {
    const at = keptLine(text, [line, ...partLines]);
    if (at !== null) return { code: "pinned", message: "a comment keeps it", file, line: at };
    const kept = this.options.keep.find((word) =>
      imported.some((name) => name === word || name.startsWith(`${word}/`) || name.startsWith(`${word}@`)),
    );
    return kept === undefined ? null : { code: "pinned", message: `the settings keep ${kept}`, file, line };
  }

  /** Of a module that tests load with others in the place of what it asks for. */
  private replacedBy({ file, imported }: ImportedName): Reason | null {
    const { root, loaded } = this.options;
    const files = [`${root}/${file}`, ...imported.flatMap((name) => loaded.files.get(name) ?? [])];
    this.replaced ??= replacementsIn(this.options);
    for (const each of files) {
      const found = this.replaced.get(each);
      if (found === undefined) continue;
      const message = `${found.file}:${found.line} may put other modules in the place of what ${loaded.shown(each)} is or asks for (${found.by})`;
      return { code: "replaced-by-test", message, file: found.file, line: found.line };
    }
    return null;
  }

  /** Of an import that would be a `require`. @param target the ES module that it asks for; null where it is none */
  private notRequired(name: ImportedName, target: string | null): Reason | null {
    const { root, resolver, texts, graph, modules } = this.options;
    const { file, line } = name;
    const problem = requiredInstead(name.from ?? "", `${root}/${file}`, resolver, texts, graph);
    if (problem !== null) return { ...problem, file, line };
    const reason = target === null ? null : modules.problem(name, target);
    return reason ?? this.inCircle(name);
  }

  /** Of a name that a function could take before it has its value. */
  private inCircle({ file, line, importer }: ImportedName): Reason | null {
    if (!this.options.starts.some((start) => Circles.in(start).has(importer))) return null;
    const message = `${importer} is imported by what it imports: its functions may run before it has names without a value`;
    return { code: "changes-cycle", message, file, line };
  }
}

/** With what a name's own uses have no part in: another import of the same, where it can't go. */
function withBarrel(judged: Judged, way: EditOption | Reason): Judged {
  if ("code" in way) return { ...judged, otherwise: new Map([["barrel", way]]) };
  const { refusal, options } = judged;
  const otherwise = new Map<EditKind, Reason>(refusal === null ? [] : [["function", refusal]]);
  return { ...judged, options: [...options, way], refusal: null, otherwise };
}

const refused = (judged: Judged, refusal: Reason): Judged => ({ ...judged, options: [], refusal, ...wouldBe(judged) });

function wouldBe({ options }: Judged): Pick<Judged, "wouldBe"> {
  const [first] = options;
  return first === undefined ? {} : { wouldBe: first };
}
