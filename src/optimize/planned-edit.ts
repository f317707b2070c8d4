import type { EditedFile } from "../io/overlay-folder.js";
import type { ProposedEdit } from "./proposals.js";
import { type CollectorEdit, withCollector } from "./python/collector.js";
import type { PythonProject } from "./python/project.js";

/** An edit of the plan; of the collector without names. */
export interface PlannedEdit extends ProposedEdit {
  readonly collector?: CollectorEdit;
}

/** The project's files with these edits. @throws NotRewritten */
export function filesWith(edits: readonly PlannedEdit[], project: PythonProject, root: string): EditedFile[] {
  const edited = project.edited(edits.flatMap((edit) => edit.candidates));
  const rested = edits.flatMap(({ collector }) => collector ?? []);
  return rested.length === 0 ? edited : withCollector(edited, rested, { root, style: project.style });
}
