import { execFileSync } from "node:child_process";
import fc from "fast-check";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nodePrograms } from "../../io/testing/nodes.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { strippedTypes } from "../../io/type-stripping.js";
import { askedBy, asksAtLoad, statementsAsking } from "../../languages/javascript/compiled/calls-at-load.js";
import { rewriteTypeScript } from "../../languages/javascript/compiled/rewrite-source.js";
import { compiledDifference } from "../../languages/javascript/compiled/same-program.js";
import { sourceMove } from "../../languages/javascript/compiled/source-move.js";
import { isStripped } from "../../languages/javascript/compiled/stripped.js";
import { readFile } from "../../languages/javascript/judge/file.js";
import { keysOf } from "../../languages/javascript/judge/imports.js";
import { Refused } from "../../languages/javascript/judge/refused.js";

const test = suite("sources of ES modules that a compiler writes, or Node strips");

const node = nodePrograms().find(({ major }) => major === 24);
if (node === undefined) throw new Error("these tests need a Node 24, in IMPORTPERF_NODES or on PATH");

type Output = (text: string) => string;

const written =
  (options: ts.CompilerOptions): Output =>
  (text) =>
    ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022, ...options },
      fileName: "a.ts",
    }).outputText;
const eliding = written({});
const verbatim = written({ verbatimModuleSyntax: true });
const stripping: Output = (text) => {
  const [stripped = null] = strippedTypes(node.path, [text], process.env)?.texts ?? [];
  if (stripped === null || !isStripped(stripped, text)) throw new Error(`Node can't strip it: ${text}`);
  return stripped;
};

function parsed(text: string, path: string) {
  const source = readFile(text, path);
  if (source.unread !== null) throw new Error(source.unread.message);
  return source;
}

/** A source with what it imports from these moved, or the code of the first refusal. */
function moved(text: string, output: Output, specifiers = ["./m.js"]) {
  const source = parsed(text, "a.ts");
  const ran = parsed(output(text), "a.js");
  try {
    const moves = specifiers.flatMap((specifier) => {
      const all = statementsAsking(ran, specifier);
      return all.slice(0, 1).map((statement) => {
        const imported = {
          ofModule: !/^node:|\.cjs$/.test(specifier),
          locals: keysOf(statement).map(({ local }) => local),
        };
        const form = { specifier, imported, at: 0, count: all.length, helper: null, isMarked: null, mayAssert: false };
        return sourceMove(source, form);
      });
    });
    return rewriteTypeScript(source, moves);
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

const MAKER = 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n\n';

for (const [name, output] of [
  ["a compiler", eliding],
  ["a compiler that keeps all imports", verbatim],
  ["Node", stripping],
] as const) {
  test(`imports of each kind move, and types stay: ${name}`, () => {
    const of = (clause: string, used: string) =>
      moved(`import ${clause} from "./m.js";\n\nexport function f(): void {\n  ${used};\n}\n`, output);
    const into = (types: string, statement: string, used: string) =>
      `${types}${MAKER}export function f(): void {\n  ${statement} = require("./m.js");\n  ${used};\n}\n`;
    const whole = ': typeof import("./m.js")';
    assert.is(of("{ a }", "a()"), into("", `const { a }${whole}`, "a()"));
    assert.is(of("{ a as b }", "b()"), into("", `const { a: b }${whole}`, "b()"));
    assert.is(of("d, { a }", "d(a)"), into("", `const { default: d, a }${whole}`, "d(a)"));
    assert.is(of("* as m", "m.a()"), into("", `const m${whole}`, "m.a()"));
    assert.is(
      of("{ a, type T }", "a<T>()"),
      into('import type { T } from "./m.js";\n', `const { a }${whole}`, "a<T>()").replace("\nconst", "\n\nconst"),
    );
    assert.match(of("D, { a }", "a(new D() as D)"), /^import type D from "\.\/m\.js";\n/);
    assert.match(of("* as m", "m.a() as m.T"), /^import type \* as m from "\.\/m\.js";\n/);
  });

  test(`what lies around stays as it is: ${name}`, () => {
    const text = `#!/usr/bin/env node\r\n// Licence\r\n"use strict";\r\nimport { a } from './m.js' // why\r\nimport { b } from './n.js'\r\n\r\n/** Does it. */\r\nexport const f = (): void => {\r\n  a(b)\r\n}\r\n`;
    assert.is(
      moved(text, output),
      `#!/usr/bin/env node\r\n// Licence\r\n"use strict";\r\nimport { b } from './n.js'\r\nimport { createRequire } from 'node:module'\r\n\r\nconst require = createRequire(import.meta.url)\r\n\r\n/** Does it. */\r\nexport const f = (): void => {\r\n  const { a }: typeof import('./m.js') = require('./m.js') // why\r\n  a(b)\r\n}\r\n`,
    );
    const again = moved(
      'import { createRequire } from "node:module";\nimport { a } from "./m.js";\n\nconst require = createRequire(import.meta.url);\nexport const f = (): void => a();\n',
      output,
    );
    assert.is(again.match(/createRequire\(/g)?.length, 1);
    assert.match(again, 'typeof import("./m.js") = require("./m.js")');
  });

  test(`what can't move is refused: ${name}`, () => {
    const of = (rest: string, clause = "{ a }") => moved(`import ${clause} from "./m.js";\n${rest}\n`, output);
    assert.is(of("console.log(a);"), "used-at-load");
    assert.is(of("function f() { return a; }\nclass B extends b {}", "{ a, b }"), "used-at-load");
    assert.is(of("export { a };\nfunction f() { return a; }"), "exported");
    assert.is(of("function f(require: (x: number) => void) { require(a); }"), "require-shadowed");
    assert.is(of("const f = () => a, require = 1;"), "require-shadowed");
    assert.is(of('function f() { return typeof require === "function" ? a : 1; }'), "require-shadowed");
    assert.is(of("const createRequire = 1;\nfunction f() { return a; }"), "require-shadowed");
    assert.is(of("function f(a: number) { return a; }\nfunction g() { return a; }\neval('a');"), "evaluated");
    assert.throws(
      () =>
        moved('import {\n  a, // first\n  type T,\n} from "./m.js";\nexport function f(): T { return a; }\n', output),
      /a comment stands among names/,
    );
  });

  test(`of CommonJS and of Node's own modules a default is the whole: ${name}`, () => {
    const text =
      'import c, { d } from "./m.cjs";\nimport path from "node:path";\nexport const f = (): void => { c(d, path.sep); };\n';
    const edited = moved(text, output, ["./m.cjs", "node:path"]);
    assert.match(edited, 'const c: typeof import("./m.cjs") = require("./m.cjs");');
    assert.match(edited, 'const { d }: typeof import("./m.cjs") = require("./m.cjs");');
    assert.match(edited, 'const path: typeof import("node:path") = require("node:path");');
  });
}

test("an import is found among others of the same by what the compiler leaves of them", () => {
  const text =
    'import { T } from "./m.js";\nimport { a } from "./m.js";\nexport { z } from "./m.js";\nexport const f = (): T => a();\n';
  assert.match(moved(text, eliding), /^import \{ T \} from ".\/m.js";\nexport \{ z \}|^import \{ T \}/);
  assert.match(moved(text, eliding), "const { a }: typeof import");
  // The first is one too where nothing is left out, and only types use it.
  assert.match(moved(text, stripping), /^import type \{ T \} from ".\/m.js";\nimport \{ a \}/);
  const of = (count: number) => {
    const source = parsed(text, "a.ts");
    const imported = { ofModule: true, locals: ["a"] };
    const form = { specifier: "./m.js", imported, helper: null, isMarked: null, mayAssert: false };
    return () => sourceMove(source, { ...form, at: 0, count });
  };
  assert.throws(of(1), /is asked for 2 times in the source, 1 times/);
  assert.throws(of(4), /is asked for 2 times in the source, 4 times/);
  of(2)();
  assert.throws(
    () =>
      sourceMove(parsed(text, "a.ts"), {
        ...{ specifier: "./m.js", helper: null, isMarked: null, mayAssert: false, at: 0, count: 2 },
        imported: { ofModule: true, locals: ["other"] },
      }),
    /does not import a/,
  );
});

test("what becomes of an edit is looked through", () => {
  const before = 'import { a } from "./m.js";\nexport { b } from "./n.js";\nexport const f = () => a;\n';
  const of = (after: string) => compiledDifference("a.js", before, after, new Set([0]));
  const made = 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\n';
  const n = 'export { b } from "./n.js";\n';
  const f = 'export const f = () => { const { a } = require("./m.js"); return a; };\n';
  assert.is(of(made + n + f), null);
  assert.is(of(n + made + f), null);
  assert.is(compiledDifference("a.js", made + before, made + n + f, new Set([1])), null);
  assert.match(of(n + f) ?? "", "takes require");
  assert.match(of(made + f) ?? "", "asks for");
  assert.match(of(`${made}import "./m.js";\n${n}${f}`) ?? "", "asks for");
  assert.match(of(`${made + n}import "./o.js";\n${f}`) ?? "", "asks for");
  assert.match(of(`${made + n}require("./m.js");\n${f}`) ?? "", "asks for");
  assert.match(of(`import "fs";\n${n}const require = 1;\n${f}`) ?? "", "asks for fs");
  assert.match(of(`${made + n}export const f = () => a;\n`) ?? "", "takes a");
});

test("only blanks for types are a stripped text", () => {
  assert.is(isStripped("let a        ;", "let a: number;"), true);
  assert.is(isStripped("let a   ", "let a: number"), false);
  assert.is(isStripped("let b        ;", "let a: number;"), false);
  assert.is(isStripped("let a \n      ;", "let a: number;"), false);
  assert.is(isStripped("let a        ;", "let a:\nnumber;"), false);
  // Read as TypeScript it would be a call with types.
  assert.is(isStripped("x = a < (b       ) > (c);", "x = a < (b as any) > (c);"), false);
  assert.is(strippedTypes(node.path, ["enum A {}", "let a;"], process.env)?.texts[0], null);
  assert.is(strippedTypes("no-such-node", ["let a;"], process.env), null);
});

const USES = [
  "a(x)",
  "d(x + 1)",
  "new B(x)",
  "void m.a(x)",
  "m.default(x)",
  "void (new m.B(x) as B)",
  "c(x)",
  "console.log(util.format('%d', x))",
  "[1].forEach(() => a(x))",
];
const statement = fc.oneof(
  fc.constantFrom(...USES).map((use) => `${use};`),
  fc.constantFrom(...USES).map((use) => `if (x > 1) { ${use}; }`),
  fc.constantFrom(...USES).map((use) => `if (x > 2) ${use}; else x += 1;`),
  fc.constantFrom(...USES).map((use) => `for (let i: number = 0; i < x; i++) { ${use}; }`),
  fc.constantFrom(...USES).map((use) => `switch (x) { case 1: ${use}; break; default: }`),
  fc.constantFrom(...USES).map((use) => `try { ${use}; } catch {}`),
  fc.constantFrom(...USES).map((use) => `const later = (y = ${use}): number | void => void y; later();`),
  fc.constant("let b: B | null = null; void b;"),
);
const SPECIFIERS = ["./one.mjs", "./two.mjs", "./three.mjs", "./four.cjs", "node:util"];
const program = fc
  .tuple(
    fc.uniqueArray(statement, { minLength: 1, maxLength: 4, selector: (text) => text.slice(0, 5) }),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom(";", ""),
  )
  .map(([body, lineBreak, end]) =>
    [
      `import d, { a, type B as _B } from "./one.mjs"${end}`,
      `import { B } from "./two.mjs"${end} // two`,
      `import * as m from "./three.mjs"${end}`,
      `import c from "./four.cjs"${end}`,
      `import * as util from "node:util"${end}`,
      "export function run(x: number): void {",
      ...body.map((each) => `  ${each}`),
      "}",
      "",
    ].join(lineBreak),
  );

const beside = (folder: string): [string, string][] => [
  ...["one", "two", "three"].map((name): [string, string] => [
    `${folder}/${name}.mjs`,
    `console.log("load ${name}");\nexport default (x) => console.log("${name} default", x);\nexport const a = (x) => console.log("${name} a", x);\nexport class B { constructor(x) { console.log("${name} B", x); } }\n`,
  ]),
  [`${folder}/four.cjs`, 'console.log("load four");\nmodule.exports = (x) => console.log("four", x);\n'],
];

const DRIVER = `
import { createRequire } from "node:module";
const { log } = console;
const all = [];
for (const file of process.argv.slice(2)) {
  const said = [];
  console.log = (...words) => said.push(words.join(" "));
  try {
    const { run } = await import(file);
    said.push("loaded");
    for (const x of [0, 1, 2, 3]) run(x);
  } catch (error) {
    said.push(String(error));
  }
  all.push(said);
}
log(JSON.stringify(all));
`;

test("generated sources do the same, and load what moved only where it is needed", () => {
  const texts = fc.sample(program, 40);
  const files: [string, string][] = [["driver.mjs", DRIVER]];
  const entries: string[] = [];
  const edits: string[] = [];
  const add = (entry: string, text: string): void => {
    files.push([entry, text], ...beside(entry.replace(/\/[^/]*$/, "")));
    entries.push(`./${entry}`);
  };
  texts.forEach((text, at) => {
    for (const [kind, output] of [
      ["mjs", eliding],
      ["mts", stripping],
    ] as const) {
      const ran = output(text);
      const specifiers = SPECIFIERS.filter((one) => ran.includes(one));
      const edited = moved(text, output, specifiers);
      const asked = asksAtLoad(parsed(ran, "a.js")).map(askedBy);
      const places = new Set(asked.flatMap((one, place) => (specifiers.includes(one) ? [place] : [])));
      assert.is(compiledDifference("a.js", ran, output(edited), places), null, edited);
      add(`${at}-${kind}-before/main.${kind}`, kind === "mjs" ? ran : text);
      add(`${at}-${kind}-after/main.${kind}`, kind === "mjs" ? output(edited) : edited);
      edits.push(edited);
    }
  });
  const root = projectOf(files);
  const said = JSON.parse(
    execFileSync(node.path, ["--no-warnings", "driver.mjs", ...entries], { cwd: root, encoding: "utf8" }),
  ) as string[][];
  assert.is(said.length, edits.length * 2);
  const printed = (all: readonly string[] = []) => all.filter((line) => !line.startsWith("load "));
  for (const [at, edited] of edits.entries()) {
    const [before, after] = [said[2 * at], said[2 * at + 1]];
    assert.equal(printed(after), printed(before), edited);
    assert.is(after?.[0], "loaded", edited);
    assert.not.ok(
      printed(after).some((line) => line.includes("Error")),
      `${printed(after)}\n${edited}`,
    );
  }
});

test.run();
