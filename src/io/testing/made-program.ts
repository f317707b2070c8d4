import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";

/** For tests: Python programs made of known imports and known times, and what must be recorded of them. */

export const KINDS = [
  "import",
  "import two",
  "from",
  "from over lines",
  "from star",
  "submodule",
  "relative",
  "import_module",
  "__import__",
  "called",
  "never called",
  "missing",
  "in a class",
] as const;

export interface MadeImport {
  readonly kind: (typeof KINDS)[number];
  /** Index of a module. */
  readonly target: number;
  readonly second: number;
}

export interface MadeModule {
  /** Index of the package that it lies in, the same index for none. */
  readonly within: number;
  readonly imports: readonly MadeImport[];
  /** How long its own code computes. */
  readonly ms: number;
}

/** The modules of a program; its main file imports as the last of them says. */
export type MadeProgram = readonly MadeModule[];

/** @param ms of a module, at most */
export function madePrograms(ms: number): fc.Arbitrary<MadeProgram> {
  const index = fc.nat(99);
  const imports = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), target: index, second: index }), {
    maxLength: 4,
  });
  const row = fc.record({ within: index, imports, ms: fc.nat(ms) });
  return fc.array(row, { minLength: 3, maxLength: 10 }).map((rows) =>
    rows.map(({ within, imports, ms }, at) => ({
      within: within % (at + 1),
      ms,
      imports: imports.map((each) => ({
        ...each,
        target: each.target % (rows.length - 1),
        second: each.second % (rows.length - 1),
      })),
    })),
  );
}

/** One statement or call of the source, and the modules that it names in the order in which it imports them. */
interface Line {
  readonly line: number;
  readonly targets: readonly Target[];
  readonly when: "eager" | "deferred" | "never";
}

interface Target {
  readonly name: string;
  readonly from: readonly string[];
  readonly dynamic: boolean;
  /** A module that the statement takes from its package, which it names before. */
  readonly isPart?: boolean;
}

interface Source {
  readonly text: string;
  readonly lines: readonly Line[];
}

/** "importer:line imported when manner found-or-loaded names" */
export interface Expected {
  readonly imports: readonly string[];
  /** The modules in the order in which their loads begin. */
  readonly loads: readonly string[];
}

/** Writes the program into a folder, its main file as main.py, and says what happens when Python 3.`minor` runs it. */
export function writeProgram(program: MadeProgram, folder: string, minor: number): Expected {
  const names: string[] = [];
  program.forEach(({ within }, at) => {
    names.push(within === at ? `made${at}` : `${names[within]}.made${at}`);
  });
  const packages = new Set(names.flatMap((name) => (name.includes(".") ? [above(name)] : [])));
  const sources = new Map<string, Source>();
  names.slice(0, -1).forEach((name, at) => {
    const source = sourceOf(program[at], name, names, packages);
    sources.set(name, source);
    const path = name.replaceAll(".", "/") + (packages.has(name) ? "/__init__.py" : ".py");
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source.text);
  });
  const main = sourceOf(program.at(-1), "__main__", names, packages);
  writeFileSync(join(folder, "main.py"), main.text);
  return happens(sources, main, minor >= 15);
}

// A module's first lines, all on one: what its imports need, and what others take from it.
const FIRST = "import builtins; NAME = __name__; OTHER = 1";
const MAIN = [
  "import builtins, importlib, time; NAME = None",
  "def spin(ms):",
  "    until = time.perf_counter() + ms / 1000.0",
  "    while time.perf_counter() < until: pass",
  "builtins.spin, builtins.import_module = spin, importlib.import_module",
];

function sourceOf(
  made: MadeModule | undefined,
  name: string,
  names: readonly string[],
  packages: ReadonlySet<string>,
): Source {
  const text = name === "__main__" ? [...MAIN] : [FIRST];
  const lines: Line[] = [];
  for (const { kind, target, second } of made?.imports ?? []) {
    const whole = names[target] ?? "";
    const other = names[second] ?? "";
    const add = (rows: readonly string[], targets: Line["targets"], when: Line["when"] = "eager", at = 1): void => {
      lines.push({ line: text.length + at, targets, when });
      text.push(...rows);
    };
    const plain = { name: whole, from: [], dynamic: false };
    const relative = relativeTo(name, packages.has(name), whole);
    switch (kind) {
      case "import":
        add([`import ${whole}`], [plain]);
        break;
      case "import two":
        add([`import ${whole}, ${other} as other`], [plain]);
        // An instruction each: what the first has loaded, the second finds there.
        lines.push({ line: text.length, targets: [{ name: other, from: [], dynamic: false }], when: "eager" });
        break;
      case "from":
        add([`from ${whole} import NAME`], [{ ...plain, from: ["NAME"] }]);
        break;
      case "from over lines":
        add([`from ${whole} import (`, "    NAME,", "    OTHER as another)"], [{ ...plain, from: ["NAME", "OTHER"] }]);
        break;
      case "from star":
        add([`from ${whole} import *`], [{ ...plain, from: ["*"] }]);
        break;
      case "submodule":
        if (whole.includes(".")) {
          const last = whole.slice(above(whole).length + 1);
          add(
            [`from ${above(whole)} import ${last}`],
            [
              { name: above(whole), from: [last], dynamic: false },
              { ...plain, isPart: true },
            ],
          );
        } else add([`import ${whole} as other`], [plain]);
        break;
      case "relative":
        if (relative === null) add([`import ${whole} as other`], [plain]);
        else add([`from ${relative} import NAME`], [{ ...plain, from: ["NAME"] }]);
        break;
      case "import_module":
        add([`import_module("${whole}")`], [{ ...plain, dynamic: true }]);
        break;
      case "__import__":
        add([`__import__("${whole}")`], [{ ...plain, dynamic: true }]);
        break;
      case "called":
        add(["def f():", `    import ${whole}`, "f()"], [plain], "deferred", 2);
        break;
      case "never called":
        add(["def f():", `    import ${whole}`], [plain], "never", 2);
        break;
      case "missing": {
        const missing = { name: `nowhere${target}`, from: [], dynamic: false };
        add(["try:", `    import ${missing.name}`, "except ImportError:", "    pass"], [missing], "eager", 2);
        break;
      }
      case "in a class":
        add(["class C:", "    if 1:", `        import ${whole}`], [plain], "eager", 3);
        break;
    }
  }
  text.push(`spin(${made?.ms ?? 0})`, "");
  return { text: text.join("\n"), lines };
}

function above(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/** A module as its importer may name it with dots, null where they have no package in common. */
function relativeTo(importer: string, isPackage: boolean, name: string): string | null {
  let folder = isPackage ? importer : above(importer);
  for (let dots = "."; folder !== ""; dots += ".", folder = above(folder)) {
    if (name.startsWith(`${folder}.`)) return dots + name.slice(folder.length + 1);
  }
  return null;
}

/** What Python does with these sources: a package before its modules, each module once, a statement after the other. */
function happens(sources: ReadonlyMap<string, Source>, main: Source, packageFirst: boolean): Expected {
  const imports: string[] = [];
  const loads: string[] = [];
  const there = new Set<string>();
  const execute = (importer: string, { lines }: Source): void => {
    for (const { line, targets, when } of lines) {
      if (when === "never") continue;
      const begun = new Set<string>();
      const load = (name: string): void => {
        if (there.has(name)) return;
        const holder = above(name);
        if (packageFirst && holder !== "") load(holder);
        if (there.has(name)) return;
        begun.add(name);
        loads.push(name);
        // Until 3.14 the package is loaded within its module's load, which finds nothing left to do if the package
        // imports that module: two loads begin then, as -X importtime prints two rows.
        if (!packageFirst && holder !== "") load(holder);
        const source = sources.get(name);
        if (there.has(name) || source === undefined) return;
        there.add(name);
        execute(name, source);
      };
      for (const { name, from, dynamic, isPart } of targets) {
        load(name);
        const manner = dynamic ? "dynamic" : "";
        for (let each = above(name); each !== "" && !isPart; each = above(each)) {
          if (importer === each || importer.startsWith(`${each}.`)) continue;
          imports.push(
            describe({
              importer,
              line,
              imported: each,
              when,
              manner: `${manner} implicit`,
              loaded: begun.has(each),
              from: [],
            }),
          );
        }
        imports.push(describe({ importer, line, imported: name, when, manner, loaded: begun.has(name), from }));
      }
    }
  };
  execute("__main__", main);
  return { imports: [...new Set(imports)].sort(), loads };
}

export interface Described {
  readonly importer: string | null;
  readonly line: number | null;
  readonly imported: string;
  readonly when: string;
  readonly manner: string;
  readonly loaded: boolean;
  readonly from: readonly string[];
}

export function describe({ importer, line, imported, when, manner, loaded, from }: Described): string {
  return `${importer}:${line} ${imported} ${when} ${manner.trim()} ${loaded ? "loaded" : "there"} ${from.join(",")}`;
}
