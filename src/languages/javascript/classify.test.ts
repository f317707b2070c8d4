import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { suite } from "uvu";
import { GraphBuilder } from "../../graph/builder.js";
import type { ImportGraph } from "../../graph/graph.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import { readPackages } from "../../io/packages.js";
import { profile } from "../../logs/profile/reader.js";
import type { JavaScriptEnvironment } from "./environment.js";
import { javascript } from "./javascript.js";
import { nameModules } from "./names.js";

const test = suite("classification of JavaScript modules");

function graphOf(ids: readonly string[], root: string | null, files = true): ImportGraph {
  const builder = new GraphBuilder({ language: "javascript", evidence: "static", root });
  const process = builder.addProcess();
  const names = files ? nameModules(ids, { root }) : ids;
  for (const [index, id] of ids.entries()) {
    const file = files && /^(?:\/|file:)/.test(id) ? id : null;
    builder.addLoad(builder.addModule(names[index] ?? id, { file }), process, -1, 1);
  }
  return builder.finish();
}

function told(graph: ImportGraph): Record<string, string> {
  const { name, origin, distribution } = graph.modules;
  return Object.fromEntries(
    name.map((module, index) => {
      const row = graph.distributions[distribution[index] ?? -1];
      const owner = row === undefined ? "" : ` of ${row.name}${row.version === null ? "" : ` ${row.version}`}`;
      return [module, `${ORIGINS[origin[index] ?? -1]}${owner}`];
    }),
  );
}

function fixture(name: string): ImportGraph {
  const reader = profile.open(name);
  reader.push(readFileSync(join("fixtures", "javascript", `${name}.profile.json`)));
  return reader.finish().graph;
}

function environment(packages: Record<string, [name: string | null, version: string | null]>): JavaScriptEnvironment {
  const rows = Object.entries(packages).map(([folder, [name, version]]) => [folder, { name, version }] as const);
  return { runtime: null, packages: new Map(rows) };
}

test("npm with workspaces, package.json files read", () => {
  const { graph, warnings } = javascript.classify(
    fixture("npm-workspaces"),
    environment({
      "/home/u/shop": ["shop", "1.0.0"],
      "/home/u/shop/packages/cart": ["@shop/cart", "0.1.0"],
      "/home/u/shop/packages/cart/dist/cjs": [null, null],
      "/home/u/shop/node_modules/semver": ["semver", "7.7.2"],
      "/home/u/shop/packages/cart/node_modules/semver": ["semver", "6.3.1"],
      "/home/u/shop/node_modules/@babel/core": ["@babel/core", "7.26.0"],
      "/home/u/shop/node_modules/string-width-cjs": ["string-width", "4.2.3"],
      "/home/u/linked": ["linked", "2.0.0"],
      "/usr/lib/node_modules/npm": ["npm", "11.0.0"],
    }),
  );
  assert.deepEqual(told(graph), {
    "bin/tool.js": "application of shop 1.0.0",
    "packages/cart/src/index.mjs": "application of @shop/cart 0.1.0",
    "packages/cart/dist/cjs/x.js": "application of @shop/cart 0.1.0",
    "semver@7.7.2/index.js": "dependency of semver 7.7.2",
    "semver@6.3.1/semver.js": "dependency of semver 6.3.1",
    "@babel/core/lib/index.js": "dependency of @babel/core 7.26.0",
    "string-width-cjs/index.js": "dependency of string-width 4.2.3",
    "bindings/build/x.node": "dependency of bindings",
    "/home/u/linked/lib/index.js": "application of linked 2.0.0",
    "npm/lib/cli.js": "dependency of npm 11.0.0",
    "node:fs": "stdlib",
    "node:internal/modules/cjs/loader": "builtin",
    "https://esm.sh/react@18": "dependency",
  });
  assert.deepEqual(
    warnings.map(({ code, message }) => [code, message.includes("bindings")]),
    [["environment-lacks-packages", true]],
  );
});

test("pnpm's folders tell versions", () => {
  const { graph, warnings } = javascript.classify(fixture("pnpm"), null);
  assert.deepEqual(told(graph), {
    "src/main.ts": "application",
    "chalk/source/index.js": "dependency of chalk 5.4.1",
    "@vue/shared/index.js": "dependency of @vue/shared 3.5.13",
    "react-dom@18.3.1/index.js": "dependency of react-dom 18.3.1",
    "react-dom@19.0.0/index.js": "dependency of react-dom 19.0.0",
  });
  assert.deepEqual(warnings, []);
});

test("Yarn's zip files, virtual and unplugged folders, on Windows", () => {
  assert.deepEqual(told(javascript.classify(fixture("yarn-windows"), null).graph), {
    "src/main.js": "application",
    ".pnp.cjs": "dependency",
    "lodash/lodash.js": "dependency of lodash 4.17.21",
    "@babel/core/lib/index.js": "dependency of @babel/core 7.26.0",
    "esbuild/lib/main.js": "dependency of esbuild 0.25.0",
    "pkg/x.js": "dependency of pkg",
  });
});

test("a graph without files goes by names", () => {
  const named = {
    "src/a.js": "application",
    "./src/b.ts": "application",
    "../other/c.mjs": "application",
    "a.js": "application",
    "node_modules/pkg/x.js": "dependency of pkg",
    "./node_modules/@s/pkg/x.js": "dependency of @s/pkg",
    "@scope/pkg/x.js": "dependency of @scope/pkg",
    "pkg@1.2.3-rc.1/x.js": "dependency of pkg 1.2.3-rc.1",
    "@s/p@1.2.3/x.js": "dependency of @s/p 1.2.3",
    lodash: "dependency of lodash",
    "lodash/fp": "dependency of lodash",
    "lodash.merge": "dependency of lodash.merge",
    fs: "stdlib",
    "node:sqlite": "stdlib",
    "[eval]": "application",
  };
  const { graph, warnings } = javascript.classify(graphOf(Object.keys(named), null, false), null);
  assert.deepEqual(told(graph), named);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ["distributions-guessed"],
  );
});

test("a program that is itself installed is a dependency altogether", () => {
  const { graph } = javascript.classify(
    graphOf(["/home/u/.npm/_npx/1/node_modules/tool/bin.js", "/home/u/.npm/_npx/1/node_modules/dep/x.js"], "/home/u/p"),
    null,
  );
  assert.deepEqual(told(graph), { "tool/bin.js": "dependency of tool", "dep/x.js": "dependency of dep" });
});

test("package.json files are read once a package, broken ones left out", () => {
  const root = mkdtempSync(join(tmpdir(), "importperf-packages-"));
  try {
    const files = {
      "package.json": '\uFEFF{"name": "app", "version": "1.0.0"}',
      "src/package.json": '{"type": "module"}',
      "src/a.js": "",
      "node_modules/good/package.json": '{"name": "renamed", "version": "2.0.0"}',
      "node_modules/good/lib/package.json": '{"name": "inner", "version": "0.0.0"}',
      "node_modules/good/lib/x.js": "",
      "node_modules/broken/package.json": '{"name": ',
      "node_modules/broken/x.js": "",
      "node_modules/odd/package.json": '{"name": 1, "version": {}}',
      "node_modules/odd/x.js": "",
      "node_modules/nothing/package.json": "null",
      "node_modules/nothing/x.js": "",
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const modules = Object.keys(files).filter((file) => file.endsWith(".js"));
    const before = graphOf(
      modules.map((file) => `${root}/${file}`),
      root,
    );
    const { graph, warnings } = javascript.classify(before, readPackages(before, "Node.js 24.0.0"));
    assert.deepEqual(told(graph), {
      "src/a.js": "application of app 1.0.0",
      "good/lib/x.js": "dependency of renamed 2.0.0",
      "broken/x.js": "dependency of broken",
      "odd/x.js": "dependency of odd",
      "nothing/x.js": "dependency of nothing",
    });
    assert.equal(graph.runtime, "Node.js 24.0.0");
    assert.ok(warnings.length === 1 && warnings[0]?.message.includes("broken"));
  } finally {
    rmSync(root, { recursive: true });
  }
});

const part = fc.constantFrom("a", "@s", "node_modules", ".pnpm", "pkg@1.0.0", "x.js", "fs", "node:fs", "..");
const id = fc
  .array(part, { minLength: 1, maxLength: 6 })
  .chain((parts) =>
    fc.constantFrom(parts.join("/"), `/${parts.join("/")}`, `file:///r/${parts.join("/")}`, `C:\\${parts.join("\\")}`),
  );

test("loads and imports stay, every index fits, and only what lies in node_modules belongs to a package for sure", () => {
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.constantFrom("/a", "C:\\a", null), fc.boolean(), (ids, root, files) => {
      const before = graphOf(ids, root, files);
      const { graph } = javascript.classify(before, null);
      assert.equal(graph.loads, before.loads);
      assert.equal(graph.imports, before.imports);
      for (let module = 0; module < graph.modules.count; module++) {
        const origin = ORIGINS[graph.modules.origin[module] ?? -1];
        const distribution = graph.modules.distribution[module] ?? -2;
        assert.ok(distribution >= -1 && distribution < graph.distributions.length);
        const file = graph.modules.file?.[module] ?? null;
        if (file === null) continue;
        const installed = /(?:^|\/)node_modules\/./.test(file);
        assert.equal(origin, installed ? "dependency" : "application", file);
      }
    }),
    { numRuns: 1000 },
  );
});

test("200,000 modules in folders of 50 levels", () => {
  const deep = "/r/d".repeat(50);
  const graph = graphOf(
    Array.from({ length: 200_000 }, (_, index) => `${deep}${index % 1000}/x${index}.js`),
    "/r",
  );
  const classified = javascript.classify(graph, environment({ "/r": ["app", null] })).graph;
  assert.ok(classified.modules.distribution.every((index) => index === 0));
});

test.run();
