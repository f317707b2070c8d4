import type { PythonSearchPath } from "../resolve/search-path.js";

/** The path of no interpreter: only a project's own modules are found. */
export const NO_INTERPRETER: PythonSearchPath = {
  runtime: "",
  stdlib: "",
  folders: [],
  installed: [],
  suffixes: [".py", ".pyc"],
  builtin: [],
  frozen: [],
  mapped: {},
};
