/**
 * An error that the user can act on: what is wrong, where, and the next step. Errors are made here and by
 * `new UserError`, and shown in one other place, `cli/show-error.ts`. Everything else that is thrown is a
 * defect of ours.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly code: string;
  readonly hint: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** The last lines of a program that it is about. */
  readonly said: readonly string[];

  /**
   * @param code stable, in kebab-case, part of `--json`
   * @param message one sentence without a full stop: what is wrong
   * @param hint the next step
   */
  constructor(
    code: string,
    message: string,
    hint: string,
    place: { file?: string; line?: number; said?: readonly string[] } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.file = place.file;
    this.line = place.line;
    this.said = place.said ?? [];
  }
}
