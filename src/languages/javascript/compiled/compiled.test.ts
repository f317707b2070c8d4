import vm from "node:vm";
import fc from "fast-check";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readFile } from "../judge/file.js";
import { isForm } from "../judge/forms.js";
import { Refused } from "../judge/refused.js";
import { formOf } from "../judge/requires.js";
import { askedBy, callsAtLoad } from "./calls-at-load.js";
import { rewriteTypeScript } from "./rewrite-source.js";
import { compiledDifference } from "./same-program.js";
import { sourceMove } from "./source-move.js";

const test = suite("sources of compiled files");

function compiled(text: string, options: ts.CompilerOptions = {}): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    ...options,
  };
  return ts.transpileModule(text, { compilerOptions, fileName: "a.ts" }).outputText;
}

function parsed(text: string, path: string) {
  const source = readFile(text, path);
  if (source.unread !== null) throw new Error(source.unread.message);
  return source;
}

/** A source with what it imports from these moved, or the code of the first refusal. */
function moved(text: string, specifiers = ["./m"], isMarked: boolean | null = true, mayAssert = false) {
  const source = parsed(text, "a.ts");
  const output = parsed(compiled(text), "a.js");
  try {
    const moves = specifiers.map((specifier) => {
      const all = callsAtLoad(output, specifier);
      const call = output.calls.find(({ node }) => node === all[0]);
      const form = call === undefined ? null : formOf(output, call);
      if (form === null || !isForm(form)) throw new Error(`${specifier} is not required`);
      const { helper } = form;
      return sourceMove(source, { specifier, imported: null, at: 0, count: all.length, helper, isMarked, mayAssert });
    });
    return rewriteTypeScript(source, moves);
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

test("imports of each kind move, and types stay", () => {
  const of = (clause: string, used: string) =>
    moved(`import ${clause} from './m';\nexport function f(): T {\n  return ${used};\n}\n`);
  assert.is(
    of("{ a, type T }", "a"),
    `import type { T } from './m';\nexport function f(): T {\n  const { a }: typeof import('./m') = require('./m');\n  return a;\n}\n`,
  );
  assert.match(of("{ a as b, T }", "new T(b)"), "import type { T } from './m';\n");
  assert.match(of("{ a as b, T }", "new T(b)"), "const { a: b, T }: typeof import('./m') = require('./m');\n");
  assert.match(of("d", "d()"), "const { default: d }: typeof import('./m') = require('./m');\n");
  assert.match(of("* as m", "m.a"), /^export function f\(\): T \{\n {2}const m: typeof import\('\.\/m'\) = require/);
  assert.match(of("T, { a }", "new T(a)"), "import type T from './m';\n");
  assert.match(of("* as m", "m.a as m.T"), "import type * as m from './m';\n");
});

test("names that are needed in one block are taken together, others where they are needed", () => {
  const text =
    "import { a, b, c } from './m'\nexport function f(x: number) {\n  if (x > 1) {\n    a()\n    return b()\n  }\n  if (x > 0) return c()\n}\n";
  assert.is(
    moved(text),
    "export function f(x: number) {\n  if (x > 1) {\n    const { a, b }: typeof import('./m') = require('./m')\n    a()\n    return b()\n  }\n" +
      "  const { c }: typeof import('./m') = require('./m')\n  if (x > 0) return c()\n}\n",
  );
});

test("what can't move is refused", () => {
  const of = (rest: string, clause = "{ a }", isMarked: boolean | null = true) =>
    moved(`import ${clause} from './m';\n${rest}\n`, ["./m"], isMarked);
  assert.is(of("console.log(a);"), "used-at-load");
  assert.is(of("function f() { return a; }\nclass B extends a {}"), "used-at-load");
  assert.is(of("export { a };\nfunction f() { return a; }"), "exported");
  assert.is(of("function f(require: number) { return a + require; }"), "require-shadowed");
  assert.is(of("function f() { return d(); }", "d", null), "interop");
  assert.is(of("function f() { return m.a; }", "* as m", null), "interop");
  assert.is(of("function f() { return m; }", "* as m", false), "interop");
});

test("Node's own modules and others that were none of ES are what a helper makes of them", () => {
  const text = "import * as fs from 'fs';\nimport path from 'path';\nexport const f = () => fs.existsSync(path.sep);\n";
  const edited = moved(text, ["fs", "path"], false);
  assert.match(edited, "const fs: typeof import('fs') = require('fs');");
  assert.match(edited, "const path: typeof import('path') = require('path');");
});

test("the require stands for a name where no statement can", () => {
  const of = (clause: string, rest: string) => moved(`import ${clause} from './m';\n${rest}\n`);
  assert.is(
    of("{ a }", "function f(x = a()) {}"),
    "function f(x = (0, (require('./m') as typeof import('./m')).a)()) {}\n",
  );
  assert.is(of("* as m", "class C { x = m.a(); }"), "class C { x = (require('./m') as typeof import('./m')).a(); }\n");
  assert.is(
    of("{ A as B }", "class C { x = new B(); y = { B }; }"),
    "class C { x = new (require('./m') as typeof import('./m')).A(); y = { B: (require('./m') as typeof import('./m')).A }; }\n",
  );
});

test("a function that may say what holds behind it has its type written out", () => {
  const of = (rest: string) => moved(`import { a, b } from './m';\nfunction f() { ${rest} }\n`, ["./m"], true, true);
  const written =
    "const a: typeof import('./m').a = require('./m').a; const { b }: typeof import('./m') = require('./m'); ";
  assert.is(of("a(b);"), `function f() { ${written}a(b); }\n`);
  assert.match(of("return a(b);"), "const { a, b }: typeof import");
});

test("a comment among names of which some stay is not lost", () => {
  const text = "import {\n  a, // first\n  type T,\n} from './m';\nexport function f(): T { return a; }\n";
  assert.throws(() => moved(text), /a comment stands among names/);
});

test("what the compiler makes of an edit is looked through", () => {
  const before = compiled("import { a } from './m';\nimport { b } from './n';\nexport const f = () => a + b;\n");
  const of = (text: string) => compiledDifference("a.js", before, compiled(text), new Set([0]));
  const n = "import { b } from './n';\n";
  assert.is(of(`${n}export const f = () => { const { a } = require('./m'); return a + b; };\n`), null);
  assert.match(of(`${n}export const f = () => a + b;\n`) ?? "", "takes a, which nothing gives a value");
  assert.match(of(`${n}const { a } = require('./m');\nexport const f = () => a + b;\n`) ?? "", "asks for ./m");
  assert.match(of("export const f = () => { const { a } = require('./m'); return a; };\n") ?? "", "asks for ./n");
});

/** What a compiled module prints, and loads: "load" at its own load. */
function ran(output: string): string[] {
  const said: string[] = [];
  const module = (name: string) => ({
    __esModule: true,
    default: (x: number) => said.push(`${name} default ${x}`),
    a: (x: number) => said.push(`${name} a ${x}`),
    B: class {
      constructor(readonly x: number) {
        said.push(`${name} B ${x}`);
      }
    },
  });
  const loaded = new Map<string, object>();
  const require = (name: string) => {
    if (!loaded.has(name)) said.push(`load ${name}`);
    const found = loaded.get(name) ?? module(name);
    loaded.set(name, found);
    return found;
  };
  const exports: { run?: (x: number) => void } = {};
  vm.runInNewContext(output, { require, exports, module: { exports } });
  said.push("loaded");
  for (const x of [0, 1, 2, 3]) exports.run?.(x);
  return said;
}

const USES = [
  "a(x)",
  "d(x + 1)",
  "new B(x)",
  "void m.a(x)",
  "m.default(x)",
  "void (new m.B(x) as B)",
  "[1].forEach(() => a(x))",
];
const statement = fc.oneof(
  fc.constantFrom(...USES).map((use) => `${use};`),
  fc.constantFrom(...USES).map((use) => `if (x > 1) { ${use}; }`),
  fc.constantFrom(...USES).map((use) => `if (x > 2) ${use}; else x += 1;`),
  fc.constantFrom(...USES).map((use) => `for (let i = 0; i < x; i++) { ${use}; }`),
  fc.constantFrom(...USES).map((use) => `switch (x) { case 1: ${use}; break; default: }`),
  fc.constantFrom(...USES).map((use) => `try { ${use}; } catch {}`),
  fc.constantFrom(...USES).map((use) => `const later = (): number | void => void ${use}; later();`),
  fc.constant("let b: B | null = null; void b;"),
);

test("a generated source does the same, and loads what moved only where it is needed", () => {
  const bodies = fc.uniqueArray(statement, { minLength: 1, maxLength: 4, selector: (text) => text.slice(0, 5) });
  fc.assert(
    fc.property(bodies, fc.constantFrom("\n", "\r\n"), fc.constantFrom(";", ""), (body, lineBreak, end) => {
      const lines = [
        `import d, { a, type B as _B } from "./one"${end}`,
        `import { B } from "./two"${end}`,
        `import * as m from "./three"${end}`,
        "export function run(x: number): void {",
        ...body.map((each) => `  ${each}`),
        "}",
        "",
      ];
      const text = lines.join(lineBreak);
      const output = compiled(text);
      const specifiers = ["./one", "./two", "./three"].filter((one) => output.includes(one));
      fc.pre(specifiers.length > 0);
      const edited = moved(text, specifiers);
      const asked = callsAtLoad(parsed(output, "a.js")).map(askedBy);
      const places = new Set(asked.flatMap((one, at) => (specifiers.includes(one) ? [at] : [])));
      assert.is(compiledDifference("a.js", output, compiled(edited), places), null, edited);
      const [before, after] = [ran(output), ran(compiled(edited))];
      const printed = (all: readonly string[]) => all.filter((line) => !line.startsWith("load "));
      assert.equal(printed(after), printed(before), edited);
      assert.is(after[0], "loaded", edited);
    }),
    { numRuns: 100 },
  );
});

test.run();
