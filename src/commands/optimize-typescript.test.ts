import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nodePrograms } from "../io/testing/nodes.js";
import { ended, optimized, projectOf } from "../io/testing/tried-project.js";
import type { Plan } from "../optimize/plan.js";

const MANY = (count: number): string =>
  `const all: number[] = [];\nfor (let i = 0; i < ${count}; i++) all.push(i * 2);\n`;
const FILES = [
  ["package.json", '{ "name": "drawing", "version": "1.0.0" }'],
  [".gitignore", "node_modules\nlib\n"],
  [
    "tsconfig.json",
    '{ "compilerOptions": { "outDir": "lib", "rootDir": "src", "module": "commonjs", "target": "es2022", "strict": true, "esModuleInterop": true, "sourceMap": true, "types": ["node"], "skipLibCheck": true }, "include": ["src"] }',
  ],
  [
    "src/big.ts",
    `${MANY(2_000_000)}export const size = all.length;\nexport function fail(): never {\n  throw new Error("no");\n}\n`,
  ],
  [
    "src/render.ts",
    'import { fail, size } from "./big";\n\nexport interface Options {\n  readonly title: string;\n}\n\nexport function render(options: Options): string {\n  if (options.title !== "") return options.title + size;\n  fail();\n}\n',
  ],
  ["src/shape.ts", `${MANY(1_000_000)}export default class Shape {\n  readonly sides = all.length;\n}\n`],
  [
    "src/cli.ts",
    `import * as fs from "fs";
import { render, type Options } from "./render"; // the picture
import Shape from "./shape";

function draw(options: Options): Shape {
  console.log(render(options));
  return new Shape();
}

function main(args: readonly string[]): void {
  if (args[0] === "draw") console.log(draw({ title: args[1] ?? "" }).sides, fs.existsSync("/"));
  else console.log("1.0.0");
}

main(process.argv.slice(2));
`,
  ],
] as const;
const SECONDS = 240;

const test = suite("perf optimize of what is compiled from TypeScript");

function project(more: Readonly<Record<string, string>> = {}): string {
  const root = projectOf(new Map<string, string>([...FILES, ...Object.entries(more)]));
  mkdirSync(join(root, "node_modules", "@types"), { recursive: true });
  for (const name of ["typescript", "@types/node", "undici-types"])
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  build(root);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x", ...args], { cwd: root });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "all");
  return root;
}

/** By the compiler itself, which also finds mistakes in types. */
const build = (root: string): Buffer =>
  execFileSync(process.execPath, [join("node_modules", "typescript", "bin", "tsc")], { cwd: root });

const planned = (root: string, ...flags: string[]): Promise<Plan> =>
  plannedOf([process.execPath, "lib/cli.js", "--version"], root, ...flags);

async function plannedOf(command: readonly string[], root: string, ...flags: string[]): Promise<Plan> {
  const { code, stdout, stderr } = await optimized(["-n", "1", "--json", ...flags, "--", ...command], root, SECONDS);
  assert.is(code, 0, stderr);
  return JSON.parse(stdout) as Plan;
}

test("the sources are edited, verified, and written with what the compiler makes of them", async () => {
  const root = project();
  const text = (file: string): string => readFileSync(join(root, file), "utf8");
  const [source, output] = [text("src/cli.ts"), text("lib/cli.js")];
  const drawn = await ended(process.execPath, ["lib/cli.js", "draw", "x"], root);

  const { proposals, written, verification, patch } = await planned(root, "--write");
  assert.equal(proposals.map(({ file, line, names, places }) => [file, line, names, places]).sort(), [
    ["src/cli.ts", 2, ["render"], [{ line: 6, scope: "draw", block: null }]],
    ["src/cli.ts", 3, ["Shape"], [{ line: 7, scope: "draw", block: null }]],
  ]);
  assert.equal(written, ["src/cli.ts", "lib/cli.js"]);
  assert.ok(verification?.commands.every(({ same, loaded }) => same && loaded));
  assert.match(patch, /^diff --git a\/src\/cli\.ts /);
  assert.not.match(patch, "lib/cli.js");
  assert.match(
    text("src/cli.ts"),
    'import type { Options } from "./render"; // the picture\nimport type Shape from "./shape";\n',
  );

  const edited = text("lib/cli.js");
  assert.is.not(edited, output);
  build(root);
  assert.is(text("lib/cli.js"), edited, "the compiler writes the same");
  assert.equal(await ended(process.execPath, ["lib/cli.js", "draw", "x"], root), drawn);

  execFileSync("git", ["checkout", "-q", "."], { cwd: root });
  build(root);
  assert.equal([text("src/cli.ts"), text("lib/cli.js")], [source, output]);
});

const MODULES = {
  "package.json":
    '{ "name": "drawing", "version": "1.0.0", "type": "module", "engines": { "node": "^20.19.0 || >=22.13.0" } }',
  "src/cli.ts": `import * as fs from "node:fs";
import path from "node:path";
import { fail, size } from "./big.js"; // the size
import Shape, { type Options } from "./shape.js";

function draw(options: Options): Shape {
  if (options.title === "") fail();
  console.log(path.join("a", options.title), size);
  return new Shape();
}

function main(args: readonly string[]): void {
  if (args[0] === "draw") console.log(draw({ title: args[1] ?? "" }).sides, fs.existsSync("/"));
  else console.log("1.0.0");
}

main(process.argv.slice(2));
`,
  "src/render.ts": "export {};\n",
  "src/shape.ts": `${MANY(1_000_000)}export interface Options {\n  readonly title: string;\n}\nexport default class Shape {\n  readonly sides = all.length;\n}\n`,
};

for (const [what, settings] of [
  ["nodenext", '"module": "nodenext"'],
  ["esnext", '"module": "esnext", "moduleResolution": "bundler", "verbatimModuleSyntax": true'],
] as const) {
  test(`sources of ES modules are edited, verified, and written: ${what}`, async () => {
    const tsconfig = `{ "compilerOptions": { "outDir": "lib", "rootDir": "src", ${settings}, "target": "es2022", "strict": true, "types": ["node"], "skipLibCheck": true }, "include": ["src"] }`;
    const root = project({ ...MODULES, "tsconfig.json": tsconfig });
    const text = (file: string): string => readFileSync(join(root, file), "utf8");
    const [source, output] = [text("src/cli.ts"), text("lib/cli.js")];
    const drawn = await ended(process.execPath, ["lib/cli.js", "draw", "x"], root);

    const { proposals, written, verification } = await planned(root, "--write", "--min-saving", "0");
    assert.equal(proposals.map(({ file, line, names }) => [file, line, [...names].sort()]).sort(), [
      ["src/cli.ts", 2, ["path"]],
      ["src/cli.ts", 3, ["fail", "size"]],
      ["src/cli.ts", 4, ["Shape"]],
    ]);
    assert.equal(written, ["src/cli.ts", "lib/cli.js"]);
    assert.ok(verification?.commands.every(({ same, loaded }) => same && loaded));
    assert.match(text("src/cli.ts"), 'const fail: typeof import("./big.js").fail = require("./big.js").fail;');
    assert.match(text("src/cli.ts"), "\nconst require = createRequire(import.meta.url);\n");

    const edited = text("lib/cli.js");
    assert.is.not(edited, output);
    build(root);
    assert.is(text("lib/cli.js"), edited, "the compiler writes the same");
    assert.equal(await ended(process.execPath, ["lib/cli.js", "draw", "x"], root), drawn);

    const { code } = await optimized(["--revert"], root, SECONDS);
    assert.is(code, 0);
    assert.equal([text("src/cli.ts"), text("lib/cli.js")], [source, output]);
  });
}

const STRIPPED = {
  "package.json": '{ "name": "drawing", "version": "1.0.0", "type": "module", "engines": { "node": ">=22.18" } }',
  "tsconfig.json":
    '{ "compilerOptions": { "noEmit": true, "module": "nodenext", "target": "es2022", "strict": true, "allowImportingTsExtensions": true, "types": ["node"], "skipLibCheck": true }, "include": ["src"] }',
  "src/cli.ts": MODULES["src/cli.ts"].replaceAll('.js"', '.ts"'),
};
const stripping = nodePrograms().filter(({ major }) => major >= 24);
if (stripping.length === 0) throw new Error("these tests need a Node 24 or later, in IMPORTPERF_NODES or on PATH");

for (const { path: node, major } of stripping) {
  test(`what Node ${major} runs itself is edited, verified, written, and as it was again`, async () => {
    const root = project({ ...MODULES, ...STRIPPED });
    const text = (): string => readFileSync(join(root, "src/cli.ts"), "utf8");
    const source = text();
    const drawn = await ended(node, ["src/cli.ts", "draw", "x"], root);
    assert.is(drawn.code, 0, drawn.stderr);

    const { proposals, written, verification } = await plannedOf(
      [node, "src/cli.ts"],
      root,
      "--write",
      "--min-saving",
      "0",
    );
    assert.equal(proposals.map(({ file, line }) => [file, line]).sort(), [
      ["src/cli.ts", 2],
      ["src/cli.ts", 3],
      ["src/cli.ts", 4],
    ]);
    assert.equal(written, ["src/cli.ts"]);
    assert.ok(verification?.commands.every(({ same, loaded }) => same && loaded));
    build(root);
    assert.match(text(), 'import type Shape from "./shape.ts";\nimport type { Options } from "./shape.ts";\n');
    assert.equal(await ended(node, ["src/cli.ts", "draw", "x"], root), drawn);

    assert.is((await optimized(["--revert"], root, SECONDS)).code, 0);
    assert.is(text(), source);
  });
}

test("TypeScript that Node loads in another way than by blanks for types is left alone", async () => {
  const [{ path: node } = { path: "" }] = stripping;
  const hooks =
    'import { register } from "node:module";\nregister("data:text/javascript,export const load = (url, context, next) => next(url, context);");\n';
  const root = project({ ...MODULES, ...STRIPPED, "hooks.mjs": hooks });
  const whyNot = async (...words: string[]): Promise<string> => {
    const { proposals, refusals } = await plannedOf([node, ...words, "src/cli.ts"], root, "--no-run");
    assert.equal(proposals, []);
    return refusals.find(({ reason }) => reason.code === "typescript-import")?.reason.message ?? "";
  };
  assert.match(await whyNot("--import", "./hooks.mjs"), "hooks.mjs may load it in its own way");
  assert.match(await whyNot("--no-warnings", "--experimental-loader=./hooks.mjs"), "it is loaded with --exp");
});

test("a property that changes is taken where it is used, or not at all", async () => {
  const root = project({
    "src/mode.ts": `${MANY(1_000_000)}export let mode = "plain";\nexport function setMode(to: string): void {\n  mode = to;\n}\n`,
    "src/cli.ts": `import { mode, setMode } from "./mode";
import * as state from "./mode";

function draw(): void {
  setMode("bold");
  console.log(mode, state.mode);
}

if (process.argv[2] === "draw") draw();
`,
  });
  const { proposals, refusals } = await planned(root, "--no-run");
  assert.equal(
    proposals.map(({ line }) => line),
    [],
  );
  assert.ok(
    refusals.some(({ reason }) => reason.code === "rebound"),
    JSON.stringify(refusals),
  );
});

test("a compiled file that is not what its source is compiled to is left alone", async () => {
  const root = project();
  const stale = readFileSync(join(root, "src/cli.ts"), "utf8").replace("1.0.0", "2.0.0");
  writeFileSync(join(root, "src/cli.ts"), stale);
  const { proposals, refusals, patch } = await planned(root, "--no-run");
  assert.ok(proposals.every(({ file }) => file !== "src/cli.ts"));
  assert.not.match(patch, "cli");
  const codes = refusals.filter(({ file }) => file === "lib/cli.js").map(({ reason }) => reason.code);
  assert.ok(codes.length > 0 && codes.includes("compiled"), codes.join());
  assert.match(refusals.find(({ reason }) => reason.code === "compiled")?.reason.message ?? "", "build the project");
});

test("what the compiler would write is asked of the project's own compiler", async () => {
  const root = project();
  unlinkSync(join(root, "node_modules", "typescript"));
  const { proposals, refusals } = await planned(root, "--no-run");
  assert.is(proposals.length, 0);
  assert.match(refusals.find(({ reason }) => reason.code === "compiled")?.reason.message ?? "", "typescript");
});

test.run();
