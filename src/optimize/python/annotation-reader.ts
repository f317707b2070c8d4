import { importsReader } from "../../languages/python/judge/annotation-readers.js";
import { codeText } from "../../languages/python/judge/code-text.js";
import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import { boundPaths } from "../../languages/python/judge/lookers/bound-paths.js";
import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import type { LookedProject, ProjectFile } from "../../languages/python/judge/lookers/project.js";
import type { Where } from "../../languages/python/judge/situation.js";
import type { ImportedName } from "../../languages/rewriting.js";

/** What a file that reads another one's annotations has; `metadata.annotations` reads none. */
const READS =
  /\b(?:get_type_hints|get_annotations|__annotations__|TypeAdapter|create_model|make_dataclass)\b|\bsignature\s*\(|\bimport\b[^\n]*\bsignature\b|\.(?:return_)?annotation\b/;
/** A name that is neither called nor bound. */
const VALUE = /(?<![\w"'])\w+\b(?!\s*[(:=\w"'])/g;
const IMPORTS = /^\s*from\s[^\n]*?\simport\s*\([^)]*\)|^\s*(?:from|import)\s[^\n]*|#[^\n]*/gm;
/** What gets annotations as they are kept. */
const GETS = /\b(?:get_annotations|__annotations__)\b|\.(?:return_)?annotation\b/;
/** What evaluates annotations that are kept as texts. */
const EVALUATES =
  /\b(?:get_type_hints|get_annotations|get_overloads|eval_str|evaluate_forward_ref|ForwardRef|_eval_type|resolve_types|TypeAdapter|create_model|make_dataclass|singledispatch(?:method)?|validate_call|validate_arguments|typechecked|beartype)\b/;
/** What finds by a text what it names. */
const RESOLVES =
  /\b(?:eval|exec|vars|globals|import_module)\s*\(|__globals__|f_globals|__dict__|\bsys\.modules\b|\bgetattr\(\s*[^,()]+,\s*(?!["'])/;
const RUNS_TEXTS = /\b(?:eval|exec)\s*\(/;

interface Reader extends Where {
  readonly path: string;
}

/** Tells which files of a project may read the annotations of a module's functions and classes. */
export class AnnotationReaders {
  private readonly known = new Map<string, Where | null>();
  private readonly readers = new Map<boolean, readonly Reader[]>();
  private codes: ReadonlyMap<ProjectFile, string> | null = null;
  private values: ReadonlyMap<string, FilesWithValue> | null = null;

  constructor(private readonly project: LookedProject) {}

  /**
   * A file that holds a word for reading annotations may read those of a module that it names, and of what somebody hands on instead of
   * calling it. Annotations that are kept as texts (`from __future__ import annotations`) are the same wherever an import stands, but for who
   * evaluates them.
   *
   * @param facts of the module's own file
   */
  of({ importer, file }: ImportedName, facts: FileFacts | UnreadFile | undefined): Where | null {
    const known = this.known.get(importer);
    if (known !== undefined) return known;
    const segment = importer.slice(importer.lastIndexOf(".") + 1);
    const areTexts = facts?.unread === null && (facts as FileFacts).futures.includes("annotations");
    // Of its own file the words are told apart; what it does with texts that it gets is not.
    const others = this.readersOf(areTexts).filter((each) => areTexts || each.file !== file);
    const found =
      others.find((other) => this.project.bytes(other.path)?.includes(segment) === true) ??
      (others.length > 0 && this.isHandedOn(facts) ? others[0] : undefined) ??
      this.handedToLibrary(importer, file);
    const where = found === undefined ? null : { file: found.file, line: found.line };
    this.known.set(importer, where);
    return where;
  }

  private readersOf(areTexts: boolean): readonly Reader[] {
    const known = this.readers.get(areTexts);
    if (known !== undefined) return known;
    this.codes ??= new Map(
      this.project.files.flatMap((file) => {
        const text = asLatin1(this.project.bytes(file.file));
        return READS.test(text) || EVALUATES.test(text) ? [[file, codeText(text)] as const] : [];
      }),
    );
    const runsTexts = this.project.files.some((file) => RUNS_TEXTS.test(asLatin1(this.project.bytes(file.file))));
    const found: Reader[] = [];
    for (const [{ file: path, shown }, code] of this.codes) {
      const getsTexts = GETS.test(code) && (runsTexts || RESOLVES.test(code));
      const seen = withoutNamesAsked(code);
      const at = areTexts ? code.search(getsTexts ? READS : EVALUATES) : seen.search(READS);
      if (at >= 0) found.push({ path, file: shown, line: code.slice(0, at).split("\n").length });
    }
    this.readers.set(areTexts, found);
    return found;
  }

  /** Where a file that uses a library which evaluates annotations has something of the module as a value. */
  private handedToLibrary(module: string, own: string): Where | undefined {
    for (const file of this.usingLibraries()) {
      if (file.shown === own) continue;
      for (const { bound, path } of boundPaths(file, this.project.scan(file.file))) {
        if (path !== module && !path.startsWith(`${module}.`)) continue;
        const code = withoutImports(codeText(asLatin1(this.project.bytes(file.file))));
        const at = code.search(new RegExp(`(?<![\\w"'.])${bound}(?:\\.\\w+)*(?![\\w.])(?!\\s*[(:=\\w"'])`));
        if (at >= 0) return { file: file.shown, line: code.slice(0, at).split("\n").length };
      }
    }
    return undefined;
  }

  /** Files that import a library which evaluates annotations; asked for each module. */
  private usingLibraries(): readonly ProjectFile[] {
    this.users ??= this.project.files.filter(
      ({ file }) =>
        !file.endsWith(".pyi") &&
        this.project
          .scan(file)
          .imports.some((each) => each.level === 0 && each.when !== "type-only" && importsReader(namesOf(each))),
    );
    return this.users;
  }

  private users: readonly ProjectFile[] | null = null;

  /** Whether any file has one of the module's functions or classes as a value. */
  private isHandedOn(facts: FileFacts | UnreadFile | undefined): boolean {
    if (facts === undefined || facts.unread !== null) return true;
    const names = new Set(
      (facts as FileFacts).scopes.flatMap(({ kind, name }) =>
        (kind === "function" || kind === "class") && !name.startsWith("__") ? [name] : [],
      ),
    );
    this.values ??= this.filesByValue();
    const anywhere = new Set<number>();
    const apart = new Set<number>();
    for (const name of names) {
      const files = this.values.get(name);
      for (const file of files?.anywhere ?? []) anywhere.add(file);
      for (const file of files?.apart ?? []) apart.add(file);
    }
    return [...apart].some((file) => anywhere.has(file));
  }

  private filesByValue(): ReadonlyMap<string, FilesWithValue> {
    const found = new Map<string, { anywhere: Set<number>; apart: Set<number> }>();
    const add = (text: string, kind: "anywhere" | "apart", at: number): void => {
      for (const [name] of text.matchAll(VALUE)) {
        let known = found.get(name);
        if (known === undefined) {
          known = { anywhere: new Set(), apart: new Set() };
          found.set(name, known);
        }
        known[kind].add(at);
      }
    };
    for (const [at, { file }] of this.project.files.entries()) {
      const text = asLatin1(this.project.bytes(file));
      add(text, "anywhere", at);
      add(text.replace(IMPORTS, ""), "apart", at);
    }
    return found;
  }
}

/** Numbers of the files that have a name as a value, and that have it so apart from imports and comments. */
interface FilesWithValue {
  readonly anywhere: ReadonlySet<number>;
  readonly apart: ReadonlySet<number>;
}

/** Modules that a statement names. */
function namesOf({
  kind,
  module,
  names,
}: {
  kind: string;
  module: string;
  names: readonly { name: string }[];
}): string[] {
  return kind === "import" ? names.map(({ name }) => name) : [module];
}

function withoutImports(text: string): string {
  return text.replace(/^\s*from\s[^\n]*?\simport\s*\([^)]*\)|^\s*(?:from|import)\s[^\n]*|#[^\n]*/gm, (found) =>
    found.replace(/[^\n]/g, " "),
  );
}

const PARAMETERS = String.raw`(?:inspect\.)?signature\((?:[^()]|\([^()]*\))*\)\.parameters\b(?!\s*[.[])`;
/** Whether something is among the names of parameters, and how many there are. */
const ASKED = new RegExp(String.raw`(?:\bin\s+|\blen\(\s*)${PARAMETERS}`, "g");
const KEPT = new RegExp(String.raw`^([ \t]+(\w+) = )${PARAMETERS}[ \t]*$`, "gm");

/** A text without signatures of which it asks nothing but the names of parameters. */
function withoutNamesAsked(code: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, " ");
  return code.replace(ASKED, blank).replace(KEPT, (whole, head: string, name: string) => {
    const uses = code.match(new RegExp(`(?<![\\w.])${name}\\b`, "g"))?.length ?? 0;
    const asked = code.match(new RegExp(`(?<![\\w.])${name}(?= = )|\\bin ${name}\\b(?!\\s*[.([])`, "g"))?.length ?? 0;
    return uses === asked ? head + blank(whole.slice(head.length)) : whole;
  });
}
