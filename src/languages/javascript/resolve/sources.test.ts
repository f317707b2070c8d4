import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { suite } from "uvu";
import { fileSystem } from "../../../io/file-system.js";
import { parseJsonc } from "./jsonc.js";
import { SourceResolver } from "./sources.js";

const test = suite("imports in TypeScript sources");

const PROJECT: Record<string, string> = {
  "tsconfig.json": `{
    // comments, and commas at the end
    "extends": ["./base", "@tsconfig/shared/tsconfig.json"],
    "compilerOptions": { "paths": { "~/*": ["./src/*"], "one": ["./src/nowhere", "./src/a"], "~/deep/*.x": ["./src/deep/*"], "lib": ["./src/*/"], }, },
  }`,
  "base.json": '{"compilerOptions": {"paths": {"overridden": ["./src/a"]}}}',
  "node_modules/@tsconfig/shared/tsconfig.json": '{"compilerOptions": {"strict": true}}',
  "src/main.ts": "",
  "src/a.ts": "",
  "src/b.tsx": "",
  "src/both.js": "",
  "src/both.ts": "",
  "src/only.js": "",
  "src/c.mts": "",
  "src/d.cts": "",
  "src/data.json": "{}",
  "src/dotted.name.ts": "",
  "src/folder/index.tsx": "",
  "src/deep/y.ts": "",
  "node_modules/pkg/index.js": "",
  "node_modules/pkg/sub.js": "",
  "based/tsconfig.json": '{"compilerOptions": {"baseUrl": "src"}}',
  "based/src/main.ts": "",
  "based/src/inner/x.ts": "",
  "based/src/fs.ts": "",
  "packages/member/package.json": '{"name": "member", "exports": "./src/index.ts"}',
  "packages/member/src/index.ts": "",
};

let folder = "";
test.before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "importperf-sources-")));
  for (const [name, text] of Object.entries(PROJECT)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync("../packages/member", join(folder, "node_modules/member"));
});
test.after(() => {
  rmSync(folder, { recursive: true });
});

function found(specifier: string, importer: string, way: "import" | "require" = "import"): string | null {
  const resolution = new SourceResolver(fileSystem).resolve(specifier, join(folder, importer), way);
  return resolution.kind === "file" ? relative(folder, resolution.path) : null;
}

/** TypeScript's own answer, for a bundler. */
function compilersAnswer(specifier: string, importer: string): string | null {
  const config = ts.findConfigFile(dirname(join(folder, importer)), ts.sys.fileExists) ?? "";
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  );
  const settings: ts.CompilerOptions = {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowJs: true,
    resolveJsonModule: true,
  };
  const { resolvedModule } = ts.resolveModuleName(specifier, join(folder, importer), settings, ts.sys);
  return resolvedModule === undefined ? null : relative(folder, realpathSync(resolvedModule.resolvedFileName));
}

const FROM_MAIN = (
  "./a ./a.js ./a.ts ./b ./b.js ./b.jsx ./both ./both.js ./only ./only.js ./c.mjs ./c.mts ./d.cjs ./data.json ./dotted.name " +
  "./folder ./folder/index ./folder/ ./none ./none.js . .. ~/a ~/a.js ~/folder ~/deep/y.x ~/none one pkg pkg/sub pkg/sub.js member missing overridden"
).split(" ");

for (const specifier of FROM_MAIN) {
  test(`${specifier} leads where TypeScript finds it`, () => {
    assert.equal(found(specifier, "src/main.ts"), compilersAnswer(specifier, "src/main.ts"));
  });
}

test("most of these are found", () => {
  const nowhere = FROM_MAIN.filter((specifier) => found(specifier, "src/main.ts") === null);
  assert.deepEqual(nowhere, ["./none", "./none.js", ".", "..", "~/none", "missing", "overridden"]);
});

test("baseUrl is looked in before node_modules, but not for what Node has itself", () => {
  for (const name of ["inner/x", "inner/x.js", "pkg", "none"]) {
    assert.equal(found(name, "based/src/main.ts"), compilersAnswer(name, "based/src/main.ts"), name);
  }
  assert.equal(
    new SourceResolver(fileSystem).resolve("fs", join(folder, "based/src/main.ts"), "import").kind,
    "builtin",
  );
});

test("a JavaScript file's imports are Node's, with TypeScript where Node finds nothing", () => {
  assert.equal(found("./both.js", "src/only.js"), "src/both.js");
  assert.equal(found("./a.js", "src/only.js"), "src/a.ts");
  assert.equal(found("./only", "src/only.js", "require"), "src/only.js");
  assert.equal(found("pkg/sub", "src/only.js"), null);
});

test("a tsconfig.json that only refers to others gives their paths, and circles end", () => {
  const files = {
    "solution/tsconfig.json": '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
    "solution/tsconfig.app.json":
      '{"extends": "./tsconfig.app.json", "compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    "solution/src/x.ts": "",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  assert.equal(found("@/x", "solution/src/x.ts"), "solution/src/x.ts");
});

test("comments and commas inside of strings stay", () => {
  assert.deepEqual(parseJsonc('{"a": "// no, /* no */ ,}", /* yes */ "b": [1,], // yes\n}'), {
    a: "// no, /* no */ ,}",
    b: [1],
  });
  assert.equal(parseJsonc("{"), undefined);
});

test.run();
