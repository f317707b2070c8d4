import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import { fileSystem } from "../../../io/file-system.js";
import type { Resolution } from "./resolution.js";
import { Resolver } from "./resolver.js";

const test = suite("JavaScript imports resolved as Node does");
let folder = "";

test.before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "importperf-resolve-")));
});
test.after(() => {
  rmSync(folder, { recursive: true });
});

type Pair = readonly [file: string, specifier: string];
type Answers = [required: string | null, imported: string | null];

function nodesAnswers(pairs: readonly Pair[], flags: readonly string[] = []): Answers[] {
  const args = [...flags, "--experimental-import-meta-resolve", "--no-warnings", join(".ci", "node-resolution.mjs")];
  const env = { ...process.env, HOME: folder, NODE_PATH: "" };
  const input = JSON.stringify(pairs);
  const answer = spawnSync(process.execPath, args, {
    input,
    encoding: "utf8",
    env,
    timeout: 120_000,
    maxBuffer: 2 ** 28,
  });
  assert.equal(answer.status, 0, answer.stderr);
  return JSON.parse(answer.stdout) as Answers[];
}

function plain(resolution: Resolution): string | null {
  if (resolution.kind === "file") return resolution.path + resolution.query;
  if (resolution.kind === "builtin") return resolution.name;
  return resolution.kind === "url" ? resolution.url : null;
}

function ours(pairs: readonly Pair[], conditions: readonly string[] = []): Answers[] {
  const resolver = new Resolver(fileSystem, { conditions });
  return pairs.map(([file, specifier]) => [
    plain(resolver.require(specifier, file)),
    plain(resolver.import(specifier, file)),
  ]);
}

function sameAsNode(pairs: readonly Pair[], conditions: readonly string[] = []): Answers[] {
  const answers = ours(pairs, conditions);
  const truth = nodesAnswers(
    pairs,
    conditions.map((condition) => `--conditions=${condition}`),
  );
  const wrong = pairs.flatMap((pair, index) =>
    JSON.stringify(answers[index]) === JSON.stringify(truth[index])
      ? []
      : [{ pair, ours: answers[index], node: truth[index] }],
  );
  assert.deepEqual(wrong.slice(0, 10), []);
  return answers;
}

function write(files: Record<string, string>, below: string): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(below, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const PROGRAM: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "self",
    exports: {
      ".": "./main.js",
      "./x": { import: "./x.mjs", default: "./x.js" },
      "./private/*": null,
      "./*": "./*.js",
    },
    imports: {
      "#dep": "dep",
      "#fs": "fs",
      "#node": "node:fs",
      "#own": { special: "./special.js", default: "./main.js" },
      "#p/*": "./lib/*.js",
      "#missing": "./missing.js",
      "#out": "../outside.js",
    },
  }),
  "main.js": "",
  "x.js": "",
  "x.mjs": "",
  "special.js": "",
  "private/y.js": "",
  "lib/index.js": "",
  "lib/a.js": "",
  "lib/a.json": "",
  "lib/a/index.js": "",
  "lib/b/index.json": "{}",
  "lib/c.node": "",
  "lib/with blank.js": "",
  "lib/per%cent.js": "",
  "lib/per%20cent.js": "",
  "lib/question?.js": "",
  "lib/hash#.js": "",
  "lib/back\\slash.js": "",
  "lib/.dot.js": "",
  "lib/ü.js": "",
  "lib/fs.js": "",
  "broken/package.json": "{",
  "broken/x.js": "",
  "sub/package.json": '{"type": "module"}',
  "sub/x.js": "",
  "node_modules/dep/package.json": '{"main": "lib"}',
  "node_modules/dep/lib/index.js": "",
  "node_modules/dep/lib/sub.js": "",
  "node_modules/none/index.js": "",
  "node_modules/wrong/package.json": '{"main": "nowhere"}',
  "node_modules/wrong/index.js": "",
  "node_modules/lost/package.json": '{"main": "nowhere"}',
  "node_modules/odd/package.json": '{"main": 7, "exports": null}',
  "node_modules/odd/index.js": "",
  "node_modules/bad/package.json": "not json",
  "node_modules/bad/index.js": "",
  "node_modules/bom/package.json": '\uFEFF{"main": "m.js"}',
  "node_modules/bom/m.js": "",
  "node_modules/@s/pkg/package.json": JSON.stringify({
    exports: {
      ".": [{ "no-such": "./a.js" }, "../bad", "./b.js"],
      "./list": ["./gone.js", "./b.js"],
      "./*.css": "./css/*.css",
      "./deep/*/x": "./deep/*/*.js",
      "./enc/*": "./%62.js",
      "./dir": "./css",
      "./dir/": "./css/",
      "./nm": "./node_modules/x.js",
      "./pkg": "dep",
      "./num": { 0: "./b.js" },
      "./nested": { node: { import: "./b.js", require: { special: "./a.js" } }, default: "./a.js" },
      "./falls": { node: { "no-such": "./a.js" }, default: "./b.js" },
      "./stops": { node: null, default: "./b.js" },
    },
  }),
  "node_modules/@s/pkg/a.js": "",
  "node_modules/@s/pkg/b.js": "",
  "node_modules/@s/pkg/css/x.css": "",
  "node_modules/@s/pkg/deep/d/d.js": "",
  "node_modules/@s/index.js": "",
  "node_modules/mixed/package.json": '{"exports": {".": "./a.js", "import": "./a.js"}}',
  "node_modules/mixed/a.js": "",
  "node_modules/file.js": "",
  "node_modules/.dot/index.js": "",
  "node_modules/#hash/index.js": "",
  "node_modules/fs/index.js": "",
  "node_modules/a/node_modules/dep/index.js": "",
  "node_modules/a/x.js": "",
};

const SPECIFIERS = [
  ". ./ .. ../ / ./. ./.. ... .../x ./lib ./lib/ ./lib/. ./lib/a ./lib/a/ ./lib/a.js ./lib//a.js ./lib/../lib/a ./lib/b ./lib/c ../lib/a",
  "./lib/with%20blank.js ./lib/per%cent.js ./lib/per%25cent.js ./lib/per%2520cent.js ./lib/question?.js ./lib/question%3f.js ./lib/a.js?x=1 ./lib/a.js#y ./lib/hash#.js",
  "./lib/hash%23.js ./lib/back\\slash.js ./lib/back%5cslash.js ./lib%2fa.js .\\lib\\a.js ./lib/.dot ./lib/ü.js ./lib/ü ./lib/%C3%BC.js ./lib/%C3.js ./lib/fs",
  "self self/x self/main self/private/y self/lib/a self/ self/nothing self/package.json #dep #fs #node #own #p/a #p/ #p/x #p/../main #missing #out # #/ #none",
  "dep dep/ dep/lib dep/lib/sub dep/lib/sub.js dep/package.json dep//lib dep/./lib/sub.js dep/../none none none/index none/index.js wrong lost odd bad bad/index.js bom",
  "@s/pkg @s/pkg/ @s/pkg/list @s/pkg/x.css @s/pkg/.css @s/pkg/deep/d/x @s/pkg/enc/1 @s/pkg/dir @s/pkg/dir/ @s/pkg/dir/x.css @s/pkg/nm @s/pkg/pkg @s/pkg/num @s/pkg/nested",
  "@s/pkg/falls @s/pkg/stops @s/pkg/a.js @s @s/ @s/index.js @/x @ mixed mixed/a.js file file.js .dot #hash fs fs/ fs/index.js node:fs node:test test sys path/posix a/x a/x.js missing @s/missing",
  "node_modules/dep data:text/javascript,1 https://example.com HTTPS://EXAMPLE.com/%20 file:///nowhere c:/x x:y broken/x ./broken/x.js ./broken ./sub/x ./sub ../node_modules/dep dep%2flib d%65p dep?x",
].flatMap((line) => line.split(" "));

test("odd specifiers from every folder of a program, with and without a condition", () => {
  const program = join(folder, "program");
  write(PROGRAM, program);
  write({ "outside.js": "" }, folder);
  const linked = join(folder, "workspace");
  write({ "package.json": '{"name": "linked"}', "index.js": "", "node_modules/inner/index.js": "" }, linked);
  symlinkSync(linked, join(program, "node_modules/linked"));
  symlinkSync(join(program, "lib/a.js"), join(program, "link.js"));
  symlinkSync("circle.js", join(program, "circle.js"));
  symlinkSync("nowhere", join(program, "dangling.js"));
  const links = [
    "linked",
    "linked/index.js",
    "linked/index",
    "./link",
    "./link.js",
    "./circle.js",
    "./dangling",
    "inner",
  ];
  const importers = ["main.js", "lib/a.js", "sub/x.js", "broken/x.js", "node_modules/dep/lib/index.js"];
  importers.push("node_modules/a/x.js", "node_modules/@s/pkg/a.js", "../workspace/index.js");
  const specifiers = [
    ...SPECIFIERS,
    ...links,
    "",
    " ./x",
    "./x ",
    "\t",
    join(program, "lib/a"),
    `file://${program}/main.js`,
  ];
  const pairs = importers.flatMap((importer) =>
    specifiers.map((specifier): Pair => [join(program, importer), specifier]),
  );
  const answers = sameAsNode(pairs);
  assert.ok(answers.flat().filter((answer) => answer !== null).length > 300);
  const special = sameAsNode(pairs, ["special"]);
  assert.notDeepEqual(special, answers);
});

const text = fc.constantFrom(
  "./a.js",
  "./b.js",
  "./c/*.js",
  "./*",
  "./c/",
  "../a.js",
  "a",
  "./c/../a.js",
  "./none.js",
  "./%61.js",
  "",
);
const conditions = fc.uniqueArray(fc.constantFrom("import", "require", "node", "default", "other", "module-sync"), {
  maxLength: 4,
});
const { target } = fc.letrec<{ target: unknown }>((tie) => ({
  target: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.constantFrom(null, 7, false),
    fc.array(tie("target"), { maxLength: 3 }),
    conditions.chain((keys) => fc.tuple(...keys.map(() => tie("target"))).map((values) => record(keys, values))),
  ),
}));

function record(keys: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
}

function mapOf(keys: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .uniqueArray(fc.tuple(keys, target), { maxLength: 5, selector: ([key]) => key })
    .map((rows) => Object.fromEntries(rows));
}

const subpath = fc.constantFrom(
  ".",
  "./a",
  "./c/*",
  "./*",
  "./c/*.js",
  "./c/x*",
  "./c/",
  "./*/x",
  "./a.js",
  "import",
  "./*/*",
);
const importName = fc.constantFrom("#a", "#c/*", "#*", "#c/x*.js", "#", "#/", "#a/");
const description = fc.record(
  {
    name: fc.constantFrom("pkg", "other"),
    main: fc.constantFrom("a", "./c", "c/", "none", "b.js", "."),
    // Versions of Node differ on numbers here.
    exports: fc.oneof(
      target.filter((value) => typeof value !== "number" && typeof value !== "boolean"),
      mapOf(subpath),
    ),
    imports: mapOf(importName),
  },
  { requiredKeys: [] },
);
const FROM_PACKAGE = [
  "pkg",
  "pkg/a",
  "pkg/a.js",
  "pkg/c/x",
  "pkg/c/x.js",
  "pkg/c",
  "pkg/c/",
  "pkg/",
  "pkg/none",
  "pkg/c/*",
  "pkg/a/x",
];
const HASHED = ["#a", "#c/x", "#c/x.js", "#b", "#c/xy.js", "#a/", "#"];

test("generated package.json files", () => {
  const samples = fc.sample(description, { numRuns: 1500, seed: 7 });
  const pairs: Pair[] = [];
  for (const [index, sample] of samples.entries()) {
    const place = join(folder, "generated", `${index}`);
    const files = {
      "a.js": "",
      "b.js": "",
      "c/x.js": "",
      "c/index.js": "",
      "index.js": "",
      "package.json": JSON.stringify(sample),
    };
    write(files, join(place, "node_modules/pkg"));
    const outside = join(place, "x.js");
    const inside = join(place, "node_modules/pkg/c/x.js");
    for (const specifier of FROM_PACKAGE) pairs.push([outside, specifier], [inside, specifier]);
    for (const specifier of HASHED) pairs.push([inside, specifier]);
  }
  const answers = sameAsNode(pairs).flat();
  const found = answers.filter((answer) => answer !== null).length;
  assert.ok(found > 2000 && found < answers.length - 2000, `${found} of ${answers.length}`);
});

test("what is installed beside this test resolves as in Node", () => {
  const specifiers = readdirSync("node_modules").flatMap((name) =>
    name.startsWith("@") ? readdirSync(join("node_modules", name)).map((inner) => `${name}/${inner}`) : [name],
  );
  const packages = specifiers.filter(
    (name) => !name.startsWith(".") && statSync(join("node_modules", name)).isDirectory(),
  );
  const ends = ["", "/package.json", "/index.js", "/lib", "/dist/index"];
  const file = join(process.cwd(), "src", "x.js");
  const answers = sameAsNode(packages.flatMap((name) => ends.map((end): Pair => [file, name + end])));
  assert.ok(answers.length > 200);
});

test("every built-in module, with and without its scheme", () => {
  const file = join(folder, "x.js");
  sameAsNode(
    builtinModules.flatMap((name): Pair[] => [
      [file, name],
      [file, `node:${name.replace("node:", "")}`],
    ]),
  );
});

test("a missing folder, and a specifier of 100,000 characters", () => {
  const resolver = new Resolver(fileSystem);
  const file = join(folder, "no", "such", "x.js");
  for (const specifier of ["./y", "pkg", "#a", "../../../../../../../..", "a/".repeat(50_000), "../".repeat(50_000)]) {
    assert.equal(resolver.require(specifier, file).kind, "failed", specifier.slice(0, 20));
    assert.equal(resolver.import(specifier, file).kind, "failed", specifier.slice(0, 20));
  }
});

test.run();
