/** What new lines must keep to. */
export interface RewriteStyle {
  /** The oldest minor version of Python 3 that must read the file. */
  readonly pythonFloor: number;
  /** In columns. */
  readonly lineLength: number;
}
