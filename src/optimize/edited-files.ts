import { join } from "node:path";
import type { EditedFile } from "../io/overlay-folder.js";
import { sourceBytes } from "../io/source-bytes.js";
import { NotRewritten } from "../languages/not-rewritten.js";
import type { ChosenEdit, Judged, Reason } from "../languages/rewriting.js";
import type { Candidate } from "./search.js";

/** The project's files with what is chosen in them, each written once for the same choice: a search asks again and again. */
export class EditedFiles {
  private readonly known = new Map<string, EditedFile | NotRewritten>();
  private readonly numbers = new Map<Judged, number>();

  /** @param rewrite a source with the edits chosen of it; throws NotRewritten */
  constructor(
    private readonly root: string,
    private readonly rewrite: (
      before: Uint8Array,
      chosen: readonly ChosenEdit[],
    ) => Pick<EditedFile, "after" | "source">,
  ) {}

  /** The files with what is chosen of each, changed. @throws NotRewritten */
  of(candidates: readonly Candidate[]): EditedFile[] {
    return [...byFile(candidates)].map(([file, edits]) => {
      const found = this.edited(file, edits);
      if (found instanceof NotRewritten) throw found;
      return found;
    });
  }

  /** Names whose edits their files' text does not allow; of each file the first. */
  notWritable(candidates: readonly Candidate[]): Map<Candidate, Reason> {
    const found = new Map<Candidate, Reason>();
    for (const [file, edits] of byFile(candidates)) {
      const tried = this.edited(file, edits);
      if (!(tried instanceof NotRewritten)) continue;
      const at = edits.filter(({ name }) => tried.edit === null || name === tried.edit.name);
      for (const candidate of at) found.set(candidate, tried.reason);
    }
    return found;
  }

  private edited(file: string, edits: readonly Candidate[]): EditedFile | NotRewritten {
    const key = `${file} ${edits.map((each) => this.keyOf(each)).join()}`;
    let known = this.known.get(key);
    if (known === undefined) {
      known = this.rewritten(file, edits);
      this.known.set(key, known);
    }
    return known;
  }

  private rewritten(file: string, edits: readonly Candidate[]): EditedFile | NotRewritten {
    const path = join(this.root, file);
    const before = sourceBytes(path) ?? new Uint8Array();
    const chosen = edits.flatMap(({ name, option }): ChosenEdit[] => (option === null ? [] : [{ name, option }]));
    try {
      return { path, before, ...this.rewrite(before, chosen) };
    } catch (error) {
      if (error instanceof NotRewritten) return error;
      throw error;
    }
  }

  private keyOf({ judged, option, way }: Candidate): string {
    const number = this.numbers.get(judged) ?? this.numbers.size;
    this.numbers.set(judged, number);
    return option === null ? "" : `${number} ${way}`;
  }
}

/** What people read of an edited file: its source where it is compiled. */
export const asRead = (file: EditedFile): EditedFile => file.source ?? file;

/** Edited files with the sources that some are compiled from. */
export const withSources = (files: readonly EditedFile[]): EditedFile[] =>
  files.flatMap((file) => (file.source === undefined ? [file] : [file.source, file]));

function byFile(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const known = found.get(candidate.name.file);
    if (known === undefined) found.set(candidate.name.file, [candidate]);
    else known.push(candidate);
  }
  return found;
}
