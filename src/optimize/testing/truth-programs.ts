import { REGISTRY } from "./truth-effects.js";
import { Draw, type Leaf, leafOf } from "./truth-modules.js";

/**
 * A program of a package `app` with `__main__`: what it prints depends on its arguments, and on nothing but its sources.
 *
 * `marks` say of names of imports, as "file line bound", what the generator knows of them.
 */
export interface TruthProgram {
  readonly files: Readonly<Record<string, string>>;
  readonly marks: ReadonlyMap<string, "safe" | "unsafe">;
  readonly arguments: readonly (readonly string[])[];
}

/** @param numbers that decide about everything */
export function truthProgram(numbers: readonly number[]): TruthProgram {
  return new Generated(new Draw(numbers)).program();
}

export function markKey(file: string, line: number, bound: string): string {
  return `${file} ${line} ${bound}`;
}

/** A name that an importer binds. */
interface Bound {
  readonly line: number;
  readonly bound: string;
  /** An expression that gives a value that can be printed, or a list of. */
  readonly uses: readonly string[];
  readonly target: string;
  readonly original: string | null;
  isPlain: boolean;
  isBroken: boolean;
}

interface Importer {
  readonly name: string;
  readonly file: string;
  readonly lines: string[];
  readonly bound: Bound[];
  readonly functions: string[];
  /** What it imports beside the names that are followed. */
  readonly further: string[];
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

class Generated {
  private readonly files: Record<string, string> = {};
  private readonly marks = new Map<string, "safe" | "unsafe">();
  private readonly leaves: Leaf[] = [];
  private readonly importers: Importer[] = [];
  private count = 0;

  constructor(private readonly draw: Draw) {}

  program(): TruthProgram {
    const { draw, files } = this;
    files["app/reg.py"] = REGISTRY;
    const leafCount = 1 + draw.pick(4);
    for (let i = 0; i < leafCount; i++) {
      const name = draw.one(4) ? `sub.leaf${i}` : `leaf${i}`;
      const leaf = leafOf(`leaf${i}`, draw, name.startsWith("sub") ? "app.sub" : "app");
      this.leaves.push({ ...leaf, name });
      files[`app/${name.replace(".", "/")}.py`] = leaf.text;
    }
    if (this.leaves.some(({ name }) => name.startsWith("sub."))) files["app/sub/__init__.py"] = this.subPackage();
    const middleCount = 1 + draw.pick(3);
    for (let i = 0; i < middleCount; i++) this.importers.push(this.importer(`mid${i}`));
    files["app/__init__.py"] = this.package();
    this.main();
    for (const each of this.importers) files[each.file] = `${each.lines.join("\n")}\n`;
    this.mark();
    return { files, marks: this.marks, arguments: [[], ["a"], ["b"], ["c", "x"]] };
  }

  private subPackage(): string {
    const own = this.leaves.filter(({ name }) => name.startsWith("sub."));
    const lines = ['"""A package."""'];
    for (const leaf of own)
      if (this.draw.one(2)) lines.push(`from .${leaf.name.slice(4)} import f as ${leaf.name.slice(4)}_f`);
    if (this.draw.one(4) && lines.length > 1) lines.push(`__all__ = ["${lines[1]?.split(" as ")[1]}"]`);
    return `${lines.join("\n")}\n`;
  }

  private package(): string {
    const lines: string[] = [];
    const leaf = this.draw.some(this.leaves);
    if (this.draw.one(4)) lines.push(`from .${leaf.name} import f as shared_f`);
    else if (this.draw.one(8)) lines.push(`from .${leaf.name} import *`);
    if (this.draw.one(4)) lines.push("VERSION = 1");
    return `${lines.join("\n")}\n`;
  }

  private importer(name: string): Importer {
    const { draw } = this;
    const file = `app/${name}.py`;
    const importer: Importer = { name, file, lines: [`"""Module ${name}."""`], bound: [], functions: [], further: [] };
    if (draw.one(6)) importer.lines.push("from __future__ import annotations");
    for (let i = 1 + draw.pick(3); i > 0; i--) this.addImport(importer);
    for (let i = 1 + draw.pick(3); i > 0; i--) {
      if (draw.one(6)) this.hazard(importer);
      importer.functions.push(this.function(importer));
    }
    return importer;
  }

  /** A statement that imports a leaf, an earlier importer, or the standard library. */
  private addImport(importer: Importer): void {
    const { draw } = this;
    const line = importer.lines.length + 1;
    const add = (
      statement: string,
      bound: string,
      uses: readonly string[],
      target: string,
      original: string | null = null,
    ): void => {
      if (importer.bound.some((each) => each.bound === bound)) return;
      importer.lines.push(statement);
      importer.bound.push({ line, bound, uses, target, original, isPlain: true, isBroken: false });
    };
    if (draw.one(8)) {
      const [statement, bound, use] = draw.some(STANDARD);
      add(statement, bound, [use.replace("$", bound)], "");
      return;
    }
    if (this.importers.length > 0 && draw.one(3)) {
      const other = draw.some(this.importers);
      const call = other.functions[0] ?? "";
      const uses = [`${other.name}.${call}(1)`];
      if (draw.one(3))
        add(
          `from .${other.name} import ${call} as ${other.name}_${call}`,
          `${other.name}_${call}`,
          [`${other.name}_${call}(1)`],
          other.name,
          call,
        );
      else if (draw.one(2)) add(`from app import ${other.name}`, other.name, uses, other.name);
      else add(`import app.${other.name}`, "app", [`app.${other.name}.${call}(1)`], other.name);
      return;
    }
    const leaf = draw.some(this.leaves);
    const short = leaf.name.replace(/.*\./, "");
    const whole = `app.${leaf.name}`;
    const around = leaf.name.includes(".") ? ".sub" : ".";
    const through = (base: string): string[] => leaf.names.map(([name, use]) => use.replace("$", `${base}.${name}`));
    switch (draw.pick(9)) {
      case 0:
        add(`import ${whole}`, "app", through(whole), leaf.name);
        break;
      case 1:
        add(`import ${whole} as ${short}_m`, `${short}_m`, through(`${short}_m`), leaf.name);
        break;
      case 2:
        add(`from ${around} import ${short}`, short, through(short), leaf.name);
        break;
      case 3: {
        if (importer.bound.some(({ bound }) => bound.startsWith("star"))) return;
        importer.lines.push(`from .${leaf.name} import *`);
        importer.bound.push({
          line,
          bound: "*",
          uses: ["f(1)", "VALUE"],
          target: leaf.name,
          original: "*",
          isPlain: false,
          isBroken: false,
        });
        break;
      }
      case 4: {
        importer.lines.push(
          "try:",
          `    from .${leaf.name} import f as ${short}_t`,
          "except ImportError:",
          `    ${short}_t = None`,
        );
        importer.bound.push({
          line: line + 1,
          bound: `${short}_t`,
          uses: [`${short}_t(1)`],
          target: leaf.name,
          original: "f",
          isPlain: false,
          isBroken: false,
        });
        break;
      }
      default: {
        const picked = [draw.some(leaf.names), ...(draw.one(3) ? [draw.some(leaf.names)] : [])];
        const texts: string[] = [];
        for (const [name, use] of picked) {
          const bound = draw.one(3) ? name : `${short}_${name}`;
          if (importer.bound.some((each) => each.bound === bound)) continue;
          importer.bound.push({
            line,
            bound,
            uses: [use.replace("$", bound)],
            target: leaf.name,
            original: name,
            isPlain: true,
            isBroken: false,
          });
          texts.push(bound === name ? name : `${name} as ${bound}`);
        }
        if (texts.length > 0) importer.lines.push(`from .${leaf.name} import ${texts.join(", ")}`);
      }
    }
  }

  /** A use, or something else, that stands in the way of moving the name. */
  private hazard(importer: Importer): void {
    const { draw } = this;
    const own = importer.bound.filter(({ bound }) => bound !== "*");
    if (own.length === 0) return;
    const name = draw.some(own);
    const use = draw.some(name.uses);
    const word = this.name("h");
    const { bound } = name;
    const rows: readonly (readonly [string, boolean])[] = [
      [`${word} = ${use}`, true],
      [`def ${word}(x=${use}): return x`, true],
      [`class ${word}:\n    x = ${use}`, true],
      [`${word} = [${use} for _ in range(1)]`, true],
      [`if ${use}:\n    ${word} = 1`, true],
      [`assert ${use} or True`, true],
      [`${word} = f"{${use}}"`, true],
      [`def ${word}(n=0): return ${use}\n${word}_made = ${word}()`, false],
      [`def ${word}(x: ${bound} = 1): return x`, false],
      [`${word}: ${bound} = 1`, false],
      [`def ${word}(n=0):\n    global ${bound}\n    ${bound} = ${bound}`, false],
      [`def ${word}(n=0): return "${bound}" in globals()`, false],
      [`def ${word}(n=0): return sorted(k for k in globals() if k == "${bound}")`, false],
      [`def ${word}(n=0): return eval("${bound}") is not None`, false],
      [`def ${word}(n=0):\n    ${bound} = 4\n    return ${bound}`, false],
      [`__all__ = ["${importer.functions[0] ?? bound}", "${bound}"]`, false],
      [`${word} = lambda: ${use}`, false],
      [`def ${word}(n=0): return list(vars())`, false],
      [`import sys\ndef ${word}(n=0): return hasattr(sys.modules[__name__], "${bound}")`, false],
      [`def ${word}(n=0):\n    yield ${use}`, false],
      [`async def ${word}(n=0): return ${use}`, false],
    ];
    const [text, isBroken] = draw.some(rows);
    importer.lines.push(...text.split("\n"));
    name.isPlain = false;
    name.isBroken ||= isBroken;
    if (new RegExp(`^(?:import sys\\n)?def ${word}\\(n=0\\)`).test(text) && !text.includes("yield"))
      importer.functions.push(word);
  }

  private name(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  /** @returns its name; it takes a number or nothing */
  private function(importer: Importer): string {
    const word = this.name("run");
    if (this.draw.one(8)) {
      importer.lines.push(`def ${word}(n=0): return [${this.use(importer)}, n]`);
      return word;
    }
    importer.lines.push(`def ${word}(n=0):`);
    if (this.draw.one(4)) importer.lines.push('    "Doc."');
    importer.lines.push("    out = []");
    this.body(importer, "    ", 0);
    importer.lines.push("    return out");
    return word;
  }

  private use(importer: Importer): string {
    const found = this.draw.one(8) ? [] : importer.bound;
    return found.length === 0 ? "n" : this.draw.some(this.draw.some(found).uses);
  }

  private body(importer: Importer, indent: string, depth: number): void {
    const { draw } = this;
    for (let i = 1 + draw.pick(2); i > 0; i--) {
      const use = this.use(importer);
      const add = (...texts: readonly string[]): void => {
        importer.lines.push(...texts.map((text) => indent + text));
      };
      const block = (): void => this.body(importer, `${indent}    `, depth + 1);
      const word = this.name("v");
      switch (depth > 2 ? 0 : draw.pick(19)) {
        case 1:
        case 2:
          add("if n % 2:");
          block();
          if (draw.one(2)) {
            add("else:");
            block();
          }
          break;
        case 3:
          add("for i in range(2):");
          block();
          break;
        case 4:
          add("try:");
          block();
          add("except ZeroDivisionError:", `    out.append(${use})`);
          break;
        case 5:
          add("import contextlib, io", "with contextlib.redirect_stdout(io.StringIO()) as held:");
          block();
          add("out.append(held.getvalue())");
          break;
        case 6:
          add(`def ${word}(d=${use}): return [d, ${this.use(importer)}]`, `out.append(${word}())`);
          break;
        case 7:
          add(`out.append((lambda q=1: [q, ${use}])())`);
          break;
        case 8:
          add(`out.append([${use} for i in range(2) if i or ${this.use(importer)}])`);
          break;
        case 9:
          add(
            `class ${word}:`,
            `    x = ${use}`,
            `    def m(self): return ${this.use(importer)}`,
            `out.append([${word}.x, ${word}().m()])`,
          );
          break;
        case 10:
          add(
            `out.append(f"{${use.replaceAll('"', "'")}}")`.replace(/f"(.*)"\)$/, (_, text: string) =>
              /'/.test(text) ? `str(${use}))` : `f"${text}")`,
            ),
          );
          break;
        case 11:
          add(`${word}: "list" = [${use}]`, `out.extend(${word})`);
          break;
        case 12:
          add(`def ${word}():`, `    yield ${use}`, `    yield ${this.use(importer)}`, `out.extend(${word}())`);
          break;
        case 13:
          add("while True:");
          block();
          add("    break");
          break;
        case 14:
          add("import warnings", "with warnings.catch_warnings():", '    warnings.simplefilter("error")');
          block();
          break;
        default:
          add(`out.append(${use})`);
      }
    }
  }

  /** Runs functions by the arguments, looks at what modules hold, and prints the state. */
  private main(): void {
    const { draw } = this;
    const main: Importer = {
      name: "__main__",
      file: "app/__main__.py",
      lines: ["import os, sys", "from . import reg"],
      bound: [],
      functions: [],
      further: [],
    };
    for (const { name, functions } of this.importers) {
      const line = main.lines.length + 1;
      const uses = functions.map((each) => `${name}.${each}()`);
      if (draw.one(4)) {
        main.lines.push(`import app.${name}`);
        if (main.bound.some(({ bound }) => bound === "app")) {
          main.further.push(name);
          continue;
        }
        main.bound.push({
          line,
          bound: "app",
          uses: uses.map((use) => `app.${use}`),
          target: name,
          original: null,
          isPlain: false,
          isBroken: false,
        });
      } else {
        main.lines.push(`from . import ${name}`);
        main.bound.push({ line, bound: name, uses, target: name, original: null, isPlain: true, isBroken: false });
      }
    }
    if (draw.one(2)) this.addImport(main);
    main.lines.push("def main(argv):", '    mode = argv[1] if len(argv) > 1 else ""', '    print("start", mode)');
    const planted = this.leaves.flatMap(({ effect }) => effect ?? []);
    for (const { first } of planted) main.lines.push(...first.map((line) => `    ${line}`));
    if (planted.some(({ first, shown }) => [...first, ...shown].some((line) => line.includes("random.")))) {
      main.lines.splice(1, 0, "import random", "random.seed(1)");
      this.shift(main, 2);
    }
    if (draw.one(4)) this.observer(main);
    for (const [at, { uses }] of main.bound.entries()) {
      const mode = ["", "a", "b", "c"][at % 4] ?? "";
      const calls = uses.length > 0 ? uses : ["0"];
      const way = draw.pick(4);
      if (way < 2) main.lines.push(`    if mode == "${mode}":`, ...calls.map((use) => `        print(${use})`));
      else if (way < 3) main.lines.push(`    print(${draw.some(calls)})`);
      else main.lines.push("    try:", `        print(${draw.some(calls)})`, "    except ValueError: pass");
    }
    for (const { effect, name } of this.leaves) {
      for (const line of effect?.shown ?? []) main.lines.push(`    ${line.replaceAll("$", name)}`);
    }
    if (draw.one(4)) main.lines.push("    print(reg.ITEMS, reg.count, reg.TABLE)");
    main.lines.push(draw.one(2) ? "main(sys.argv)" : 'if __name__ == "__main__":\n    main(sys.argv)');
    this.importers.push(main);
  }

  private shift({ bound }: Importer, by: number): void {
    for (const [at, each] of bound.entries()) bound[at] = { ...each, line: each.line + by };
  }

  /** Somebody else looks at a name of an importer, where main sees it. */
  private observer(main: Importer): void {
    const { draw } = this;
    const looked = draw.some(this.importers);
    const names = looked.bound.filter(({ bound }) => bound !== "*" && bound !== "app");
    const module = main.bound.find(({ target, bound }) => target === looked.name && bound === looked.name);
    if (names.length === 0 || module === undefined) return;
    const name = draw.some(names);
    const seen = `${module.bound}.${name.bound}`;
    const rows = [
      `print(${seen} is not None)`,
      `print(hasattr(${module.bound}, "${name.bound}"))`,
      `print(getattr(${module.bound}, "${name.bound}", None) is not None)`,
      `print("${name.bound}" in vars(${module.bound}))`,
      `print("${name.bound}" in dir(${module.bound}))`,
      `print("${name.bound}" in ${module.bound}.__dict__)`,
      `${seen} = lambda *a: "fake"`,
      `setattr(${module.bound}, "${name.bound}", lambda *a: "fake")`,
      `from app.${looked.name} import ${name.bound} as taken`,
      `print([k for k in ("${name.bound}",) if hasattr(${module.bound}, k)])`,
      `print(getattr(sys.modules["app.${looked.name}"], "${name.bound}", None) is not None)`,
      `delattr(${module.bound}, "${name.bound}")`,
      `from unittest import mock\n    mock.patch("app.${looked.name}.${name.bound}", lambda *a: "fake").start()`,
    ];
    main.lines.push(`    ${draw.some(rows)}`);
    name.isPlain = false;
    name.isBroken = true;
  }

  private mark(): void {
    const effectful = new Set(this.leaves.filter(({ effect }) => effect !== null).map(({ name }) => name));
    const reached = (without: Bound | null): Set<string> => {
      const met = new Set<string>();
      const visit = (name: string): void => {
        if (name === "" || met.has(name)) return;
        met.add(name);
        const own = this.importers.find((each) => each.name === name);
        for (const each of own?.bound ?? []) if (each !== without) visit(each.target);
        for (const each of own?.further ?? []) visit(each);
      };
      visit("__main__");
      return met;
    };
    const within = (target: string): Set<string> => {
      const met = new Set<string>();
      const visit = (name: string): void => {
        if (met.has(name)) return;
        met.add(name);
        for (const each of this.importers.find((other) => other.name === name)?.bound ?? []) visit(each.target);
      };
      visit(target);
      return met;
    };
    const inits = `${this.files["app/__init__.py"]}${this.files["app/sub/__init__.py"] ?? ""}`;
    const all = reached(null);
    for (const importer of this.importers) {
      for (const name of importer.bound) {
        const key = markKey(importer.file, name.line, name.bound);
        const left = reached(name);
        const lost = [...all].filter((each) => !left.has(each));
        const isLost = lost.some((each) => effectful.has(each) && !inits.includes(each.replace("sub.", "")));
        const isTaken = this.importers.every((other) =>
          other.bound.every((each) => each.target !== importer.name || each.original !== name.bound),
        );
        const isUsed = importer.lines.some(
          (line, at) => at >= name.line && name.uses.some((use) => line.includes(use)),
        );
        if (name.isBroken || isLost) this.marks.set(key, "unsafe");
        else if (
          name.isPlain &&
          isTaken &&
          isUsed &&
          name.bound !== "app" &&
          importer.name !== "__main__" &&
          !["counter"].includes(name.original ?? "") &&
          ![...within(name.target)].some((each) => effectful.has(each)) &&
          inits
            .trim()
            .replace(/VERSION = 1|"""A package."""/g, "")
            .trim() === ""
        )
          this.marks.set(key, "safe");
      }
    }
  }
}
