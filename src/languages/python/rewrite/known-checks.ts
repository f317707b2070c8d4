import type { Draft } from "./draft.js";
import type { Taken } from "./taken.js";

/** What deletes the name of an import that is gone does nothing instead. */
export function leaveOutDeletions(draft: Draft, all: readonly Taken[]): void {
  for (const { edited } of all) {
    for (const { option } of edited.edits.values()) {
      const { deleted } = option;
      if (deleted === undefined) continue;
      const start = draft.source.offsetOf(deleted.line, deleted.column);
      const end = draft.source.offsetOf(deleted.endLine, deleted.endColumn);
      draft.change(start, end, "pass");
    }
  }
}
