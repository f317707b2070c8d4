import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import { asLatin1 } from "../../languages/python/judge/lookers/decoded.js";
import type { LookedProject } from "../../languages/python/judge/lookers/project.js";
import type { Where } from "../../languages/python/judge/situation.js";
import type { ImportedName } from "../../languages/rewriting.js";

/** What a file that reads another one's annotations has; `metadata.annotations` reads none. */
const READS =
  /\b(?:get_type_hints|get_annotations|__annotations__|TypeAdapter|create_model|make_dataclass)\b|\bsignature\s*\(|\bimport\b[^\n]*\bsignature\b|\.(?:return_)?annotation\b/;
/** A name that is neither called nor bound. */
const VALUE = /(?<![\w"'])\w+\b(?!\s*[(:=\w"'])/g;
const IMPORTS = /^\s*from\s[^\n]*?\simport\s*\([^)]*\)|^\s*(?:from|import)\s[^\n]*|#[^\n]*/gm;

/** Tells which files of a project may read the annotations of a module's functions and classes. */
export class AnnotationReaders {
  private readonly known = new Map<string, Where | null>();
  private readers: readonly { readonly shown: string; readonly file: string; readonly line: number }[] | null = null;
  private values: ReadonlyMap<string, FilesWithValue> | null = null;

  constructor(private readonly project: LookedProject) {}

  /**
   * A file that holds a word for reading annotations may read those of a module that it names, and of what somebody hands on instead of
   * calling it.
   *
   * @param facts of the module's own file
   */
  of({ importer, file }: ImportedName, facts: FileFacts | UnreadFile | undefined): Where | null {
    const known = this.known.get(importer);
    if (known !== undefined) return known;
    this.readers ??= this.project.files.flatMap(({ shown, file: path }) => {
      const text = asLatin1(this.project.bytes(path));
      const at = text.search(READS);
      return at < 0 ? [] : [{ shown, file: path, line: text.slice(0, at).split("\n").length }];
    });
    const segment = importer.slice(importer.lastIndexOf(".") + 1);
    const others = this.readers.filter(({ shown }) => shown !== file);
    const naming = others.find((other) => this.project.bytes(other.file)?.includes(segment) === true);
    const found = naming ?? (others.length > 0 && this.isHandedOn(facts) ? others[0] : undefined);
    const where = found === undefined ? null : { file: found.shown, line: found.line };
    this.known.set(importer, where);
    return where;
  }

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
