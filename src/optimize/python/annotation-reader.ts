import type { FileFacts, UnreadFile } from "../../languages/python/judge/facts.js";
import type { LookedProject, ProjectFile } from "../../languages/python/judge/lookers/project.js";
import type { Where } from "../../languages/python/judge/situation.js";
import type { ImportedName } from "../../languages/rewriting.js";

/** What a file that reads another one's annotations has; `metadata.annotations` reads none. */
const READS =
  /\b(?:get_type_hints|get_annotations|__annotations__|TypeAdapter|create_model|make_dataclass)\b|\bsignature\s*\(|\bimport\b[^\n]*\bsignature\b|\.(?:return_)?annotation\b/;

/** Tells which files of a project may read the annotations of a module's functions and classes. */
export class AnnotationReaders {
  private readonly known = new Map<string, Where | null>();
  private readers: readonly { readonly shown: string; readonly file: string; readonly line: number }[] | null = null;

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
      const text = this.project.bytes(path)?.toString("latin1") ?? "";
      const at = text.search(READS);
      return at < 0 ? [] : [{ shown, file: path, line: text.slice(0, at).split("\n").length }];
    });
    const segment = importer.slice(importer.lastIndexOf(".") + 1);
    const others = this.readers.filter(({ shown }) => shown !== file);
    const found =
      others.find((other) => this.project.bytes(other.file)?.includes(segment) === true) ??
      (this.isHandedOn(facts) ? others[0] : undefined);
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
    if (names.size === 0) return false;
    const value = new RegExp(`(?<![\\w"'])(?:${[...names].join("|")})\\b(?!\\s*[(:=\\w"'])`);
    return this.project.files.some((each) => {
      const text = this.bytes(each)?.toString("latin1") ?? "";
      return value.test(text) && value.test(withoutImports(text));
    });
  }

  private bytes({ file }: ProjectFile): Buffer | null {
    return this.project.bytes(file);
  }
}

function withoutImports(text: string): string {
  return text.replace(/^\s*from\s[^\n]*?\simport\s*\([^)]*\)|^\s*(?:from|import)\s[^\n]*|#[^\n]*/gm, "");
}
