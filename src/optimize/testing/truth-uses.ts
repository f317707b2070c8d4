import type { Importer } from "./truth-importers.js";
import type { Draw } from "./truth-modules.js";

/** Writes what importers do with the names that they import. */
export class Uses {
  private count = 0;

  constructor(private readonly draw: Draw) {}

  /** A use, or something else, that stands in the way of moving the name. */
  hazard(importer: Importer): void {
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
      [`class ${word}:\n    def m(self, x=${use}): return x`, true],
      [`class ${word}:\n    def m(self): return ${use}\n${word}_made = ${word}().m()`, false],
      [`class ${word}:\n    def __init__(self): self.x = ${use}\n${word}_made = ${word}()`, false],
      [
        `class ${word}:\n    def __set_name__(self, owner, name): self.x = ${use}\nclass ${word}_owner:\n    field = ${word}()`,
        false,
      ],
      [`class ${word}:\n    def __init_subclass__(cls): cls.x = ${use}\nclass ${word}_sub(${word}): pass`, false],
      [`${word} = [${use} for _ in range(1)]`, true],
      [`if ${use}:\n    ${word} = 1`, true],
      [`assert ${use} or True`, true],
      [`${word} = f"{${use}}"`, true],
      [`with open(__file__) as ${word}:\n    ${word}_made = ${use}`, true],
      [`for ${word} in [${use}]: pass`, true],
      [`def ${word}(n=0): return ${use}\n${word}_made = ${word}()`, false],
      [`def ${word}(f):\n    f()\n    return f\n@${word}\ndef ${word}_run(n=0): return ${use}`, false],
      [`def ${word}(n=0): return ${use}\n${word}_made = list(map(${word}, [1]))`, false],
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
      ...values(word, use.replace(/[^\w.].*$/s, "")).map((text): readonly [string, boolean] => [text, false]),
    ];
    const [text, isBroken] = draw.some(rows);
    importer.lines.push(...text.split("\n"));
    // Who reads all names keeps all.
    if (/vars\(|globals\(|eval\(|sys\.modules/.test(text)) for (const each of importer.bound) each.isPlain = false;
    name.isPlain = false;
    name.isBroken ||= isBroken;
    if (new RegExp(`^(?:import sys\\n)?def ${word}\\(n=0\\)`).test(text) && !text.includes("yield"))
      importer.functions.push(word);
  }

  name(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  /** @returns its name; it takes a number or nothing */
  function(importer: Importer): string {
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
      const other = (): string => this.use(importer);
      const word = this.name("v");
      const kind = depth > 2 ? 0 : draw.pick(BLOCKS.length + simple(word, use, other).length + 2);
      const block = BLOCKS[kind - 1];
      const text = simple(word, use, other)[kind - 1 - BLOCKS.length];
      if (block !== undefined) {
        const [before, after] = block;
        importer.lines.push(...before.map((line) => indent + line));
        this.body(importer, `${indent}    `, depth + 1);
        if (before[0]?.startsWith("if") && draw.one(2)) {
          importer.lines.push(`${indent}else:`);
          this.body(importer, `${indent}    `, depth + 1);
        }
        importer.lines.push(...after.map((line) => indent + line.replaceAll("$", use)));
      } else importer.lines.push(...(text ?? [`out.append(${use})`]).map((line) => indent + line));
    }
  }
}

/** What stands before and behind an inner block; `$` is a use. */
const BLOCKS: readonly (readonly [before: readonly string[], after: readonly string[]])[] = [
  [["if n % 2:"], []],
  [["if n % 2 == 0:"], []],
  [["for i in range(2):"], []],
  [["try:"], ["except ZeroDivisionError:", "    out.append($)"]],
  [["try:", "    1 / 0", "except ZeroDivisionError:"], []],
  [["try:"], ["finally:", "    out.append($)"]],
  [
    ["import contextlib, io", "with contextlib.redirect_stdout(io.StringIO()) as held:"],
    ["out.append(held.getvalue())"],
  ],
  [["while True:"], ["    break"]],
  [["import warnings", "with warnings.catch_warnings():", '    warnings.simplefilter("error")'], []],
];

function simple(word: string, use: string, other: () => string): readonly (readonly string[])[] {
  const formatted = `out.append(f"{${use.replaceAll('"', "'")}}")`;
  return [
    [`def ${word}(d=${use}): return [d, ${other()}]`, `out.append(${word}())`],
    [`out.append((lambda q=1: [q, ${use}])())`],
    [`out.append([${use} for i in range(2) if i or ${other()}])`],
    [
      `class ${word}:`,
      `    x = ${use}`,
      `    def m(self): return ${other()}`,
      `out.append([${word}.x, ${word}().m()])`,
    ],
    [use.includes('"') || use.includes("'") ? `out.append(str(${use}))` : formatted],
    [`${word}: "list" = [${use}]`, `out.extend(${word})`],
    [`def ${word}():`, `    yield ${use}`, `    yield ${other()}`, `out.extend(${word}())`],
    [
      `async def ${word}(): return ${use}`,
      `${word}_run = ${word}()`,
      `try: ${word}_run.send(None)`,
      `except StopIteration as ${word}_end: out.append(${word}_end.value)`,
    ],
    [
      "import threading",
      `${word} = threading.Thread(target=lambda: out.append(${use}))`,
      `${word}.start()`,
      `${word}.join()`,
    ],
  ];
}

/** Values made at load of what is imported, and functions that use them. @param path that stands for something */
function values(word: string, path: string): readonly string[] {
  const value = `${word}_value`;
  const def = `def ${word}(n=0):\n    `;
  return [
    `${def}return [${value}[1], len(${value}), ${value}[0] is ${path}]\n${value} = (${path}, 1)`,
    `${def}${value}["b"].append(n)\n    return len(${value}["b"])\n${value} = {"a": ${path}, "b": [${path}]}`,
    `${def}return ${value} is ${path}\n${value} = ${path}`,
    `${def}for i in range(2):\n        out = [e for e in ${value} if e is ${path}]\n    return len(out)\n${value} = [${path}]`,
    `${def}global ${value}\n    ${value} = ${value}[:1] + [n]\n    return len(${value})\n${value} = [${path}]`,
    `${word}_own = 1\n${def}global ${word}_own\n    ${word}_own += 1\n    return ${value}[1]\n${value} = (${path}, ${word}_own)`,
    `${word}_own = []\n${def}${word}_own.append(n)\n    return [${value}[1], ${value}[1] is ${word}_own]\n${value} = (${path}, ${word}_own)`,
    `${def}return ${value}[1]\n${value} = [${path}]\n${value}.append(2)`,
    `${def}seen = set()\n    import threading\n    all_ = [threading.Thread(target=lambda: seen.add(id(${value}))) for _ in range(4)]\n    for each in all_: each.start()\n    for each in all_: each.join()\n    return len(seen)\n${value} = [${path}]`,
    `${def}return "${value}" in globals()\n${value} = [${path}]`,
    `def ${word}(n=0, x=None): return (x or ${value})[1]\n${value} = (${path}, 1)\ndef ${word}_other(x=${value}): return x`,
    `import functools\n${def}return ${value}.args[0] is ${path}\n${value} = functools.partial(print, ${path})`,
  ];
}
