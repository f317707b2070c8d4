import type { Draw, Leaf } from "./truth-modules.js";

/** A name that an importer binds. */
export interface Bound {
  readonly line: number;
  readonly bound: string;
  /** An expression that gives a value that can be printed, or a list of. */
  readonly uses: readonly string[];
  readonly target: string;
  readonly original: string | null;
  isPlain: boolean;
  isBroken: boolean;
}

export interface Importer {
  readonly name: string;
  readonly file: string;
  readonly lines: string[];
  readonly bound: Bound[];
  readonly functions: string[];
  /** What it imports beside the names that are followed. */
  readonly further: string[];
}

/** What can be imported so far. */
export interface Importable {
  readonly leaves: readonly Leaf[];
  readonly importers: readonly Importer[];
}

const STANDARD: readonly (readonly [string, string, string])[] = [
  ["import json", "json", "$.dumps([1])"],
  ["import textwrap", "textwrap", '$.dedent(" a")'],
  ["from fractions import Fraction", "Fraction", "$(1, 2)"],
  ["from json import dumps as jd", "jd", "$([2])"],
  ["import xml.dom", "xml", "$.dom.Node.TEXT_NODE"],
  ["import colorsys as cs", "cs", "$.rgb_to_hsv(1, 1, 1)"],
  ["import string, shlex", "shlex", '$.split("a b")'],
];

export function importerOf(name: string, file = `app/${name}.py`): Importer {
  return { name, file, lines: [`"""Module ${name}."""`], bound: [], functions: [], further: [] };
}

/** A statement that imports a leaf, an earlier importer, or the standard library. */
export function addImport(importer: Importer, draw: Draw, { leaves, importers }: Importable): void {
  const line = importer.lines.length + 1;
  const note = (
    bound: string,
    uses: readonly string[],
    target: string,
    original: string | null,
    at = line,
    isPlain = true,
  ): void => {
    importer.bound.push({ line: at, bound, uses, target, original, isPlain, isBroken: false });
  };
  const isBound = (name: string): boolean => importer.bound.some(({ bound }) => bound === name);
  const add = (
    statement: string,
    bound: string,
    uses: readonly string[],
    target: string,
    original: string | null = null,
  ): void => {
    if (isBound(bound)) return;
    importer.lines.push(statement);
    note(bound, uses, target, original);
  };
  if (draw.one(8)) {
    const [statement, bound, use] = draw.some(STANDARD);
    add(statement, bound, [use.replace("$", bound)], "");
    return;
  }
  if (importers.length > 0 && draw.one(3)) {
    const other = draw.some(importers);
    const call = other.functions[0] ?? "";
    const uses = [`${other.name}.${call}(1)`];
    const taken = `${other.name}_${call}`;
    if (draw.one(3)) add(`from .${other.name} import ${call} as ${taken}`, taken, [`${taken}(1)`], other.name, call);
    else if (draw.one(2)) add(`from app import ${other.name}`, other.name, uses, other.name);
    else add(`import app.${other.name}`, "app", [`app.${other.name}.${call}(1)`], other.name);
    return;
  }
  const leaf = draw.some(leaves);
  const short = leaf.name.replace(/.*\./, "");
  const whole = `app.${leaf.name}`;
  const around = leaf.name.includes(".") ? ".sub" : ".";
  const through = (base: string): string[] => leaf.names.map(([name, use]) => use.replace("$", `${base}.${name}`));
  switch (draw.pick(11)) {
    case 0:
      add(`import ${whole}`, "app", through(whole), leaf.name);
      break;
    case 1:
      add(`import ${whole} as ${short}_m`, `${short}_m`, through(`${short}_m`), leaf.name);
      break;
    case 2:
      add(`from ${around} import ${short}`, short, through(short), leaf.name);
      break;
    case 3:
      if (importer.bound.some(({ bound }) => bound.startsWith("star"))) return;
      importer.lines.push(`from .${leaf.name} import *`);
      note("*", ["f(1)", "VALUE"], leaf.name, "*", line, false);
      break;
    case 4:
      importer.lines.push("try:", `    from .${leaf.name} import f as ${short}_t`);
      importer.lines.push("except ImportError:", `    ${short}_t = None`);
      note(`${short}_t`, [`${short}_t(1)`], leaf.name, "f", line + 1, false);
      break;
    case 9:
      // Several modules at once, in one order or the other: whoever comes first loads them.
      addSeveral(importer, draw, leaves, line);
      break;
    default: {
      const picked = [draw.some(leaf.names), ...(draw.one(3) ? [draw.some(leaf.names)] : [])];
      const texts: string[] = [];
      for (const [name, use] of picked) {
        const bound = draw.one(3) ? name : `${short}_${name}`;
        if (isBound(bound)) continue;
        note(bound, [use.replace("$", bound)], leaf.name, name);
        texts.push(bound === name ? name : `${name} as ${bound}`);
      }
      if (texts.length > 0) importer.lines.push(`from .${leaf.name} import ${texts.join(", ")}`);
    }
  }
}

function addSeveral(importer: Importer, draw: Draw, leaves: readonly Leaf[], line: number): void {
  const all = leaves.filter(({ name }) => !name.includes("."));
  const ordered = draw.one(2) ? all : [...all].reverse();
  const own = ordered.filter(({ name }) => !importer.bound.some(({ bound }) => bound === name));
  if (own.length === 0) return;
  importer.lines.push(`from . import ${own.map(({ name }) => name).join(", ")}`);
  for (const { name, names } of own) {
    const uses = names.map(([each, use]) => use.replace("$", `${name}.${each}`));
    importer.bound.push({ line, bound: name, uses, target: name, original: null, isPlain: true, isBroken: false });
  }
}
