import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fileSystem } from "../../io/file-system.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { InstalledPackages } from "./installed-packages.js";

const test = suite("packages that may lead to another");

const asking = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, "*"])) });

function leading(files: Readonly<Record<string, string>>, name: string, loaded: readonly string[] = []): string[] {
  const root = projectOf(Object.entries(files));
  const found = new InstalledPackages(root, fileSystem).leadingTo([name], loaded);
  return found.map((file) => file.slice(root.length + 1).replaceAll("node_modules/", "")).sort();
}

test("those that ask for it, and those that ask for these", () => {
  const files = {
    "package.json": asking("outer"),
    "node_modules/outer/package.json": asking("@s/inner"),
    "node_modules/outer/lib/a.js": "",
    "node_modules/outer/data.json": "",
    "node_modules/@s/inner/package.json": JSON.stringify({ peerDependencies: { wanted: "*" } }),
    "node_modules/@s/inner/b.mjs": "",
    "node_modules/wanted/package.json": "{}",
    "node_modules/wanted/c.cjs": "",
    "node_modules/other/package.json": "{}",
    "node_modules/other/d.js": "",
  };
  assert.equal(leading(files, "wanted"), ["@s/inner/b.mjs", "outer/lib/a.js", "wanted/c.cjs"]);
});

test("what the program has no way to is left out, unless it was loaded", () => {
  const files = {
    "package.json": JSON.stringify({ devDependencies: { tool: "*" } }),
    "node_modules/tool/package.json": asking("wanted"),
    "node_modules/tool/a.js": "",
    "node_modules/wanted/package.json": "{}",
    "node_modules/wanted/b.js": "",
  };
  assert.equal(leading(files, "wanted"), ["wanted/b.js"]);
  assert.equal(leading(files, "wanted", ["tool"]), ["tool/a.js", "wanted/b.js"]);
});

test("within others, and a package that does not tell what it asks for", () => {
  const files = {
    "package.json": asking("outer", "odd"),
    "node_modules/outer/package.json": asking("wanted"),
    "node_modules/outer/a.js": "",
    "node_modules/outer/node_modules/wanted/package.json": "{}",
    "node_modules/outer/node_modules/wanted/b.js": "",
    "node_modules/odd/c.js": "",
  };
  assert.equal(leading(files, "wanted"), ["odd/c.js", "outer/a.js", "outer/wanted/b.js"]);
});

test("packages that are links, beside which lies what they ask for", () => {
  const root = projectOf([
    ["package.json", asking("outer")],
    ["node_modules/.store/outer@1/node_modules/outer/package.json", asking("wanted")],
    ["node_modules/.store/outer@1/node_modules/outer/a.js", ""],
    ["node_modules/.store/wanted@1/node_modules/wanted/package.json", "{}"],
    ["node_modules/.store/wanted@1/node_modules/wanted/b.js", ""],
  ]);
  symlinkSync(".store/outer@1/node_modules/outer", join(root, "node_modules/outer"));
  symlinkSync("../../wanted@1/node_modules/wanted", join(root, "node_modules/.store/outer@1/node_modules/wanted"));
  const found = new InstalledPackages(root, fileSystem).leadingTo(["wanted"], []);
  assert.equal(found.map((file) => file.slice(-4)).sort(), ["a.js", "b.js"]);
});

test.run();
