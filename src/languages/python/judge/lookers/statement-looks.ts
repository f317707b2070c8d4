import { absoluteName } from "../../static/absolute-name.js";
import { lookAt } from "./look-messages.js";
import type { Look } from "./looks.js";
import type { LookedProject, ProjectFile } from "./project.js";
import type { Wanted, WantedNames } from "./wanted.js";

export type Say = (wanted: Wanted, look: Look) => void;

/** Looks that the import statements and the `__all__` of one file are: no parser is needed for them. */
export function statementLooks(file: ProjectFile, project: LookedProject, wanted: WantedNames, say: Say): void {
  const scanned = project.scan(file.file);
  for (const { kind, module, level, names, line, when } of scanned.imports) {
    if (kind !== "from") continue;
    const from = absoluteName(module, level, { name: file.module, isPackage: file.isPackage });
    const asked = from === null ? null : wanted.names(from);
    if (asked === null || asked.size === 0) continue;
    const isTypeOnly = when === "type-only" || file.file.endsWith(".pyi");
    for (const { name } of names) {
      for (const each of wanted.meant(from ?? "", name)) {
        if (!isSubmodule(each)) say(each, lookAt(each, "from-import", { file, line, isTypeOnly }));
      }
    }
  }
  const own = wanted.names(file.module);
  if (own.size === 0) return;
  const { all } = scanned;
  for (const [name, each] of own) {
    for (const one of each) {
      if (all?.names.includes(name) === true || all?.isComplete === false) {
        const computed = all.names.includes(name) ? "" : "computed";
        say(one, lookAt(one, "all", { file, line: lineOfAll(project, file), text: computed }));
      }
      if (one.star !== null && mentions(project.bytes(file.file), name)) {
        say(one, lookAt(one, "star", { file, line: one.star.line, isTypeOnly: one.star.isTypeOnly }));
      }
    }
  }
}

/** `from pkg import sub` finds the submodule, whether or not the package's `__init__` has imported it. */
export function isSubmodule({ module, name, of }: Wanted): boolean {
  // Not so after `from .run import run`, where the name is what the submodule has.
  const isTakenFromPackage = of.from === null || of.from === "." || of.from === module;
  return isTakenFromPackage && of.imported.at(-1) === `${module}.${name}`;
}

function lineOfAll(project: LookedProject, { file }: ProjectFile): number {
  const text = project.bytes(file)?.toString("latin1") ?? "";
  const at = text.search(/^__all__\b/m);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}

/** Whether a word stands anywhere in a file. */
function mentions(bytes: Buffer | null, word: string): boolean {
  if (bytes === null) return false;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) {
    if (!isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + Buffer.byteLength(word)])) return true;
  }
  return false;
}

function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122) || byte > 127
  );
}
