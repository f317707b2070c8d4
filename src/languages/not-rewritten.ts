import type { ChosenEdit, Reason } from "./rewriting.js";

/**
 * An edit that a file's text does not allow; nothing was rewritten. Codes of Python: `encoding` (bytes whose ASCII may be
 * parts of other letters), `unread` (no Python source), `stale` (no such statement or name there), `place`, `star`,
 * `dotted-import`, `module-getattr`, `type-checking-name`, `annotation`, `python-floor`, `lazy-place`, `lazy-modules`,
 * `collector-imports`, `name-taken`.
 */
export class NotRewritten extends Error {
  override readonly name = "NotRewritten";

  /** @param edit what can't be done; null where the file itself is at fault */
  constructor(
    readonly reason: Reason,
    readonly edit: ChosenEdit | null,
  ) {
    super(`${reason.file}:${reason.line}: ${reason.message}`);
  }
}

/** @throws NotRewritten */
export function refuse(edit: ChosenEdit, code: string, message: string, line = edit.name.line): never {
  throw new NotRewritten({ code, message, file: edit.name.file, line }, edit);
}
