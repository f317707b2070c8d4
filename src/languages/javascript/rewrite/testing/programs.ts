/** A generated module in CommonJS, and what is known of the names that its requires bind. */
export interface GeneratedProgram {
  readonly text: string;
  /** Names that are only used in functions, as a rewrite may want it. */
  readonly safe: readonly string[];
  /** Names that must stay. */
  readonly unsafe: readonly string[];
}

/**
 * Makes modules out of numbers: requires of several forms, and functions of all kinds that use their names wherever
 * JavaScript lets a name stand, shadowed here and there. `exports.run` calls what is safe to be called late; all that they
 * see goes to a global `log`. Each module, and each property of one, is a value of `values.ts`.
 */
export function programOf(numbers: readonly number[]): GeneratedProgram {
  return new Program(numbers).make();
}

const NAMES = ["a", "b", "c", "d", "e", "g"];
const DEEPEST = 4;

class Program {
  private at = 0;
  private count = 0;
  private readonly bound: string[] = [];
  private readonly unsafe = new Set<string>();
  private readonly doubtful = new Set<string>();
  private readonly lines: string[] = [];
  private readonly semicolon: string;

  constructor(private readonly numbers: readonly number[]) {
    this.semicolon = this.one(4) ? "" : ";";
  }

  make(): GeneratedProgram {
    const { lines } = this;
    if (this.one(3)) lines.push(`"use strict"${this.semicolon}`);
    lines.push(
      "var __importStar = (m) => { const r = { __esModule: true }; for (const k in m) r[k] = m[k]; return r; };",
    );
    lines.push("var __importDefault = (m) => (m && m.__esModule ? m : { default: m });");
    const requires = NAMES.flatMap((name) => (this.one(5) ? [] : [name]));
    if (this.one(3) && requires.length > 0) this.bundle(requires);
    else for (let i = 0; i < requires.length; i++) i += this.require(requires, i);
    for (const name of [...this.forms.keys()]) if (this.one(3) && this.forms.get(name) !== "") this.part(name);
    const calls: string[] = lines.some((line) => line.startsWith("inner =")) ? ["inner"] : [];
    for (let i = this.pick(3) + 2; i > 0; i--) calls.push(this.topLevel());
    if (this.one(2)) this.harm();
    lines.push(`exports.run = () => [${calls.join(", ")}].forEach((f) => f(log))${this.semicolon}`);
    const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(this.used.join(" "));
    for (const [part, of] of [...this.parts].reverse()) {
      if (this.unsafe.has(part)) this.unsafe.add(of);
      if (this.doubtful.has(part) || !isUsed(part)) this.doubtful.add(of);
      else this.used.push(of);
    }
    const safe = this.bound.filter(
      (name) => !this.parts.has(name) && !this.unsafe.has(name) && !this.doubtful.has(name) && isUsed(name),
    );
    return { text: `${lines.join("\n")}\n`, safe, unsafe: [...this.unsafe] };
  }

  /** By name what its declaration gives it; "" for what has no parts. */
  private readonly forms = new Map<string, string>();
  /** Names that get a part of what another name stands for, by that one. */
  private readonly parts = new Map<string, string>();
  /** Names as they were used, not only declared. */
  private readonly used: string[] = [];

  private pick(below: number): number {
    // Behind the last number all is as simple as can be.
    return (this.numbers[this.at++] ?? below - 1) % below;
  }

  private one(of: number): boolean {
    return this.pick(of) === 0;
  }

  private some<T>(all: readonly T[]): T {
    return all[this.pick(all.length)] as T;
  }

  /** Modules in a bundle, as esbuild writes them: one gives names of the bundle their values, one has names of its own. */
  private bundle(names: readonly string[]): void {
    const { lines, semicolon } = this;
    const [own = "a", ...shared] = names;
    lines.push(
      "var __esm = (fn, res) => () => (fn && (res = (0, fn[Object.getOwnPropertyNames(fn)[0]])(fn = 0)), res);",
    );
    lines.push(
      `${this.one(2) ? "var" : "let"} inner, ${names
        .slice(1)
        .map((name) => `${name}, `)
        .join("")}init;`,
    );
    lines.push("init = __esm({", `  "m.js"() {`);
    for (const name of shared) {
      const of = `require("${name}")`;
      lines.push(
        `    ${name} = ${this.some([of, `${of}.p`, `__importStar(${of})`, `__importDefault(${of})`])}${semicolon}`,
      );
    }
    this.bound.push(...names);
    lines.push("  }", `})${semicolon}`, `init()${semicolon}`, `inner = (function () {`);
    lines.push(
      `  const ${own} = require("${own}")${semicolon}`,
      `  return (log) => ${this.body(1)}${semicolon}`,
      `})()${semicolon}`,
    );
    // Outside of it the name is not there.
    this.bound.splice(0, 1);
  }

  /** @returns how many names it took beside the first */
  private require(names: readonly string[], i: number): number {
    const name = names[i] ?? "a";
    const next = names[i + 1];
    const word = this.some(["const", "let", "var"]);
    const of = `require("${name}")`;
    this.bound.push(name);
    const forms = [
      `${name} = ${of}`,
      `${name} = ${of}.p`,
      `${name} = __importDefault(${of})`,
      `${name} = __importStar(${of})`,
      `{ p: ${name} } = ${of}`,
      `{ "q-r": ${name} } = ${of}`,
    ];
    if (next === undefined || this.one(3)) {
      const form = this.some(forms);
      this.forms.set(name, form);
      const more = this.one(4) ? `, ${this.partOf(name)}` : "";
      this.lines.push(`${word} ${form}${more}${this.semicolon}`);
      return 0;
    }
    this.bound.push(next);
    const pairs = [
      `{ p: ${name}, default: ${next} } = ${of}`,
      `{ p: ${name} , default: ${next} = 1 , } = ${of}`,
      `${this.some(forms)}, ${next} = require("${next}")`,
      `${this.some(forms)}, // ${name}\n  ${next} = require("${next}")`,
      `k${i} = 1, ${this.some(forms)}, l${i} = k${i}, ${next} = require("${next}")`,
    ];
    this.lines.push(`${word} ${this.some(pairs)}${this.semicolon}`);
    return 1;
  }

  /** Names of a part, and perhaps of a part of that. */
  private part(name: string): void {
    const word = this.some(["const", "let", "var"]);
    const declared = this.partOf(name);
    this.lines.push(`${word} ${declared}${this.one(3) ? `, k${name} = 1` : ""}${this.semicolon}`);
    const [last = name] = [...this.parts.keys()].slice(-1);
    if (this.one(4) && this.forms.get(last) !== "") this.part(last);
  }

  /** A declarator of a name for a part, which has a value whatever was asked for. */
  private partOf(name: string): string {
    const form = this.forms.get(name) ?? "";
    const own = `part${this.parts.size}`;
    const isModule = form === `${name} = require("${name}")`;
    const key = form.includes("__import") ? "default" : this.some(isModule ? ["p", "default", "q-r"] : ["f", "C"]);
    this.parts.set(own, name);
    this.forms.set(own, key === "f" || key === "C" ? "" : `${own} = p`);
    this.bound.push(own);
    const read = key === "q-r" ? `["q-r"]` : `.${key}`;
    return this.some([`${own} = ${name}${read}`, `{ ${key === "q-r" ? `"q-r"` : key}: ${own} } = ${name}`]);
  }

  /** Something that keeps a name where it is. */
  private harm(): void {
    const name = this.some(this.bound.length > 0 ? this.bound : ["log"]);
    if (name === "log") return;
    const constant = new RegExp(`^const .*\\b${name}\\b`, "m").test(this.lines.join("\n"));
    const ways = [
      `log(typeof ${name})`,
      `exports.${name} = ${name}`,
      `module.exports.kept = { ${name} }`,
      `(function () { log(typeof ${name}) }())`,
      `void [1].map(() => log(typeof ${name}))`,
      `class K${this.count++} { static k = ${name} }`,
      `function e${this.count++}(s) { return eval(s) }`,
      ...(constant ? [] : [`function w${this.count++}() { ${name} = 1 }`]),
    ];
    const way = this.some(ways);
    this.lines.push(`;${way};`);
    if (way.includes("eval")) for (const each of this.bound) this.unsafe.add(each);
    else this.unsafe.add(name);
  }

  /** @returns an expression for a function that uses names when it is called */
  private topLevel(): string {
    const id = `t${this.count++}`;
    const body = () => this.body(1);
    switch (this.pick(9)) {
      case 0:
        this.lines.push(`function ${id}(log) ${body()}`);
        return id;
      case 1:
        this.lines.push(`const ${id} = (log) => log(${this.expression(1)})${this.semicolon}`);
        return id;
      case 2:
        this.lines.push(`const ${id} = (log) => ${body()}${this.semicolon}`);
        return id;
      case 3: {
        const field = this.one(2) ? `  f = ${this.expression(1)};` : `  f = () => ${this.expression(1)};`;
        this.lines.push(`class ${id} {`, field, `  m(log) ${body()}`, `  static s(log) ${body()}`, "}");
        return `(log) => { const o = new ${id}(); log(String(typeof o.f === "function" ? o.f() : o.f)); o.m(log); ${id}.s(log); }`;
      }
      case 4:
        this.lines.push(
          `const ${id} = {`,
          `  get g() ${body()},`,
          `  m(log, v = ${this.expression(1)}) ${this.body(1, false)},`,
          "};",
        );
        return `(log) => { ${id}.g; ${id}.m(log); }`;
      case 5:
        this.lines.push(`function* ${id}(log) ${body()}`);
        return `(log) => [...${id}(log)]`;
      case 6:
        this.lines.push(
          `function ${id}(log, v = () => ${this.expression(1)}) {`,
          "  log(String(v()));",
          `  ${this.statement(1)}`,
          "}",
        );
        return id;
      case 7:
        this.lines.push(`const ${id} = (function () {`, `  return function (log) ${body()};`, `})()${this.semicolon}`);
        return id;
      default: {
        // A function's own name, if it is one of ours, must not call it again.
        const own = this.some([id, ...NAMES]);
        const said = own === id ? body() : `{ log(typeof ${own}); }`;
        this.lines.push(`exports.${id} = function ${own}(log) ${said}${this.semicolon}`);
        return `exports.${id}`;
      }
    }
  }

  private body(depth: number, mayBeStrict = true): string {
    const pad = "  ".repeat(depth);
    const statements: string[] = [];
    if (this.one(8) && mayBeStrict) statements.push(`"use strict";`);
    for (let i = this.pick(3) + 1; i > 0; i--) statements.push(this.statement(depth + 1));
    if (this.one(6) && depth < 3) return `{ ${statements.join(" ")} }`;
    return `{\n${statements.map((one) => pad + one).join("\n")}\n${"  ".repeat(depth - 1)}}`;
  }

  private statement(depth: number): string {
    const id = `v${this.count++}`;
    const name = this.some(NAMES);
    const block = () => this.body(depth);
    const value = () => this.expression(depth);
    if (depth > DEEPEST) return `log(${value()});`;
    switch (this.pick(24)) {
      case 0:
        return `if (${value()}) ${block()} else ${block()}`;
      case 1:
        return `if (!${value()}) log(${value()}); else log(${value()});`;
      case 2:
        return `for (let ${this.some([id, name])} of [log, log]) ${block()}`;
      case 3:
        return `${id}: for (const ${id}_ of [1, 2]) { log(${value()}); if (${id}_) continue ${id}; ${this.statement(depth + 1)} }`;
      case 4:
        return `for (let ${id} = 0; ${id} < 2; ${id}++) log(${value()});`;
      case 5:
        return `try ${block()} catch (${this.some([id, name])}) ${block()} finally ${block()}`;
      case 6:
        return `try { log(${value()}); throw log; } catch (${id}) ${block()}`;
      case 7:
        return `switch (${this.pick(3)}) { case 0: log(${value()}); case 1: ${block()} break; default: log(${value()}); }`;
      case 8:
        return `{ const ${name} = log; log(${value()}); }`;
      case 9:
        return `{ ${id}(); function ${id}() ${block()} }`;
      case 10:
        return `${id}(); function ${id}() ${block()}`;
      case 11:
        return `const ${id} = () => log(${value()}); ${id}(); ${id}();`;
      case 12:
        return `(function (${this.some([id, name])}) ${block()})(log);`;
      case 13:
        return `class ${id} { f = ${value()}; static s = ${value()}; m() ${block()} } new ${id}().m(); log(String(${id}.s));`;
      case 14:
        return `const { x: ${id} = ${value()} } = {}; log(String(${id}));`;
      case 15:
        return `while (true) { log(${value()}); break; }`;
      case 16:
        return `do { log(${value()}); } while (false);`;
      case 17:
        return `[log].map((${this.some([id, name])}) => ${value()}).forEach((r) => log(String(r)));`;
      case 18:
        return `const ${id} = { ${this.mention(name)}, m() ${block()} }; ${id}.m(); log(typeof ${id}.${name});`;
      case 20:
        return `switch (typeof ${this.known(name)}) { default: let ${name} = log; log(typeof ${name}); }`;
      case 21:
        // In sloppy mode it is a name of the function around the block, too.
        this.doubtful.add(name);
        return `{ function ${name}() {} log(typeof ${name}); }`;
      case 19:
        return `if (log) { log(${value()}); }`;
      default:
        return `log(${value()});`;
    }
  }

  /** A name that the module has, or `log`. */
  private mention(name: string): string {
    if (!this.bound.includes(name)) return `${name}: log`;
    this.used.push(name);
    return name;
  }

  private known(name: string): string {
    if (!this.bound.includes(name)) return "log";
    this.used.push(name);
    return name;
  }

  private expression(depth: number): string {
    const name = this.bound.length > 0 ? this.some(this.bound) : "log";
    this.used.push(name);
    const ways = [
      `${name}.n`,
      `String(${name}.f)`,
      `typeof ${name}`,
      `${name}?.n`,
      `say(() => ${name}(1))`,
      `say(() => new ${name}(2).v)`,
      `say(() => new ${name}.C(3).v)`,
      `say(() => ${name}.f(4))`,
      `say(() => ${name}.f\`t\`)`,
      `say(() => ${name}\`t\`)`,
      `(() => ${name}.n)()`,
      `typeof ({ ${name} }).${name}`,
      `[${name}.n, typeof ${name}].join()`,
      `\`\${${name}.n}\``,
      `(${name} === ${name})`,
      `((x = ${name}.n) => x)()`,
      `(function () { return typeof ${name} })()`,
    ];
    const way = this.some(ways);
    return depth < 3 && this.one(4) ? `[${way}, ${this.expression(depth + 1)}].join()` : way;
  }
}
