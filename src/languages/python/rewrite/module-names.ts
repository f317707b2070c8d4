import type { ImportedName } from "../../rewriting.js";

/** Whether a file is a package's own module. */
export function isPackage(file: string): boolean {
  return /(?:^|\/)__init__\.py$/.test(file);
}

/** The full name of the module behind `from`; null where its dots lead out of everything. */
export function fullFrom({ importer, file }: ImportedName, from: string): string | null {
  const level = /^\.*/.exec(from)?.[0].length ?? 0;
  if (level === 0) return from;
  const parts = importer.replace(/\.__init__$/, "").split(".");
  const kept = parts.length - (level - (isPackage(file) ? 1 : 0));
  if (kept <= 0) return null;
  return [...parts.slice(0, kept), ...from.slice(level).split(".")].filter((part) => part !== "").join(".");
}
