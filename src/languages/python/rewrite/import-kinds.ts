import { stdlibNames } from "../stdlib/table.js";
import { originalOf, type WrittenImport } from "./import-statement.js";

/** Whether all that a statement imports is the standard library's. */
export function isStandard({ from, names }: WrittenImport): boolean {
  const modules = from === null ? names.map(originalOf) : [from];
  return modules.every((module) => stdlibNames().has(module.split(".")[0] ?? ""));
}
