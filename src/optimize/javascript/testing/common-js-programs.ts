import { ProgramMaker } from "./program-maker.js";
import { asModule } from "./truth-module-main.js";
import type { TruthProgram } from "./truth-program.js";
import { BARRELS, MODE, NAMED_BARRELS, READS, TOGETHER, WRITES } from "./truth-state.js";
import { AT_LOAD, LATER } from "./truth-uses.js";

interface Module {
  readonly file: string;
  readonly imports: number[];
  readonly lines: string[];
  /** What its load does that others can tell, or that can't be proven to be nothing. */
  hasEffect: boolean;
  /** Whether others get it through a module that passes it on. */
  isPassedOn: boolean;
}

const QUIET = [
  "const table = new Map([['a', 1]]);",
  "const frozen = Object.freeze({ a: 1 });",
  "class Base extends Error {}",
  "const pattern = /a+/g;",
  "let counter = 0;",
  "const symbol = Symbol('own');",
  "const path = require('path');",
  "const joined = require('path').join('a', 'b');",
  "const { promisify } = require('util');",
];

const EFFECTS = [
  "globalThis.LOG.push(__filename.slice(-5));",
  "console.log('loads', __filename.slice(-5));",
  "require('./state.js').list.push(__filename.slice(-5));",
  "Array.prototype[__filename.slice(-5)] = 1;",
  "process.env['FROM_' + __filename.slice(-5)] = 'x';",
  "process.on('exit', () => console.log('exit', __filename.slice(-5)));",
  "require('./state.js').add(__filename.slice(-5));",
  "require('./state.js').last = __filename.slice(-5);",
  "exports.seen = globalThis.LOG.length;",
  "exports.seen = require('./state.js').count();",
  "setTimeout(() => console.log('timer', __filename.slice(-5)), 0);",
  "String.prototype.own = function () { return 1; };",
];

const STATE = [
  "globalThis.LOG = globalThis.LOG || [];",
  "exports.list = [];",
  "const kept = [];",
  "exports.add = (name) => kept.push(name);",
  "exports.count = () => exports.list.length + kept.length + globalThis.LOG.length;",
  "exports.last = '';",
  "exports.shown = () => JSON.stringify([exports.list, kept, exports.last, globalThis.LOG, Object.keys(process.env).filter((key) => key.startsWith('FROM_'))]);",
  "",
].join("\n");

/** A CommonJS program, of which the file that is run may be an ES module. */
export class CommonJsMaker extends ProgramMaker<Module> {
  /** Whether what modules export gets another value. */
  private givesAnew = false;

  program(): TruthProgram {
    const count = 3 + this.upTo(5);
    const order = Array.from({ length: count }, (_, at) => at);
    this.modules = order.map((at) => ({
      file: `m${at}.js`,
      imports: [],
      lines: [],
      hasEffect: false,
      isPassedOn: this.is(0.15),
    }));
    for (const at of order) {
      for (let other = at + 1; other < count; other++) if (this.is(0.45)) this.modules[at]?.imports.push(other);
    }
    if (this.is(0.15)) this.modules[count - 1]?.imports.push(this.upTo(count - 1));
    for (const at of order) this.write(at);
    const isModule = this.is(0.3);
    const entry = isModule ? "main.mjs" : "main.js";
    const common = this.main(count, entry);
    const main = isModule ? asModule(common, (at) => this.modules[at]?.isPassedOn === true) : common;
    const files = new Map<string, string>([
      ["state.js", STATE],
      [entry, main],
      ["mode.js", MODE],
      ["modes.js", this.one(BARRELS)('require("./mode.js")')],
      ["all.js", this.together(order)],
    ]);
    for (const { file, lines, isPassedOn } of this.modules) {
      files.set(file, `${lines.join("\n")}\n`);
      if (isPassedOn) files.set(`by-${file}`, this.barrel(`require("./${file}")`));
    }
    for (const [key, { of, isAtLoad }] of this.uses) {
      if (isAtLoad) this.marks.set(key, "unsafe");
      else if (!this.givesAnew && !this.reaches(of).some((at) => this.modules[at]?.hasEffect === true))
        this.marks.set(key, "safe");
    }
    return { files, entry, runs: [[], ["use"], ["some"]], marks: this.marks };
  }

  private write(at: number): void {
    const module = this.modules[at];
    if (module === undefined) return;
    const { lines, file } = module;
    if (this.is(0.6)) lines.push('"use strict";');
    const names: string[] = [];
    for (const other of module.imports) this.import(lines, file, other, names);
    if (this.is(0.4)) lines.push(this.one(QUIET));
    if (this.is(0.2)) {
      lines.push(this.one(EFFECTS));
      module.hasEffect = true;
    }
    const stated = this.is(0.3) ? this.stated(module) : "";
    const owns: string[] = [];
    for (const [number, use] of names.entries()) {
      const own = `f${number}`;
      owns.push(own);
      lines.push(...this.user(file, use, own));
    }
    lines.push(
      "function f(n) {",
      `  return ${[String(at + 1), "n", ...owns.map((own) => `${own}(n)`)].join(" + ")}${stated};`,
      "}",
    );
    if (this.is(0.1)) lines.push("module.exports = f;", "exports = module.exports;");
    lines.push("exports.f = f;", `exports.value = ${at};`, `exports.K = class K { get() { return ${at}; } };`);
  }

  /** State that its load asks for or changes, or its function. @returns what of it the function says */
  private stated(module: Module): string {
    const of = `(require("./${this.is(0.3) ? "modes" : "mode"}.js"))`;
    const put = (text: string): string => text.replace(/(?<![\w$]\.)MODE/g, of);
    const kind = this.upTo(4);
    if (kind === 3) {
      const other = this.upTo(this.modules.length);
      return ` + Number(typeof require("./m${other}.js").value === "number")`;
    }
    module.hasEffect = true;
    if (kind === 0) {
      module.lines.push(`{ ${put(this.one(WRITES))} }`);
      return "";
    }
    if (kind === 1) {
      module.lines.push(`const seen = ${put(this.one(READS))};`);
      return " + seen";
    }
    module.lines.push(`const change = () => { { ${put(this.one(WRITES))} } return 0; };`);
    return ` + change() + ${put(this.one(READS))}`;
  }

  /** What passes on names of all modules, most often without doing anything else. */
  private together(order: readonly number[]): string {
    const passed = order.map((at) => this.one(TOGETHER)(`require("./m${at}.js")`, at));
    const more = this.one([
      "",
      "",
      "",
      "globalThis.LOG.push('all');\n",
      "exports.late = () => (exports.value0 = 70);\n",
    ]);
    return `"use strict";\n${passed.join("")}${more}`;
  }

  /** Names that the main file needs at once, by what passes on names of all modules. */
  private taken(count: number, mark: string): string[] {
    const lines: string[] = [];
    for (let number = 0; number < (this.is(0.35) ? 1 + this.upTo(2) : 0); number++) {
      const some = Array.from({ length: 1 + this.upTo(2) }, () => this.upTo(count));
      const names = [...new Set(some)].map(
        (at) => `f${at}: t${mark}${number}_${at}, value${at}: u${mark}${number}_${at}`,
      );
      lines.push(`const { ${names.join(", ")} } = require("./all.js");`);
      const shown = [...new Set(some)].map((at) => `t${mark}${number}_${at}(1), u${mark}${number}_${at}`);
      lines.push(`console.log(${shown.join(", ")});`);
      const of = this.upTo(count);
      if (this.is(0.15)) {
        lines.push(this.one([`require("./m${of}.js").value = 90;`, `require("./all.js").value${of} = 80;`]));
        this.givesAnew = true;
      }
      if (this.is(0.3)) lines.push("console.log(state.shown());");
    }
    return lines;
  }

  private barrel(asked: string): string {
    return this.is(0.5) ? this.one(BARRELS)(asked) : this.one(NAMED_BARRELS)(asked, ["f", "value", "K"]);
  }

  /** Adds the import, and to `names` an expression that is a number, for each name. */
  private import(lines: string[], file: string, other: number, names: string[]): void {
    const bound = `m${other}`;
    const asked = `require("./${this.modules[other]?.isPassedOn === true ? "by-" : ""}m${other}.js")`;
    const key = (name: string): string => `${file}:${lines.length} ${name}`;
    const noted = (name: string, use: string): void => {
      names.push(`${key(name)}|${other}|${use}`);
    };
    switch (this.upTo(9)) {
      case 7:
        lines.push(`const ${bound} = ${asked};`);
        noted(bound, `q${other}(1) + w${other}`);
        lines.push(`const { f: q${other}, value: w${other} } = ${bound};`);
        return;
      case 8:
        noted(bound, `new (${bound}.value < 0 ? Object : K${other})().get()`);
        lines.push(
          `const zero${other} = 0, ${bound} = ${asked}, K${other} = ${bound}.K, one${other} = zero${other} + 1;`,
        );
        return;
      case 0:
        lines.push(`const { f: ${bound}, value: v${other} } = ${asked};`);
        noted(bound, `${bound}(1)`);
        noted(`v${other}`, `v${other}`);
        return;
      case 1:
        lines.push(`const ${bound} = ${asked}.f;`);
        noted(bound, `${bound}(1)`);
        return;
      case 2:
        lines.push(`var ${bound} = ${asked};`);
        noted(bound, `${bound}.f(1)`);
        return;
      case 3:
        lines.push(`const first${other} = 1, ${bound} = ${asked}, last${other} = first${other} + 1;`);
        noted(bound, `${bound}.value + last${other}`);
        return;
      case 4:
        lines.push(`const ${bound} = ${asked};`);
        noted(bound, `new ${bound}.K().get()`);
        return;
      case 5:
        lines.push(`const ${bound} = ${asked}; // what it is`);
        noted(bound, `Object.keys({ ${bound} }).length + ${bound}.value`);
        return;
      default:
        lines.push(`const ${bound} = ${asked};`);
        noted(bound, `${bound}.f(1)`);
    }
  }

  private user(_file: string, noted: string, own: string): string[] {
    const [key = "", of = "", use = ""] = noted.split("|");
    const isAtLoad = this.is(0.15);
    this.uses.set(key, { of: Number(of), isAtLoad });
    return this.one(isAtLoad ? AT_LOAD : LATER)(use, own);
  }

  private main(count: number, file: string): string {
    const lines = ['const state = require("./state.js");'];
    const isModule = file.endsWith(".mjs");
    if (!isModule && this.is(0.5)) lines.push(...this.taken(count, "a"));
    const used: { own: string; use: string }[] = [];
    for (let at = 0; at < count; at++) {
      if (at > 0 && !this.is(0.4)) continue;
      const names: string[] = [];
      this.import(lines, file, at, names);
      for (const noted of names) {
        const [key = "", of = "", use = ""] = noted.split("|");
        this.uses.set(key, { of: Number(of), isAtLoad: false });
        used.push({ own: `g${used.length}`, use });
      }
      if (this.is(0.2)) lines.push(`console.log(state.shown());`);
    }
    if (!isModule) lines.push(...this.taken(count, "b"));
    for (const { own, use } of used) lines.push(...this.one(LATER)(use, own));
    lines.push("const [how] = process.argv.slice(2);");
    if (this.is(0.6)) {
      const of = `(require("./${this.is(0.3) ? "modes" : "mode"}.js"))`;
      const change = this.one(WRITES).replace(/(?<![\w$]\.)MODE/g, of);
      lines.push(this.is(0.8) ? `if (how !== undefined) { ${change} }` : `{ ${change} }`);
    }
    lines.push(`if (how === "use") console.log(${used.map(({ own }) => `${own}(1)`).join(", ") || "0"});`);
    const some = used.filter(() => this.is(0.5)).reverse();
    lines.push(`if (how === "some") console.log(${some.map(({ own }) => `${own}(2)`).join(", ") || "0"});`);
    lines.push("console.log(state.shown());");
    if (this.is(0.1)) lines.push('if (how === "some") throw new Error("ends");');
    if (this.is(0.3)) {
      const all = READS.filter((each) => each.startsWith("MODE.") && !each.includes("__filename"));
      lines.push(
        `if (how === "use") console.log(${all.join(", ").replace(/(?<![\w$]\.)MODE/g, '(require("./mode.js"))')});`,
      );
    }
    lines.push("");
    return lines.join("\n");
  }
}
