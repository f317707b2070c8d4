// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources under test hold templates.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scanFully } from "./full/scan.js";
import type { ScannedImport, ScanResult, UnresolvedImport } from "./import.js";
import { scanFast } from "./scan.js";

/** The independent answer, as `.ci/scan-javascript.mjs` uses it for whole programs. */
interface Truth {
  trueImports(text: string, file: string): ({ specifier: string | null } & Record<string, unknown>)[];
}

const test = suite("JavaScript imports compared with Babel's scopes");
const truth: Truth = await import(pathToFileURL(resolve(".ci/javascript-imports.mjs")).href);

/** Packages of this project's own that are written, and compiled, in different ways. */
const PACKAGES = [
  "@oclif/core/lib",
  "@babel/parser/typings",

  "fast-check/lib",
  "acorn",
  "rolldown/dist",
  "uvu",
  "tinybench",
  "ajv/lib",
];
const MOST_BYTES = 400_000;

function sources(): string[] {
  const files: string[] = [];
  for (const name of PACKAGES) {
    const folder = join("node_modules", name);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /\.([cm]?[jt]s|[jt]sx)$/.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    }
  }
  return files.filter((file) => readFileSync(file).length < MOST_BYTES);
}

const FIELDS = [
  "specifier",
  "kind",
  "line",
  "column",
  "names",
  "when",
  "typeOnly",
  "manner",
  "conditions",
  "scope",
  "helper",
  "reexported",
  "base",
] as const;

function compared(sites: readonly object[]): unknown[] {
  return sites.map((site) => FIELDS.map((field) => (site as Record<string, unknown>)[field] ?? null));
}

function inOrder(result: ScanResult): (ScannedImport | UnresolvedImport)[] {
  return [...result.imports, ...result.unresolved].sort((a, b) => a.offset - b.offset);
}

test("the same imports in packages of this project", () => {
  let imports = 0;
  const files = sources();
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    const fast = scanFast(text, file);
    assert.ok(fast, `the fast parser is unsure of ${file}`);
    const wanted = truth.trueImports(text, file);
    imports += wanted.length;
    assert.equal(compared(inOrder(fast)), compared(wanted), file);
    assert.equal(compared(inOrder(scanFully(text, file))), compared(wanted), file);
  }
  assert.ok(files.length > 300 && imports > 1000, `${files.length} files with ${imports} imports`);
});

/** Programs of imports in generated surroundings. */
const { program } = fc.letrec<{ expression: string; statement: string; program: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("a", "1", "/[/]\\/(/.test(b)", "`x`", "'require(1)'", "require", "(c)"),
    fc.constantFrom(
      'require("m")',
      'import("m")',
      "require(`m`)",
      'require("m/" + a)',
      'require.resolve("m")',
      "require(b)",
    ),
    fc
      .tuple(tie("expression"), fc.constantFrom("&&", "||", "+", "/", "<", ">>", "===", ","), tie("expression"))
      .map(([a, by, b]) => `(${a} ${by} ${b})`),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie("expression").map((a) => `(() => ${a.startsWith("{") ? `(${a})` : a})()`),
    tie("expression").map((a) => `(async (p = ${a}, {q = ${a}}) => ${a})`),
    tie("expression")
      .map((a) => `{ k: ${a}, get l() { return ${a} }, [a]: 1 }`)
      .map((a) => `(${a})`),
    tie("statement").map((a) => `(function n() { ${a} })`),
    tie("statement").map((a) => `(function (require) { ${a} }).call(this)`),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([a, b]) => `(class { static x = ${a}; y = ${b}; static { ${b} } z() { ${a} } })`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `\`\${${a}}\${${b}}\``),
    tie("expression").map((a) => `${a}.member`),
    tie("expression").map((a) => `__importStar(${a})`),
    tie("expression").map((a) => `!${a}`),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("expression").map((a) => `${a};`),
    tie("expression").map((a) => `var v = ${a}, {w, x: y} = ${a};`),
    tie("expression").map((a) => `exports.v = ${a}\n`),
    fc.tuple(tie("expression"), tie("statement"), tie("statement")).map(([a, b, c]) => `if (${a}) { ${b} } else ${c}`),
    fc.tuple(tie("statement"), tie("statement")).map(([a, b]) => `try { ${a} } catch { ${b} }`),
    fc.tuple(tie("expression"), tie("statement")).map(([a, b]) => `switch (${a}) { case ${a}: ${b} default: ${b} }`),
    fc.tuple(tie("expression"), tie("statement")).map(([a, b]) => `for (const i of [${a}]) { ${b} }`),
    tie("statement").map((a) => `{ const require = 1; ${a} }`),
    tie("statement").map((a) => `function f() { ${a} }`),
    fc.tuple(tie("statement"), tie("statement")).map(([a, b]) => `${a}\n${b}`),
  ),
  program: fc.array(tie("statement"), { minLength: 1, maxLength: 4 }).map((all) => all.join("\n")),
}));

test("the same imports in generated programs", () => {
  let imports = 0;
  fc.assert(
    fc.property(program, fc.constantFrom("a.js", "a.ts"), (text, file) => {
      let wanted: ReturnType<Truth["trueImports"]>;
      try {
        wanted = truth.trueImports(text, file);
      } catch {
        return;
      }
      const fast = scanFast(text, file);
      assert.ok(fast, "the fast parser is unsure");
      imports += wanted.length;
      assert.equal(compared(inOrder(fast)), compared(wanted));
      assert.equal(compared(inOrder(scanFully(text, file))), compared(wanted));
    }),
    { numRuns: 400 },
  );
  assert.ok(imports > 500, `${imports} imports`);
});

test("any text gives a result, and broken ones no exception", () => {
  const pieces = fc.constantFrom(
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "`",
    "${",
    "/",
    "*/",
    "/*",
    '"',
    "=>",
    "?",
    ":",
    ";",
    "<",
    ">",
    "=",
    "\n",
    "\\",
    "import ",
    "export ",
    'require("a")',
    "function ",
    "async ",
    "class ",
    "await ",
    "...",
    "#",
    "@",
    "a",
    "1",
    "from ",
    "type ",
    "as ",
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 40 }),
      fc.constantFrom("a.js", "a.ts", "a.tsx", "a.d.ts"),
      (all, file) => {
        const text = all.join("");
        const result = scanFast(text, file) ?? scanFully(text, file);
        for (const { offset, line, column } of inOrder(result)) {
          assert.ok(offset >= 0 && offset < text.length && line >= 1 && column >= 1);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test.run();
