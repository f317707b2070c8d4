import { asUtf8 } from "./decoded.js";
import { lookAt } from "./look-messages.js";
import type { LookedProject, ProjectFile } from "./project.js";
import type { Say } from "./statement-looks.js";
import type { WantedNames } from "./wanted.js";

const PROSE = /\.(?:rst|md|markdown|ipynb)$/i;

/** Files of settings that name `module:name` or `module.name`: something looks it up by that. */
export function textLooks(project: LookedProject, wanted: WantedNames, say: Say): void {
  for (const file of project.texts) {
    if (PROSE.test(file.file)) continue;
    const bytes = project.bytes(file.file);
    if (bytes === null) continue;
    for (const module of wanted.modules) {
      if (!bytes.includes(module)) continue;
      const text = bytes.toString("utf8");
      const pattern = new RegExp(`(?<![\\w.])${module.replaceAll(".", "\\.")}\\s*([:.])\\s*(\\w+)`, "gu");
      for (const match of text.matchAll(pattern)) {
        const line = text.slice(0, match.index).split("\n").length;
        const manner = match[1] === ":" ? "entry-point" : "string";
        for (const each of wanted.meant(module, match[2] ?? "")) say(each, lookAt(each, manner, { file, line }));
      }
    }
  }
}

/** Pickles that hold a module's name and one of its names: they are looked up there when they are read. */
export function pickleLooks(project: LookedProject, wanted: WantedNames, say: Say): void {
  for (const file of project.pickles) {
    const bytes = project.bytes(file.file);
    if (bytes === null) continue;
    for (const each of wanted.all()) {
      if (bytes.includes(each.module) && bytes.includes(each.name))
        say(each, lookAt(each, "pickle", { file, line: 1 }));
    }
  }
}

/** Sources in sources: pickles as bytes, and import statements in strings that are run. */
export function textsInSources(project: LookedProject, wanted: WantedNames, say: Say): void {
  const modules = new Set(wanted.modules);
  for (const file of project.files) {
    const bytes = project.bytes(file.file);
    if (bytes === null) continue;
    const text = asUtf8(bytes);
    const lineAt = (index: number): number => text.slice(0, index).split("\n").length;
    for (const { 1: word = "", 2: name = "", index } of text.matchAll(PICKLED)) {
      const module = afterC(word).find((each) => modules.has(each));
      for (const each of module === undefined ? [] : wanted.meant(module, name))
        say(each, lookAt(each, "pickle", { file, line: lineAt(index) }));
    }
    for (const { 1: module = "", 2: list = "", index } of text.matchAll(IMPORTED)) {
      const isInString = /["']/.test(text.slice(text.lastIndexOf("\n", index) + 1, index));
      if (!modules.has(module) || !isInString) continue;
      const names = list.split(/[,\s]+/);
      for (const each of names.includes("*")
        ? [...wanted.names(module).values()].flat()
        : names.flatMap((name) => wanted.meant(module, name)))
        say(each, lookAt(each, "string", { file, line: lineAt(index) }));
    }
  }
}

const PICKLED = /c([\w.]+)\\n(\w+)\\n/g;
const IMPORTED = /\bfrom ([\w.]+) import ([\w, *]+)/g;

/** What may be a module behind the opcode "c": other opcodes are letters too. */
function afterC(word: string): string[] {
  const found = [word];
  for (let at = word.indexOf("c"); at >= 0; at = word.indexOf("c", at + 1)) found.push(word.slice(at + 1));
  return found;
}

/** Whether a document's examples may look at a wanted module. */
export function hasExamples(file: ProjectFile, project: LookedProject, wanted: WantedNames): boolean {
  if (!PROSE.test(file.file)) return false;
  const bytes = project.bytes(file.file);
  if (bytes === null) return false;
  if (!file.file.endsWith(".ipynb") && !bytes.includes(">>>") && !bytes.includes("```py")) return false;
  for (const module of wanted.modules) if (bytes.includes(module.slice(module.lastIndexOf(".") + 1))) return true;
  return false;
}
