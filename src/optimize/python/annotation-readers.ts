import type { LookedProject, ProjectFile } from "../../languages/python/judge/lookers/project.js";
import type { Where } from "../../languages/python/judge/situation.js";
import type { ImportedName } from "../../languages/rewriting.js";

/** Files of a project that hold a word for reading annotations: one that imports a module may read that module's. */
export class AnnotationReaders {
  private readers: readonly ProjectFile[] | null = null;
  private readonly known = new Map<string, Where | null>();

  constructor(private readonly project: LookedProject) {}

  /** The first file, other than its own, that may read the annotations of the module that imports a name. */
  of({ importer, file }: ImportedName): Where | null {
    const known = this.known.get(importer);
    if (known !== undefined) return known;
    const segment = importer.slice(importer.lastIndexOf(".") + 1);
    this.readers ??= this.project.files.filter((each) => {
      const bytes = this.project.bytes(each.file);
      return bytes !== null && STRONG.some((word) => bytes.includes(word));
    });
    const found = this.readers.find(
      (each) => each.shown !== file && this.project.bytes(each.file)?.includes(segment) === true,
    );
    const where = found === undefined ? null : { file: found.shown, line: 1 };
    this.known.set(importer, where);
    return where;
  }
}

const STRONG = [
  "get_type_hints",
  "get_annotations",
  "__annotations__",
  "TypeAdapter",
  "create_model",
  "make_dataclass",
  "signature(",
  ".annotation",
];
