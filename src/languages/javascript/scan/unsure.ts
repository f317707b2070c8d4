/** Thrown where the fast parser meets what it does not know for certain: the full parser then reads the file. */
export class Unsure extends Error {
  constructor(
    readonly offset: number,
    readonly what: string,
    /** Whether no other reading could help, as with too deep nesting. */
    readonly final = false,
  ) {
    super(what);
  }
}
