import { addImport, type Bound, type Importable, type Importer, importerOf } from "./truth-importers.js";
import type { Draw } from "./truth-modules.js";

/** What stands around a first use, and what behind it: `$` is a word of its own. */
const AROUND: readonly (readonly [before: readonly string[], after: readonly string[]])[] = [
  [
    ["import threading", "def $():"],
    ["$_thread = threading.Thread(target=$)", "$_thread.start()", "$_thread.join()"],
  ],
  [["import warnings", "with warnings.catch_warnings():", '    warnings.simplefilter("ignore")'], []],
  [["import contextlib, io", "with contextlib.redirect_stdout(io.StringIO()) as $:"], ["print(len($.getvalue()) > 0)"]],
  [["def $():", "    yield 1"], ["print(list($()))"]],
  [["async def $():"], ["try: $().send(None)", "except StopIteration: pass"]],
  [["class $:"], []],
  [["try:", "    raise KeyError", "except KeyError:"], []],
  [
    ["$_before = dict(sys.modules)", "if True:"],
    ["for $_key in list(sys.modules):", "    if $_key not in $_before: sys.modules.pop($_key)"],
  ],
  [["from unittest import mock", "with mock.patch.dict(sys.modules):"], []],
  [["import os", "os.chdir('/')", "if True:"], []],
  [["import contextvars", "def $():"], ["contextvars.copy_context().run($)"]],
];

/** The program's own file: runs functions by the arguments, looks at what modules hold, and prints the state. */
export function mainOf(draw: Draw, importable: Importable): Importer {
  const { importers, leaves } = importable;
  const main: Importer = { ...importerOf("__main__"), lines: ["import os, sys", "from . import reg"] };
  for (const importer of importers) addImporter(main, importer, draw);
  if (draw.one(2)) addImport(main, draw, importable);
  const isOwn = draw.one(6) && leaves.some(({ name }) => name.includes("."));
  if (isOwn) main.lines.push(`import app.sub${draw.one(2) ? "" : " as sub"}`);
  main.lines.push("def main(argv):", '    mode = argv[1] if len(argv) > 1 else ""', '    print("start", mode)');
  const planted = leaves.flatMap(({ effect }) => effect ?? []);
  for (const { first } of planted) main.lines.push(...first.map((line) => `    ${line}`));
  if (planted.some(({ first, shown }) => [...first, ...shown].some((line) => line.includes("random.")))) {
    main.lines.splice(1, 0, "import random", "random.seed(1)");
    for (const [at, each] of main.bound.entries()) main.bound[at] = { ...each, line: each.line + 2 };
  }
  if (draw.one(4)) observe(main, draw, importers);
  for (const [at, { uses }] of main.bound.entries()) call(main, draw, uses, at);
  // Who takes modules out of the table keeps all of them.
  if (main.lines.some((line) => /dict\(sys\.modules/.test(line)))
    for (const { bound } of importers) for (const each of bound) each.isPlain = false;
  if (isOwn) readSubmodule(main, draw, importable);
  for (const { effect, name } of leaves) {
    for (const line of effect?.shown ?? []) main.lines.push(`    ${line.replaceAll("$", name)}`);
  }
  if (draw.one(4)) main.lines.push("    print(reg.ITEMS, reg.count, reg.TABLE)");
  main.lines.push(draw.one(2) ? "main(sys.argv)" : 'if __name__ == "__main__":\n    main(sys.argv)');
  return main;
}

function addImporter(main: Importer, { name, functions }: Importer, draw: Draw): void {
  const line = main.lines.length + 1;
  const uses = functions.map((each) => `${name}.${each}()`);
  if (!draw.one(4)) {
    main.lines.push(`from . import ${name}`);
    main.bound.push({ line, bound: name, uses, target: name, original: null, isPlain: true, isBroken: false });
    return;
  }
  main.lines.push(`import app.${name}`);
  if (main.bound.some(({ bound }) => bound === "app")) main.further.push(name);
  else {
    const through = uses.map((use) => `app.${use}`);
    main.bound.push({
      line,
      bound: "app",
      uses: through,
      target: name,
      original: null,
      isPlain: false,
      isBroken: false,
    });
  }
}

function call(main: Importer, draw: Draw, uses: Bound["uses"], at: number): void {
  const mode = ["", "a", "b", "c"][at % 4] ?? "";
  const calls = uses.length > 0 ? uses : ["0"];
  const way = draw.pick(6);
  if (way < 2) main.lines.push(`    if mode == "${mode}":`, ...calls.map((use) => `        print(${use})`));
  else if (way < 3) main.lines.push(`    print(${draw.some(calls)})`);
  else if (way < 4) main.lines.push("    try:", `        print(${draw.some(calls)})`, "    except ValueError: pass");
  else {
    const [before, after] = draw.some(AROUND);
    const word = `first${at}`;
    const lines = [...before, `    print(${draw.some(calls)})`, ...after].map((line) => line.replaceAll("$", word));
    const isAlways = draw.one(2);
    if (!isAlways) main.lines.push(`    if mode == "${mode}":`);
    main.lines.push(...lines.map((line) => (isAlways ? "    " : "        ") + line));
  }
}

/** A submodule is read as an attribute of its package, whoever has loaded it. */
function readSubmodule(main: Importer, draw: Draw, { leaves, importers }: Importable): void {
  const leaf = draw.some(leaves.filter(({ name }) => name.includes(".")));
  // Whoever loads what is read so is no more free to wait.
  for (const each of [main, ...importers].flatMap(({ bound }) => bound))
    if (each.target === leaf.name) each.isPlain = false;
  const short = leaf.name.replace(/.*\./, "");
  const base = main.lines.includes("import app.sub") ? "app.sub" : "sub";
  const rows = [
    `print(${base}.${short}.f(1))`,
    `print(hasattr(${base}, "${short}"))`,
    `print("${short}" in vars(${base}))`,
    `print(getattr(${base}, "${short}").f(1))`,
  ];
  main.lines.push('    if mode == "b":', "        try:", `            ${draw.some(rows)}`);
  main.lines.push("        except AttributeError as error: print(error)");
}

/** Somebody else looks at a name of an importer, where main sees it. */
function observe(main: Importer, draw: Draw, importers: readonly Importer[]): void {
  const looked = draw.some(importers);
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
  const row = draw.some(rows);
  main.lines.push(`    ${row}`);
  // Who reads all names keeps all.
  if (/vars|dir\(|__dict__/.test(row)) for (const each of looked.bound) each.isPlain = false;
  // A module's `__getattr__` may serve who looks: what it prints tells.
  name.isPlain = false;
}
