import { ProgramMaker } from "./program-maker.js";
import type { TruthProgram } from "./truth-program.js";

interface Module {
  readonly file: string;
  readonly imports: number[];
}

const PACKAGE = '{ "type": "module", "private": true, "engines": { "node": ">=20.19" } }\n';

/** What starts work that comes later, and says so; and what does not. */
const BESIDE = `let state = 0;
export const now = () => state;
const later = (name) => {
  state++;
  console.log(name, state);
};
export const timer = (name) => {
  setTimeout(later, 0, name);
};
export const micro = (name) => queueMicrotask(() => later(name));
export const tick = (name) => process.nextTick(later, name);
export const promised = (name) => {
  Promise.resolve().then(() => later(name));
};
export async function loose(name) {
  await null;
  later(name);
}
export const kept = [() => console.log("kept")];
export const keep = (name) => {
  kept.push(() => micro(name));
};
export const runKept = () => kept.forEach((each) => each());
export const quiet = (n) => n + 1;
`;

/** What runs without being called. */
const HOOKS = `export const hooks = {
  set level(name) {
    micro(name);
  },
  get level() {
    tick("asked");
    return 1;
  },
};
`;

const NAMES = ["now", "timer", "micro", "tick", "promised", "loose", "keep", "runKept", "quiet"];

/** What starts something, most of the time. */
const STARTS: readonly ((name: string) => string)[] = [
  (name) => `timer("${name}");`,
  (name) => `micro("${name}");`,
  (name) => `tick("${name}");`,
  (name) => `promised("${name}");`,
  (name) => `loose("${name}");`,
  (name) => `keep("${name}");`,
  () => "runKept();",
  (name) => `hooks.level = "${name}";`,
  () => "console.log(hooks.level);",
  (name) => `setTimeout(() => console.log("${name}"));`,
  (name) => `[1].forEach(async (each) => { await null; console.log("${name}", each); });`,
  (name) => `(async () => { await null; console.log("${name}"); })();`,
  () => "await null;",
  (name) => `await loose("${name}");`,
  (name) => `mine["${name}"] = () => micro("${name}"); for (const each of Object.values(mine)) each();`,
];

/** A program of ES modules that older Nodes can't require, whose async functions need them. */
export class AwaitedMaker extends ProgramMaker<Module> {
  private count = 0;
  private readonly hasHooks = this.is(0.15);
  private open: string[] = [];

  program(): TruthProgram {
    const names = [0, 1, 2, 3];
    this.modules = names.map((at) => ({ file: `m${at}.js`, imports: at < 3 && this.is(0.3) ? [at + 1] : [] }));
    const files = new Map([
      ["package.json", PACKAGE],
      ["beside.js", BESIDE + (this.hasHooks ? HOOKS : "")],
    ]);
    for (const [at, { file, imports }] of this.modules.entries()) {
      const asked = imports.map((other) => `import { f as m${other} } from "./m${other}.js";\n`).join("");
      const live = this.is(0.1)
        ? "export let level = 1;\nexport const raise = () => level++;\n"
        : "export const level = 1;\n";
      const own = imports.map((other) => ` + m${other}(n)`).join("");
      files.set(
        file,
        `${asked}${live}export const f = (n) => ${at} + n${own};\nexport default class { get() { return ${at}; } }\n`,
      );
    }
    const depth = 1 + this.upTo(3);
    const isSplit = depth > 1 && this.is(0.4);
    const functions = Array.from({ length: depth }, (_, at) => this.function(at, depth));
    const own = isSplit ? functions.slice(1) : [];
    const main = isSplit ? functions.slice(0, 1) : functions;
    if (isSplit) files.set("cli.js", this.module(own.join("\n"), `export { f1 };\n`));
    files.set("main.js", this.module(main.join("\n"), this.end(), isSplit ? 'import { f1 } from "./cli.js";\n' : ""));
    if (isSplit && this.is(0.1)) files.set("test/cli.test.js", 'import { f1 } from "../cli.js";\nf1();\n');
    return { files, entry: "main.js", runs: [[], ["use"], ["some"]], marks: new Map() };
  }

  /** A module with all that its functions ask for. */
  private module(functions: string, end: string, more = ""): string {
    const imports = this.modules.flatMap(({ file }, at) => {
      const names = [`f as m${at}`, `level as level${at}`, `default as K${at}`];
      const used = names.filter((each) => new RegExp(`\\b${each.slice(each.indexOf(" as ") + 4)}\\b`).test(functions));
      return used.length === 0 ? [] : [`import { ${used.join(", ")} } from "./${file}";`];
    });
    const head = this.is(0.05) ? `${this.one(STARTS.slice(0, 10))(this.name())}\n` : "";
    const beside = `import { ${[...NAMES, ...(this.hasHooks ? ["hooks"] : [])].join(", ")} } from "./beside.js";\n`;
    return `${imports.join("\n")}\n${beside}${more}const [how] = process.argv.slice(2);\nconst mine = {};\n${head}${functions}\n${end}`;
  }

  private end(): string {
    const call = this.one([
      ...["f0();", "await f0();", "f0().then(() => console.log('end', now()));", "f0().catch(console.error);"],
      ...["if (process.argv.length > 0) { await f0(); }", "await f0();\nconsole.log('behind', now());"],
    ]);
    if (this.is(0.9)) return `${call}\n`;
    return `${this.one(["f0();\nconsole.log('behind');", "await Promise.all([f0(), loose('beside')]);", "const all = f0();\nawait all;"])}\n`;
  }

  private function(at: number, depth: number): string {
    const help = at === 0 ? `if (how === undefined) return console.log("help", quiet(1));\n` : "";
    this.open = at + 1 < depth ? [`f${at + 1}`] : [];
    const body = `${help}${this.statements(3 + this.upTo(3), 0)}\n${this.calls()}\n${this.statements(1 + this.upTo(2), 0)}`;
    const word = this.is(0.95) || /\bawait\b/.test(body) ? "async " : "";
    return this.is(0.7) ? `${word}function f${at}() {\n${body}\n}` : `const f${at} = ${word}() => {\n${body}\n};`;
  }

  /** The call of the next function, once as a rule. */
  private calls(): string {
    const name = this.open.pop();
    if (name === undefined) return "";
    if (this.is(0.1)) this.open.push(name);
    if (this.is(0.1))
      return this.one([`${name}();`, `await Promise.all([${name}(), loose("${this.name()}")]);`, `[1].map(${name});`]);
    const call = this.one([`await ${name}();`, `const r${this.count++} = await ${name}();`, `await (${name}());`]);
    const inner = this.one([call, call, `return ${name}();`]);
    return this.one([
      inner,
      `if (how === "use") {\n${inner}\n} else {\n${this.statements(1, 2)}\n}`,
      `try {\n${inner}\n} finally {\n${this.statements(1, 2)}\n}`,
    ]);
  }

  private statements(count: number, depth: number): string {
    return Array.from({ length: count }, () => this.statement(depth)).join("\n");
  }

  private statement(depth: number): string {
    if (this.is(0.08))
      return this.one(STARTS.filter((each) => this.hasHooks || !each("").includes("hooks")))(this.name());
    const kind = this.upTo(depth > 1 ? 4 : 10);
    const inner = (): string => this.statements(1 + this.upTo(2), depth + 1);
    switch (kind) {
      case 0:
      case 1:
        return `console.log("${this.name()}", now());`;
      case 2:
      case 3:
        return this.use();
      case 4:
        return `if (how === "${this.one(["use", "some"])}") {\n${inner()}\n}`;
      case 5:
        return `if (how === "some") {\n${inner()}\nreturn ${this.one(["1", "null"])};\n}`;
      case 6:
        return `for (const each of [1, 2]) {\n${inner()}\n}`;
      case 7:
        return `try {\n${inner()}\n} catch {\n${inner()}\n}`;
      case 8:
        return `switch (how) {\ncase "some": {\n${inner()}\n${this.one(["break;", ""])}\n}\ncase "use": {\n${inner()}\n}\n}`;
      default:
        return this.calls() || `console.log(quiet(2));`;
    }
  }

  private use(): string {
    const at = this.upTo(4);
    const uses = [`m${at}(1)`, `level${at}`, `new K${at}().get()`, `[1, 2].map((each) => m${at}(each))`];
    return `console.log(${this.one(uses)}, now());`;
  }

  private name(): string {
    return `s${this.count++}`;
  }
}
