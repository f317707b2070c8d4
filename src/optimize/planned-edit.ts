import type { EditedFile } from "../io/overlay-folder.js";
import type { EntryEdit, OptimizedProject } from "./project.js";
import type { ProposedEdit } from "./proposals.js";

/** An edit of the plan; of an entry without names. */
export interface PlannedEdit extends ProposedEdit {
  readonly entry?: EntryEdit;
}

/** The project's files with these edits. @throws NotRewritten */
export function filesWith(edits: readonly PlannedEdit[], project: OptimizedProject): EditedFile[] {
  const edited = project.edited(edits.flatMap((edit) => edit.candidates));
  const entries = edits.flatMap(({ entry }) => entry ?? []);
  return entries.length === 0 || project.entries === null ? edited : project.entries.written(edited, entries);
}
