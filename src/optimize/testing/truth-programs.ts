import { REGISTRY } from "./truth-effects.js";
import { addImport, type Importer, importerOf } from "./truth-importers.js";
import { mainOf } from "./truth-main.js";
import { type Marks, marksOf } from "./truth-marks.js";
import { Draw, type Leaf, leafOf } from "./truth-modules.js";
import { Uses } from "./truth-uses.js";

/** A program of a package `app` with `__main__`: what it prints depends on its arguments, and on nothing but its sources. */
export interface TruthProgram {
  readonly files: Readonly<Record<string, string>>;
  readonly marks: Marks;
  readonly arguments: readonly (readonly string[])[];
}

/** @param numbers that decide about everything */
export function truthProgram(numbers: readonly number[]): TruthProgram {
  const draw = new Draw(numbers);
  const files: Record<string, string> = { "app/reg.py": REGISTRY };
  const leaves: Leaf[] = [];
  const leafCount = 1 + draw.pick(4);
  for (let i = 0; i < leafCount; i++) {
    const name = draw.one(4) ? `sub.leaf${i}` : `leaf${i}`;
    const leaf = leafOf(`leaf${i}`, draw, name.startsWith("sub") ? "app.sub" : "app");
    leaves.push({ ...leaf, name });
    files[`app/${name.replace(".", "/")}.py`] = leaf.text;
  }
  if (leaves.some(({ name }) => name.startsWith("sub."))) files["app/sub/__init__.py"] = subPackage(draw, leaves);
  const uses = new Uses(draw);
  const importers: Importer[] = [];
  const middleCount = 1 + draw.pick(3);
  for (let i = 0; i < middleCount; i++) importers.push(middle(`mid${i}`, draw, uses, leaves, importers));
  files["app/__init__.py"] = mainPackage(draw, leaves);
  importers.push(mainOf(draw, { leaves, importers }));
  for (const each of importers) files[each.file] = `${each.lines.join("\n")}\n`;
  const marks = marksOf({ leaves, importers }, `${files["app/__init__.py"]}${files["app/sub/__init__.py"] ?? ""}`);
  return { files, marks, arguments: [[], ["a"], ["b"], ["c", "x"]] };
}

function subPackage(draw: Draw, leaves: readonly Leaf[]): string {
  const lines = ['"""A package."""'];
  for (const { name } of leaves.filter((each) => each.name.startsWith("sub.")))
    if (draw.one(2)) lines.push(`from .${name.slice(4)} import f as ${name.slice(4)}_f`);
  if (draw.one(4) && lines.length > 1) lines.push(`__all__ = ["${lines[1]?.split(" as ")[1]}"]`);
  return `${lines.join("\n")}\n`;
}

function mainPackage(draw: Draw, leaves: readonly Leaf[]): string {
  const lines: string[] = [];
  const leaf = draw.some(leaves);
  if (draw.one(4)) lines.push(`from .${leaf.name} import f as shared_f`);
  else if (draw.one(8)) lines.push(`from .${leaf.name} import *`);
  if (draw.one(4)) lines.push("VERSION = 1");
  return `${lines.join("\n")}\n`;
}

function middle(
  name: string,
  draw: Draw,
  uses: Uses,
  leaves: readonly Leaf[],
  importers: readonly Importer[],
): Importer {
  const importer = importerOf(name);
  if (draw.one(6)) importer.lines.push("from __future__ import annotations");
  for (let i = 1 + draw.pick(3); i > 0; i--) addImport(importer, draw, { leaves, importers });
  for (let i = 1 + draw.pick(3); i > 0; i--) {
    if (draw.one(6)) uses.hazard(importer);
    importer.functions.push(uses.function(importer));
  }
  return importer;
}
