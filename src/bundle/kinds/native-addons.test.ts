import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundled, folderWith, must, started } from "../../io/testing/bundled.js";
import type { Bundler, NodeProgram } from "../bundler.js";
import { esbuild, esbuildSplit } from "./esbuild.js";
import { nodeSea } from "./node-sea.js";
import { rolldown } from "./rolldown.js";
import { NODE_PROGRAM } from "./testing.js";

/** Native addons can be in no bundle: they lie beside it, where what loads them looks. */

const test = suite("bundles of programs with native addons");

const tools = folderWith({ "package.json": "{}" });
must(
  ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "esbuild", "postject"],
  tools,
);
const addon = join(tools, "tell.node");
must(["cc", "-shared", "-fPIC", ...undefinedLater(), "-o", addon, "fixtures/bundle/addon/tell.c"], process.cwd());

/** Node has the functions that an addon calls. */
function undefinedLater(): string[] {
  return process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
}

const [major = 0, minor = 0, patch = 0] = process.versions.node.split(".").map(Number);
const here = { ...NODE_PROGRAM, name: "tell", node: process.execPath, version: [major, minor, patch] as const };
const home = folderWith({});
const PLATFORM = `${process.platform}-${process.arch}`;

/** The program's own addon, one of a package that names its file, and one of a package that computes it, as node-gyp-build does. */
const PACKAGES = {
  "node_modules/named/package.json": '{"name": "named", "version": "1.0.0"}',
  "node_modules/named/index.js": 'exports.text = require("./build/Release/tell.node");\n',
  "node_modules/computed/package.json": '{"name": "computed", "version": "1.0.0", "main": "lib/index.js"}',
  "node_modules/computed/lib/index.js": `const path = require("path");
const place = path.join(__dirname, "..", "prebuilds", process.platform + "-" + process.arch);
exports.text = require(path.join(place, "tell.node"));
`,
};
const ADDONS = [
  "native/tell.node",
  "node_modules/named/build/Release/tell.node",
  `node_modules/computed/prebuilds/${PLATFORM}/tell.node`,
];
const COMMON = {
  "package.json": '{"name": "tell", "version": "1.0.0", "dependencies": {"named": "1", "computed": "1"}}',
  "bin/tell.js":
    'console.log(require("../native/tell.node"), require("named").text, require("computed").text, process.argv[2]);\n',
  ...PACKAGES,
};
const MODULES = {
  "package.json":
    '{"name": "tell", "version": "1.0.0", "type": "module", "dependencies": {"named": "1", "computed": "1"}}',
  "bin/tell.js": `import { createRequire } from "node:module";
import named from "named";
const own = createRequire(import.meta.url)("../native/tell.node");
const { text } = (await import("computed")).default;
console.log(own, named.text, text, process.argv[2]);
`,
  ...PACKAGES,
};

/** Where only the bundle is left, it prints what the program printed. */
async function check(bundler: Bundler<NodeProgram>, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = folderWith(files);
  for (const name of ADDONS) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    copyFileSync(addon, join(folder, name));
  }
  const file = join(folder, "bin/tell.js");
  const expected = started([process.execPath, file, "all"], home);
  assert.is(expected.stdout, "told by C told by C told by C all\n", expected.stderr);
  const program = { ...here, folder, file, isModule: files === MODULES };
  const { command } = await bundled(bundler, program, folderWith({}), tools);
  renameSync(folder, join(folderWith({}), "away"));
  const { code, stdout, stderr } = started([...command, "all"], home);
  assert.equal({ code, stdout, stderr }, expected);
}

for (const bundler of [esbuild, rolldown])
  test(`${bundler.kind}: addons of a program and of its packages`, () => check(bundler, COMMON));

for (const bundler of [esbuild, esbuildSplit, rolldown])
  test(`${bundler.kind}: addons in ES modules`, () => check(bundler, MODULES));

test("node-sea: addons lie beside the executable", () => check(nodeSea, COMMON));

test.run();
