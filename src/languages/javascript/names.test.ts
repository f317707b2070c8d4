import { strict as assert } from "node:assert";
import { builtinModules } from "node:module";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { suite } from "uvu";
import { builtinName } from "./builtins.js";
import { nameModules } from "./names.js";

const test = suite("names of JavaScript modules");

function names(ids: string[], root: string | null = "/p", versions: Record<string, string> = {}): string[] {
  return nameModules(ids, { root, versionOf: (folder) => versions[folder] ?? null });
}

const single: [id: string, name: string][] = [
  ["/p/src/a.js", "src/a.js"],
  ["file:///p/src/a.js", "src/a.js"],
  ["file:///p/src/with%20blank.mjs?v=2", "src/with blank.mjs?v=2"],
  ["file:///p/src/a.js#part", "src/a.js#part"],
  ["file:///p/src/100%.js", "src/100%.js"],
  ["/p/node_modules/pkg/lib/x.js", "pkg/lib/x.js"],
  ["/p/node_modules/@scope/pkg/index.js", "@scope/pkg/index.js"],
  ["/p/node_modules/a/node_modules/pkg/x.js", "pkg/x.js"],
  ["/p/packages/one/src/x.js", "packages/one/src/x.js"],
  ["/p/my_node_modules/x.js", "my_node_modules/x.js"],
  ["/p/node_modules/loose.js", "loose.js"],
  ["/p/node_modules/.pnpm/pkg@1.0.0/node_modules/pkg/x.js", "pkg/x.js"],
  ["/p/node_modules/.pnpm/@s+pkg@1.0.0_peer@2.0.0/node_modules/@s/pkg/x.js", "@s/pkg/x.js"],
  ["/p/node_modules/.store/pkg-npm-1.0.0-0123456789/package/x.js", "pkg/x.js"],
  ["/p/node_modules/.store/@s-pkg-npm-1.0.0-0123456789/package/x.js", "@s/pkg/x.js"],
  ["/p/.yarn/cache/pkg-npm-4.1.0-0123456789-8.zip/node_modules/pkg/x.js", "pkg/x.js"],
  ["/p/.yarn/unplugged/pkg-npm-4.1.0-0123456789/node_modules/pkg/x.node", "pkg/x.node"],
  ["/usr/lib/node_modules/npm/lib/cli.js", "npm/lib/cli.js"],
  ["/elsewhere/linked/index.js", "/elsewhere/linked/index.js"],
  ["node_modules/pkg/x.js", "pkg/x.js"],
  ["src/a.js", "src/a.js"],
  ["fs", "node:fs"],
  ["node:fs", "node:fs"],
  ["fs/promises", "node:fs/promises"],
  ["node:test", "node:test"],
  ["test", "test"],
  ["[eval]", "[eval]"],
  ["https://esm.sh/react@18", "https://esm.sh/react@18"],
  ["data:text/javascript,1", "data:text/javascript,1"],
  ["blob:nodedata:0e2b-1", "blob:"],
];

for (const [id, name] of single) {
  test(`${id} is ${name}`, () => {
    assert.deepEqual(names([id]), [name]);
  });
}

test("a Windows path and its URL give one name, with / alone", () => {
  const ids = ["C:\\p\\node_modules\\pkg\\x.js", "c:\\p\\src\\a.js", "file:///C:/p/src/a.js", "\\\\?\\C:\\p\\b.js"];
  assert.deepEqual(names(ids, "c:\\p\\"), ["pkg/x.js", "src/a.js", "src/a.js", "b.js"]);
  assert.deepEqual(names(["\\\\server\\share\\x.js", "file://server/share/x.js"], null), [
    "//server/share/x.js",
    "//server/share/x.js",
  ]);
});

test("a project that lies in a node_modules folder is the application all the same", () => {
  const root = "/usr/lib/node_modules/tool";
  assert.deepEqual(names([`${root}/a.js`, `${root}/node_modules/pkg/b.js`], root), ["a.js", "pkg/b.js"]);
});

test("copies of a package are told apart by version", () => {
  const ids = ["/p/node_modules/pkg/x.js", "/p/node_modules/a/node_modules/pkg/x.js", "/p/node_modules/a/x.js"];
  const versions = { "/p/node_modules/pkg": "1.0.0", "/p/node_modules/a/node_modules/pkg": "2.0.0-rc.1" };
  assert.deepEqual(names(ids, "/p", versions), ["pkg@1.0.0/x.js", "pkg@2.0.0-rc.1/x.js", "a/x.js"]);
});

test("copies of one version are told apart by the path behind the outermost node_modules", () => {
  const folders = ["/p/node_modules/pkg", "/p/node_modules/a/node_modules/pkg", "/p/node_modules/b/node_modules/pkg"];
  const ids = folders.map((folder) => `${folder}/x.js`);
  const [top = "", inA = "", inB = ""] = folders;
  assert.deepEqual(names(ids, "/p", { [top]: "2.0.0", [inA]: "1.0.0", [inB]: "1.0.0" }), [
    "pkg@2.0.0/x.js",
    "a/node_modules/pkg/x.js",
    "b/node_modules/pkg/x.js",
  ]);
  assert.deepEqual(names(ids), ["pkg/x.js", "a/node_modules/pkg/x.js", "b/node_modules/pkg/x.js"]);
});

test("pnpm's and Yarn's folders tell the version where nobody was asked", () => {
  const ids = [
    "/p/node_modules/.pnpm/@s+pkg@1.0.0/node_modules/@s/pkg/x.js",
    "/p/node_modules/.pnpm/@s+pkg@2.0.0(peer@3.0.0)/node_modules/@s/pkg/x.js",
    "/p/.yarn/cache/@s-pkg-npm-3.1.0-0123456789-8.zip/node_modules/@s/pkg/x.js",
    "/p/.yarn/__virtual__/q-virtual-1/0/cache/q-npm-1.2.3-0123456789-8.zip/node_modules/q/x.js",
    "/p/node_modules/q/x.js",
  ];
  assert.deepEqual(names(ids), [
    "@s/pkg@1.0.0/x.js",
    "@s/pkg@2.0.0/x.js",
    "@s/pkg@3.1.0/x.js",
    "q@1.2.3/x.js",
    "q/x.js",
  ]);
});

test("workspaces that each have a copy of one version are written out", () => {
  const ids = ["/p/packages/a/node_modules/pkg/x.js", "/p/packages/b/node_modules/pkg/x.js"];
  assert.deepEqual(names(ids), ["packages/a/node_modules/pkg/x.js", "packages/b/node_modules/pkg/x.js"]);
});

test("a folder of the project that is called as a package keeps its name", () => {
  assert.deepEqual(names(["/p/lodash/x.js", "/p/node_modules/lodash/x.js", "/p/node_modules/lodash/y.js"]), [
    "lodash/x.js",
    "node_modules/lodash/x.js",
    "lodash/y.js",
  ]);
});

test("long URLs are shortened and stay different", () => {
  const [one = "", other = ""] = names([
    `data:text/javascript,${"x".repeat(9999)}1`,
    `data:text/javascript,${"x".repeat(9999)}2`,
  ]);
  assert.ok(one.length < 100 && one.startsWith("data:text/javascript,xxx"));
  assert.notEqual(one, other);
});

test("the table has every built-in module of this Node", () => {
  for (const name of builtinModules) assert.ok(builtinName(name)?.startsWith("node:"), name);
  assert.equal(builtinName("sqlite"), null);
});

const part = fc.constantFrom("a", "b", "@s", "pkg", "node_modules", ".pnpm", "pkg@1.0.0", "x y", "src", "x.js", "ü");
const path = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => `/${parts.join("/")}`);
const root = fc.constantFrom("/a", "/a/src", "/", "/p/node_modules/a", null);

test("different files have different names, whatever their order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 30 }), root, (paths, top) => {
      const given = names(paths, top);
      assert.equal(new Set(given).size, paths.length, given.join("\n"));
      assert.deepEqual(names(paths.toReversed(), top).reverse(), given);
      assert.deepEqual(
        names(
          paths.map((file) => pathToFileURL(file).href),
          top,
        ),
        given,
      );
    }),
    { numRuns: 2000 },
  );
});

test("names do not depend on where the project lies", () => {
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 30 }), (paths) => {
      const at = (folder: string) =>
        names(
          paths.map((file) => folder + file),
          folder,
        );
      assert.deepEqual(at("/home/one"), at("/srv/node_modules/two"));
    }),
  );
});

test("any text is answered", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (ids) => {
      assert.equal(names(ids).length, ids.length);
    }),
  );
});

test("300,000 modules and a path of 100,000 folders are no work", () => {
  const ids = Array.from({ length: 300_000 }, (_, index) => `/p/node_modules/pkg${index % 3000}/x${index}.js`);
  assert.equal(new Set(names(ids)).size, ids.length);
  assert.equal(names([`/p/${"node_modules/a/".repeat(100_000)}x.js`])[0], "a/x.js");
});

test.run();
