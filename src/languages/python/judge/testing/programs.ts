/** Makes Python programs out of numbers: imports of three modules, and uses of their names wherever Python lets a name stand. */
export function programOf(numbers: readonly number[], minor: number): string {
  return new Program(numbers, minor).text();
}

/** What the programs import; each name gives an integer when it is used. */
export const MODULES: Readonly<Record<string, string>> = {
  "aa.py": "def f(x): return x + 1\nC = 7\nclass E(Exception): pass\ndef deco(g): return g\n",
  "bb.py": "def f(x): return x * 2\nC = 11\n",
  "pk/__init__.py": "C = 13\n",
  "pk/sub.py": "def f(x): return x - 3\nC = 17\n",
};

const IMPORTS = [
  "import aa",
  "from bb import f as bf, C",
  "import pk",
  "import pk.sub",
  "import pk.sub as ps",
  "from pk import sub",
];
const USES = ["aa.f(1)", "bf(2)", "C", "pk.sub.f(3)", "ps.C", "sub.f(4)", "aa.C", "pk.C"];
const NAMES = ["aa", "bf", "C", "pk", "ps", "sub"];
const DEEPEST = 4;

class Program {
  private at = 0;
  private count = 0;
  private readonly lines: string[] = [];

  constructor(
    private readonly numbers: readonly number[],
    private readonly minor: number,
  ) {}

  text(): string {
    if (this.one(4)) this.lines.push("from __future__ import annotations");
    for (const statement of IMPORTS) if (!this.one(6)) this.lines.push(statement);
    this.lines.push("class Held:", "    def __enter__(self): return self", "    def __exit__(self, *a): return False");
    this.lines.push("def same(g): return g", "r = []");
    const functions: string[] = [];
    for (let i = this.pick(4) + 2; i > 0; i--) {
      if (this.one(10)) this.atLoad();
      functions.push(this.function("", 0));
    }
    this.lines.push("def calls():");
    this.lines.push(`    return [${functions.join(", ")}]`);
    return `${this.lines.join("\n")}\n`;
  }

  private pick(below: number): number {
    const number = this.numbers[this.at++] ?? 1;
    return number % below;
  }

  private one(of: number): boolean {
    return this.pick(of) === 0;
  }

  private some(words: readonly string[]): string {
    return words[this.pick(words.length)] ?? "";
  }

  private name(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  private use(): string {
    return this.one(5) ? "1" : this.some(USES);
  }

  private expression(depth = 0): string {
    const use = depth > 2 ? this.use() : this.nested(depth);
    return use;
  }

  private nested(depth: number): string {
    const inner = (): string => this.expression(depth + 1);
    switch (this.pick(14)) {
      case 0:
        return `(lambda q=${inner()}: q + ${inner()})()`;
      case 1:
        return `sum([${inner()} for i in range(2)])`;
      case 2:
        return `sum(${inner()} + i for i in [${inner()}] if i or ${inner()})`;
      case 3:
        return `len(f"{${this.use()}} é {n}")`;
      case 4:
        return `(${inner()} if n % 2 else ${inner()})`;
      case 5:
        return `len({${inner()}: i for i in range(3)})`;
      case 6:
        return `sum([${this.some(NAMES)} for ${this.some(NAMES)} in [1, 2]])`.replace(
          /\[(\w+) for (\w+)/,
          "[$2 for $2",
        );
      case 7:
        return `(${inner()} and\n  ${inner()})`;
      default:
        return this.use();
    }
  }

  private atLoad(): void {
    const use = this.use();
    const name = this.name("m");
    const kinds = [
      `${name} = ${use}`,
      `class ${name}:\n    x = ${use}`,
      `if n_ := ${use}:\n    r.append(n_)`,
      `${name} = lambda: ${use}`,
      `${this.some(NAMES)} = ${use}`,
      `def ${name}(): global ${this.some(NAMES)}; ${this.some(NAMES)} = 5`,
      `def ${name}(q=${use}): return q`,
    ];
    const text = this.some(kinds);
    // A global statement must name what is then bound.
    const fixed = /global (\w+); (\w+)/.exec(text);
    this.lines.push(
      ...(fixed === null ? text : text.replace(/global \w+; \w+/, `global ${fixed[1]}; ${fixed[1]}`)).split("\n"),
    );
  }

  private function(indent: string, depth: number): string {
    const name = this.name("f");
    if (this.one(12)) this.lines.push(`${indent}@same`);
    const annotated = this.one(5) ? `: ${this.some(["aa.E", "ps.C", "C"])}` : "";
    const shadow = this.one(9) ? `, ${this.some(NAMES)}=9` : "";
    const header = `${indent}def ${name}(n${annotated}${shadow}):`;
    if (this.one(10)) {
      this.lines.push(`${header} r.append(${this.use()}); return ${this.use()}`);
      return name;
    }
    this.lines.push(header);
    if (this.one(3)) this.lines.push(`${indent}    "A docstring."`);
    this.body(`${indent}    `, depth + 1);
    this.lines.push(`${indent}    return ${this.expression()}`);
    return name;
  }

  private body(indent: string, depth: number): void {
    for (let i = this.pick(3) + 1; i > 0; i--) this.statement(indent, depth);
  }

  private statement(indent: string, depth: number): void {
    const add = (line: string): void => {
      this.lines.push(indent + line);
    };
    const block = (): void => this.body(`${indent}    `, depth + 1);
    switch (depth >= DEEPEST ? this.pick(6) : this.pick(22)) {
      case 0:
        add(`r.append(1); r.append(${this.expression()})`);
        return;
      case 1:
        add(`if n % 3 == ${this.pick(3)}: r.append(${this.use()}); r.append(${this.use()})`);
        if (this.one(2)) add(`else: r.append(${this.use()})`);
        return;
      case 2:
        add(this.shadowing());
        return;
      case 3:
        add(`v: ${this.some(["aa.E", "C"])} = ${this.use()}`);
        return;
      case 6:
      case 7:
      case 8: {
        add(`if ${this.one(4) ? this.expression() : `n % 3 == ${this.pick(3)}`}:  # if: é`);
        block();
        for (let i = this.pick(3); i > 0; i--) {
          add(`elif ${this.one(4) ? this.use() : `n % 5 == ${this.pick(5)}`}:`);
          block();
        }
        if (this.one(2)) {
          add("else :");
          block();
        }
        return;
      }
      case 9:
        add(`for i in range(${this.one(3) ? this.use() : "2"} % 3):`);
        block();
        return;
      case 10: {
        const counter = this.name("k");
        add(`${counter} = 0`);
        add(`while ${counter} < 2:`);
        add(`    ${counter} += 1`);
        block();
        return;
      }
      case 11:
        add("try:");
        block();
        add(`except ${this.one(2) ? "aa.E" : "ZeroDivisionError"}:`);
        block();
        if (this.one(2)) {
          add("finally:");
          block();
        }
        return;
      case 12:
        add("with Held() as h:");
        block();
        return;
      case 13:
      case 14: {
        const name = this.function(indent, depth);
        add(`r.append(${name}(n + 1))`);
        return;
      }
      case 15: {
        const name = this.name("K");
        add(`class ${name}:`);
        if (this.one(4)) add(`    ${this.some(NAMES)} = 3`);
        add(`    x = ${this.use()}`);
        add(`    def m(self, n=0, d=${this.use()}):`);
        this.body(`${indent}        `, depth + 2);
        add(`        return ${this.use()}`);
        add(`r.append((${name}().m(), ${name}.x))`);
        return;
      }
      case 16:
        if (this.minor >= 10) {
          add(`match ${this.one(4) ? this.use() : "n % 3"}:`);
          for (let i = this.pick(3); i >= 0; i--) {
            add(`    case ${i}${this.one(4) ? ` if ${this.use()}` : ""}:`);
            this.body(`${indent}        `, depth + 2);
          }
          return;
        }
        add("pass");
        return;
      default:
        add(`r.append(${this.expression()})`);
    }
  }

  /** Statements that make a name the function's own, or look for names. */
  private shadowing(): string {
    const name = this.some(NAMES);
    if (!this.one(3)) return `r.append(${this.expression()})`;
    return this.some([
      `${name} = 4`,
      `for ${name} in [1, 2]: r.append(${name})`,
      `import aa as ${name}`,
      `r.append(sorted(set(locals()) & set(${JSON.stringify(NAMES)})))`,
      `r.append("${name}" in globals())`,
      `r.append(eval("${this.use()}"))`,
      `exec("r.append(${this.use()})")`,
      `r.append((lambda ${name}: ${name})(2))`,
      `nonlocal_ = [${name} for ${name} in (1, 2)]`,
    ]);
  }
}
