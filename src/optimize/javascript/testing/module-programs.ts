import { MODE_MODULE, MODULE_EFFECTS, MODULE_READS, MODULE_WRITES, STATE_MODULE } from "./module-state.js";
import { ProgramMaker } from "./program-maker.js";
import type { TruthProgram } from "./truth-program.js";
import { AT_LOAD, LATER } from "./truth-uses.js";

interface Module {
  readonly file: string;
  /** Whether it is CommonJS, which imports nothing. */
  readonly isCommon: boolean;
  readonly imports: number[];
  readonly lines: string[];
  hasEffect: boolean;
  /** Whether others get it through a module that passes it on. */
  readonly isPassedOn: boolean;
  /** Whether an export gets another value when its function is called. */
  readonly isLive: boolean;
}

interface Use {
  /** "file:line name". */
  readonly key: string;
  readonly of: number;
  /** A number. */
  readonly use: string;
}

const PACKAGE = '{ "type": "module", "engines": { "node": "^20.19.0 || >=22.13.0" } }\n';

const QUIET = [
  "const table = new Map([['a', 1]]);",
  "class Own extends Error {}",
  "let counter = 0;",
  "const symbol = Symbol('own');",
  "const wait = async () => { await 1; };",
];

/** How a module passes on all that another has, its default too. */
const BARRELS: readonly ((from: string) => string)[] = [
  (from) => `export * from "${from}";\nexport { default } from "${from}";\n`,
  (from) => `export { f, value, K, level, default } from "${from}";\n`,
  (from) => `import all, { f, value, K, level } from "${from}";\nexport { f, value, K, level, all as default };\n`,
];

/** A program of ES modules, and of CommonJS modules that they import. */
export class ModuleMaker extends ProgramMaker<Module> {
  program(): TruthProgram {
    const count = 3 + this.upTo(5);
    const order = Array.from({ length: count }, (_, at) => at);
    this.modules = order.map((at) => {
      const isCommon = at > 0 && this.is(0.15);
      return {
        ...{ file: `m${at}.${isCommon ? "cjs" : this.one(["js", "mjs"])}`, isCommon, imports: [], lines: [] },
        ...{ hasEffect: false, isPassedOn: !isCommon && this.is(0.2), isLive: !isCommon && this.is(0.1) },
      };
    });
    for (const at of order)
      for (let other = at + 1; other < count; other++)
        if (this.modules[at]?.isCommon === false && this.is(0.45)) this.modules[at]?.imports.push(other);
    const isCircle = this.is(0.1) && this.modules[count - 1]?.isCommon === false;
    if (isCircle) this.modules[count - 1]?.imports.push(this.upTo(count - 1));
    for (const at of order) this.write(at);
    const isBeside = this.is(0.15);
    const main = this.main(count, isBeside);
    const files = new Map<string, string>([
      ["package.json", PACKAGE],
      ["main.js", main],
      ["state.js", STATE_MODULE],
      ["mode.js", MODE_MODULE],
      ["modes.js", 'export * from "./mode.js";\nexport { default } from "./mode.js";\n'],
      ["whole.cjs", "exports.whole = 1;\n"],
    ]);
    for (const module of this.modules) {
      files.set(module.file, `${module.lines.join("\n")}\n`);
      if (module.isPassedOn) files.set(`by-${module.file}`, this.one(BARRELS)(`./${module.file}`));
    }
    for (const [key, { of, isAtLoad }] of this.uses) {
      if (isAtLoad) this.marks.set(key, "unsafe");
      else if (!isBeside && !isCircle && this.reaches(of).every((each) => this.isQuiet(each)))
        this.marks.set(key, "safe");
    }
    return { files, entry: "main.js", runs: [[], ["use"], ["some"]], marks: this.marks };
  }

  private write(at: number): void {
    const module = this.modules[at];
    if (module === undefined) return;
    const { lines, file, isCommon, isLive } = module;
    if (isCommon) {
      lines.push("exports.f = f;", `function f(n) { return ${at + 1} + n; }`);
      lines.push(`exports.value = ${at};`, `exports.K = class K { get() { return ${at}; } };`, "exports.level = 1;");
      return;
    }
    const names = module.imports.flatMap((other) => this.import(lines, file, other));
    const hasState = this.is(0.3);
    if (hasState) lines.push(`import * as MODE from "./${this.one(["mode", "modes"])}.js";`);
    lines.push('import * as state from "./state.js";', `const NAME = "m${at}";`);
    if (this.is(0.4)) lines.push(this.one(QUIET));
    if (this.is(0.2)) {
      lines.push(this.one(MODULE_EFFECTS));
      module.hasEffect = true;
    }
    const stated = hasState ? this.stated(module) : "";
    const owns = names.map((use, number) => this.user(lines, use, `f${number}`));
    const raised = isLive ? " + level++" : "";
    lines.push(
      "function f(n) {",
      `  return ${[String(at + 1), "n", ...owns.map((own) => `${own}(n)`)].join(" + ")}${stated}${raised};`,
      "}",
    );
    lines.push(`let level = ${at};`, `export const value = ${at};`, `export class K { get() { return ${at}; } }`);
    lines.push(this.one(["export { f, level };", "export { level }; export { f };"]), "export default f;");
  }

  /** State that its load asks for or changes, or its function. @returns what of it the function says */
  private stated(module: Module): string {
    module.hasEffect = true;
    switch (this.upTo(3)) {
      case 0:
        module.lines.push(`{ ${this.one(MODULE_WRITES)} }`);
        return "";
      case 1:
        module.lines.push(`const asked = ${this.one(MODULE_READS)};`);
        return " + asked";
      default:
        module.lines.push(`const change = () => { { ${this.one(MODULE_WRITES)} } return 0; };`);
        return ` + change() + ${this.one(MODULE_READS)}`;
    }
  }

  /** Adds an import. @returns of each of its names an expression */
  private import(lines: string[], file: string, other: number): Use[] {
    const module = this.modules[other];
    const from = `"./${module?.isPassedOn === true ? "by-" : ""}${module?.file}"`;
    const bound = `m${other}`;
    const key = (name: string): string => `${file}:${lines.length} ${name}`;
    const whole = module?.isCommon === true ? `${bound}.f(1)` : `${bound}(1)`;
    switch (this.upTo(module?.isCommon === true ? 5 : 7)) {
      case 0:
        lines.push(`import { f as ${bound}, value as v${other} } from ${from};`);
        return [
          { key: key(bound), of: other, use: `${bound}(1)` },
          { key: key(`v${other}`), of: other, use: `v${other}` },
        ];
      case 1:
        lines.push(`import ${bound} from ${from};`);
        return [{ key: key(bound), of: other, use: whole }];
      case 2:
        lines.push(`import ${bound}, { value as v${other} } from ${from};`);
        return [
          { key: key(bound), of: other, use: whole },
          { key: key(`v${other}`), of: other, use: `v${other}` },
        ];
      case 3:
        lines.push(`import { K as ${bound} } from ${from}; // what it is`);
        return [{ key: key(bound), of: other, use: `new ${bound}().get()` }];
      case 4:
        lines.push(`import { level as ${bound} } from ${from};`);
        return [{ key: key(bound), of: other, use: bound }];
      case 5:
        lines.push(`import * as ${bound} from ${from};`);
        return [{ key: key(bound), of: other, use: `${bound}.f(1) + ${bound}.level` }];
      default:
        lines.push(`import * as ${bound} from ${from};`);
        return [{ key: key(bound), of: other, use: `new ${bound}.K().get()` }];
    }
  }

  private user(lines: string[], { key, of, use }: Use, own: string): string {
    const isAtLoad = this.is(0.12);
    this.note(key, of, isAtLoad);
    lines.push(...this.one(isAtLoad ? AT_LOAD : LATER)(use, own));
    return own;
  }

  private note(key: string, of: number, isAtLoad: boolean): void {
    this.uses.set(key, { of, isAtLoad });
  }

  /** @param isBeside whether it imports while its functions run */
  private main(count: number, isBeside: boolean): string {
    const lines = ['import * as state from "./state.js";', 'import * as MODE from "./mode.js";'];
    const used: { own: string; use: string }[] = [];
    for (let at = 0; at < count; at++) {
      if (at > 0 && !this.is(0.4)) continue;
      for (const { key, of, use } of this.import(lines, "main.js", at)) {
        this.note(key, of, false);
        used.push({ own: `g${used.length}`, use });
      }
    }
    for (const { own, use } of used) lines.push(...this.one(LATER)(use, own));
    lines.push("const [how] = process.argv.slice(2);");
    if (this.is(0.6)) lines.push(`if (how !== undefined) { ${this.one(MODULE_WRITES)} }`);
    if (isBeside) {
      const what = JSON.stringify(`./${this.one(this.modules).file}`);
      lines.push(
        `if (how !== undefined) import(${this.is(0.3) ? `String(${what})` : what}).then(() => console.log("came"));`,
      );
      if (this.is(0.5)) lines.push('if (how === "some") await Promise.resolve();');
    }
    lines.push(`if (how === "use") console.log(${used.map(({ own }) => `${own}(1)`).join(", ") || "0"});`);
    const some = used.filter(() => this.is(0.5)).reverse();
    lines.push(`if (how === "some") console.log(${some.map(({ own }) => `${own}(2)`).join(", ") || "0"});`);
    lines.push("console.log(state.shown());", "");
    return lines.join("\n");
  }

  private isQuiet(at: number): boolean {
    const { hasEffect, isLive } = this.modules[at] ?? { hasEffect: true, isLive: true };
    return !hasEffect && !isLive;
  }
}
