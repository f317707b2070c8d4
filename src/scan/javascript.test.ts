import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { documentOf, graph, projectOf, reachedNames, shown } from "./testing.js";

const test = suite("perf graph of JavaScript");

const APP = {
  "package.json": JSON.stringify({ name: "app", bin: { app: "bin/app.js" } }),
  "bin/app.js":
    '#!/usr/bin/env node\nconst { run } = require("../lib/run");\nif (require.main === module) require("../lib/main");\nrun();\n',
  "lib/run.js":
    'const fs = require("fs");\nexports.run = () => require("./late");\nrequire("dual");\ntry { require("gone"); } catch {}\n',
  "lib/main.js": "",
  "lib/late.js": 'import("dual");\nrequire(process.argv[2]);\n',
  "lib/unused.mjs": 'import "./late.js";\n',
  "node_modules/dual/package.json": JSON.stringify({
    name: "dual",
    version: "2.0.0",
    exports: { ".": { import: "./index.mjs", require: "./index.cjs" } },
  }),
  "node_modules/dual/index.mjs": 'export * from "./inner.mjs";\n',
  "node_modules/dual/inner.mjs": "",
  "node_modules/dual/index.cjs": "",
  "dist/made.js": "",
};

test("a project: bin is the entry, require and import find their own files", async () => {
  const folder = projectOf(APP);
  const document = await documentOf(folder);
  assert.is(document.language, "javascript");
  assert.equal(
    document.entries.map((entry) => document.modules[entry]?.name),
    ["bin/app.js"],
  );
  assert.equal(
    shown(document).sort(),
    [
      "bin/app.js:2 lib/run.js eager",
      "bin/app.js:3 lib/main.js eager conditional in entry",
      "lib/late.js:1 dual/index.mjs eager dynamic",
      "lib/run.js:1 node:fs eager",
      "lib/run.js:2 lib/late.js deferred",
      "lib/run.js:3 dual/index.cjs eager",
      "lib/unused.mjs:1 lib/late.js eager",
    ].sort(),
  );
  assert.equal(
    document.unresolved.map(({ text, reason }) => `${text} ${reason}`),
    ["require(process.argv[2]) computed", "gone not-found"],
  );
  const dual = document.modules.find(({ name }) => name === "dual/index.cjs");
  assert.equal([dual?.origin, dual?.distribution, dual?.distributionVersion], ["dependency", "dual", "2.0.0"]);
  assert.equal(reachedNames(document, "eager").sort(), [
    "bin/app.js",
    "dual/index.cjs",
    "lib/main.js",
    "lib/run.js",
    "node:fs",
  ]);
  assert.not(document.modules.some(({ name }) => name.startsWith("dist/")));
  const followed = await documentOf(folder, "--follow");
  assert.ok(followed.modules.some(({ name }) => name === "dual/inner.mjs"));
  const without = await documentOf(folder, "--no-external");
  assert.ok(without.modules.every(({ origin }) => origin === "application"));
});

test("workspaces are application, types are type-only, TypeScript is resolved as written", async () => {
  const folder = projectOf({
    "package.json": JSON.stringify({ workspaces: ["packages/*"] }),
    "packages/a/package.json": JSON.stringify({ name: "@x/a", main: "index.ts" }),
    "packages/a/index.ts": 'import { b } from "@x/b";\nimport type { T } from "./types.js";\nexport const a: T = b;\n',
    "packages/a/types.ts": "export type T = number;\n",
    "packages/b/package.json": JSON.stringify({ name: "@x/b", main: "index.ts" }),
    "packages/b/index.ts": "export const b = 1;\n",
  });
  mkdirSync(join(folder, "node_modules/@x"), { recursive: true });
  symlinkSync("../../packages/b", join(folder, "node_modules/@x/b"));
  const document = await documentOf(folder);
  assert.equal(shown(document), [
    "packages/a/index.ts:1 packages/b/index.ts eager",
    "packages/a/index.ts:2 packages/a/types.ts type-only",
  ]);
  assert.equal(
    document.modules.map(({ distribution }) => distribution),
    ["@x/a", "@x/a", "@x/b"],
  );
  assert.equal(document.entries.length, 2);
});

test("what oclif loads by package.json: hooks, commands and plugins, deferred and dynamic", async () => {
  const oclif = {
    commands: "./dist/commands",
    helpClass: { target: "./dist/help", identifier: "Help" },
    hooks: { init: ["./dist/hooks/init", "./dist/hooks/gone"], prerun: { target: "./dist/hooks/prerun.js" } },
    plugins: ["@x/plugin", "not-installed"],
  };
  const folder = projectOf({
    "package.json": JSON.stringify({ name: "tool", bin: "bin/run.js", oclif }),
    "bin/run.js": 'require("@oclif/core").execute({ dir: __dirname });\n',
    "dist/hooks/init.js": 'require("../lib/telemetry");\n',
    "dist/hooks/prerun.js": "",
    "dist/help.js": "",
    "dist/lib/telemetry.js": "",
    "dist/commands/apps/index.js": 'const { Command } = require("@oclif/core");\n',
    "dist/commands/apps/index.d.ts": 'import "../../lib/types";\n',
    "dist/commands/login.js": "",
    "node_modules/@oclif/core/index.js": "",
    "node_modules/@x/plugin/package.json": JSON.stringify({
      name: "@x/plugin",
      oclif: { commands: { strategy: "explicit", target: "./lib/index.js" }, plugins: ["tool"] },
    }),
    "node_modules/@x/plugin/lib/index.js": "",
  });
  const document = await documentOf(folder);
  const core = document.modules.findIndex(({ name }) => name === "@oclif/core/index.js");
  const named = document.imports.filter(({ importer }) => importer === core);
  assert.equal(
    named
      .map(({ imported, text, when, manner, line }) =>
        [document.modules[imported]?.name, text, when, ...manner, line].join(" "),
      )
      .sort(),
    [
      "@x/plugin/lib/index.js oclif.commands deferred dynamic ",
      "dist/commands/apps/index.js oclif.commands deferred dynamic ",
      "dist/commands/login.js oclif.commands deferred dynamic ",
      "dist/help.js oclif.helpClass deferred dynamic ",
      "dist/hooks/init.js oclif.hooks.init deferred dynamic ",
      "dist/hooks/prerun.js oclif.hooks.prerun deferred dynamic ",
    ],
  );
  assert.ok(reachedNames(document, "deferred").includes("dist/lib/telemetry.js"));
});

test("what a lazy loader is called with loads when it is used", async () => {
  const folder = projectOf({
    "index.js":
      'const importLazy = require("import-lazy")(require);\nconst fs = importLazy("fs");\nconst own = importLazy("./own.js");\nimportLazy(name);\n',
    "steps.js":
      'var $l = require("lazy-req");\nvar _lazy$ = $l(require);\nvar own = _lazy$ ( \'./own.js\' );\nx._lazy$("./no.js");\n',
    "own.js": "",
    "no.js": "",
    "node_modules/import-lazy/index.js": "",
    "node_modules/lazy-req/index.js": "",
  });
  assert.equal(shown(await documentOf(folder, "--entry", "index.js")).sort(), [
    "index.js:1 import-lazy/index.js eager",
    "index.js:2 node:fs deferred dynamic",
    "index.js:3 own.js deferred dynamic",
    "steps.js:1 lazy-req/index.js eager",
    "steps.js:3 own.js deferred dynamic",
  ]);
});

test("what a tsconfig.json says decides whether an import for types alone is elided", async () => {
  const files = {
    "a.ts":
      'import { T } from "./types.js";\nimport { type U } from "./types.js";\nimport type { V } from "./types.js";\nlet x: T & U & V;\n',
    "types.ts": "export type T = 1; export type U = 1; export type V = 1;\n",
  };
  const whens = async (more: Record<string, string>) =>
    shown(await documentOf(projectOf({ ...files, ...more }))).map((line) => line.split(" ").slice(2).join(" "));
  const config = (compilerOptions: object) => ({ "tsconfig.json": JSON.stringify({ compilerOptions }) });
  assert.equal(await whens({}), ["type-only", "type-only", "type-only"]);
  assert.equal(await whens(config({ verbatimModuleSyntax: true })), ["eager", "eager", "type-only"]);
  assert.equal(await whens(config({ preserveValueImports: true })), ["eager", "eager", "type-only"]);
  assert.equal(await whens(config({ importsNotUsedAsValues: "preserve" })), ["eager", "eager", "type-only"]);
  assert.equal(await whens(config({ importsNotUsedAsValues: "remove" })), ["type-only", "type-only", "type-only"]);
  const base = { "base.json": JSON.stringify({ compilerOptions: { verbatimModuleSyntax: true } }) };
  const extending = (compilerOptions: object) =>
    whens({ ...base, "tsconfig.json": JSON.stringify({ extends: "./base.json", compilerOptions }) });
  assert.is((await extending({}))[0], "eager");
  assert.is((await extending({ verbatimModuleSyntax: false }))[0], "type-only");
  const solution = { ...base, "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./base.json" }] }) };
  assert.is((await whens(solution))[0], "eager");
});

test("what an installed package's own tsconfig.json says holds for nobody", async () => {
  const folder = projectOf({
    "main.js": 'require("form");\n',
    "node_modules/form/index.js": 'require("colors/safe");\n',
    "node_modules/form/tsconfig.json": '{"compilerOptions": {"baseUrl": "../"}}',
    "node_modules/form/node_modules/colors/safe.js": "",
    "node_modules/colors/safe.js": "",
  });
  const { modules } = await documentOf(join(folder, "main.js"), "--follow");
  assert.ok(modules.some(({ file }) => file === "node_modules/form/node_modules/colors/safe.js"));
  assert.not(modules.some(({ file }) => file === "node_modules/colors/safe.js"));
});

test("bad input is named, the rest goes on", async () => {
  const folder = projectOf({
    "package.json": "{ half",
    "index.js": 'import "./broken.js";\nimport "./deep.js";\nimport "./binary.js";\nimport "./flow.js";\n',
    "broken.js": 'let let = {;\nimport "./a.js";\n',
    "deep.js": `import "./a.js";\n${"[".repeat(200_000)}${"]".repeat(200_000)};\nimport("./b.js")\n`,
    "binary.js": Buffer.from([0, 1, 2, 3]),
    "flow.js": '// @flow\nimport type { A } from "./a.js";\nimport { a } from "./a.js";\n(a: A);\n',
    "a.js": "",
    "part.vue": "<script>import './a.js'</script>",
  });
  const { unread, modules } = await documentOf(folder);
  assert.equal(unread.map(({ file }) => file).sort(), ["binary.js", "broken.js", "deep.js", "part.vue"]);
  assert.ok(modules.some(({ name }) => name === "a.js"));
});

test("an entry that is not there is named with the nearest", async () => {
  const { error } = await graph(projectOf(APP), "--entry", "lib/rum.js");
  assert.is(error?.code, "entry-missing");
  assert.match(error?.hint ?? "", /lib\/run\.js/);
  const document = await documentOf(projectOf(APP), "--entry", "lib/unused.mjs");
  assert.ok(reachedNames(document, "eager").includes("lib/late.js"));
});

test("the language is told by the target, and by what there is more of", async () => {
  const both = projectOf({ "a.py": "", "b.py": "", "c.js": "" });
  assert.is((await documentOf(both)).language, "python");
  assert.is((await documentOf(both, "--language", "javascript")).language, "javascript");
  assert.is((await documentOf(join(both, "c.js"))).language, "javascript");
  const script = projectOf({ tool: "#!/usr/bin/env node\nrequire('fs')\n" });
  assert.equal(shown(await documentOf(join(script, "tool"))), ["tool:2 node:fs eager"]);
});

test.run();
