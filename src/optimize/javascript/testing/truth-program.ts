/** For tests: a program of a few modules that import each other, with what its maker knows of each imported name. */
export interface TruthProgram {
  readonly files: ReadonlyMap<string, string>;
  /** The file that is run. */
  readonly entry: string;
  /** Of each run; the first is the one that is planned for. */
  readonly runs: readonly (readonly string[])[];
  /**
   * "file:line bound" of names: "safe" where all uses stand in functions and loading what they ask for does nothing that others can
   * tell; "unsafe" where the load itself uses them. Others are neither.
   */
  readonly marks: ReadonlyMap<string, "safe" | "unsafe">;
}
