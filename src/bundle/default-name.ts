import type { PythonEntry } from "./bundler.js";

/** What a program is called where nobody says it: its top package, or its file. */
export function defaultName(entry: PythonEntry): string {
  if ("module" in entry) return entry.module.split(".")[0] ?? entry.module;
  return entry.file.slice(entry.file.lastIndexOf("/") + 1).replace(/\.pyw?$/, "");
}
