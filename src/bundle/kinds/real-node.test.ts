import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundled, folderWith, must, started } from "../../io/testing/bundled.js";
import { esbuild, esbuildSplit } from "./esbuild.js";
import { nodeSea } from "./node-sea.js";
import { rolldown } from "./rolldown.js";
import { MODULE_FILES, NODE_FILES, NODE_PROGRAM, SNAPSHOT_FILES } from "./testing.js";

// Their own scripts only make them start faster.
const tools = folderWith({ "package.json": "{}" });
must(
  ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "esbuild", "postject"],
  tools,
);

const [major = 0, minor = 0, patch = 0] = process.versions.node.split(".").map(Number);
const here = { ...NODE_PROGRAM, node: process.execPath, version: [major, minor, patch] as const };
const folder = folderWith(NODE_FILES);
const common = { ...here, folder, file: join(folder, "bin/greet.js") };
const modules = folderWith(MODULE_FILES);
const esm = { ...here, folder: modules, file: join(modules, "cli.js"), isModule: true };
const home = folderWith({});

/** The bundle is alone: what it needs must be in it. */
async function made(bundler: typeof esbuild, program: typeof common) {
  const into = folderWith({});
  return { into, ...(await bundled(bundler, program, into, tools)) };
}

const test = suite("bundles by esbuild and Node");

test("esbuild: prints and ends as the program does", async () => {
  const { command, path } = await made(esbuild, common);
  for (const args of [[], ["late"], ["wrong"]]) {
    const expected = started([process.execPath, common.file, ...args], home);
    assert.is(expected.code, args[0] === "wrong" ? 3 : 0, expected.stderr);
    assert.equal(started([...command, ...args], home), expected, args.join(" "));
  }
  const text = readFileSync(join(path, "bin/importperf-bundle.cjs"), "utf8");
  assert.match(text, "loaded late");
  assert.match(readFileSync(join(path, "THIRD-PARTY-LICENSES.txt"), "utf8"), "All may greet.");
});

test("rolldown: prints and ends as the program does", async () => {
  for (const program of [common, esm]) {
    const into = folderWith({});
    const { command } = await bundled(rolldown, program, into, process.cwd());
    for (const args of [["you"], ["wrong"]]) {
      const expected = started([process.execPath, program.file, ...args], home);
      assert.equal(started([...command, ...args], home), expected, args.join(" "));
    }
  }
});

test("esbuild: a required module loads where it is asked for, and only then", async () => {
  const { command } = await made(esbuild, common);
  assert.not.match(started([...command, "you"], home).stdout, "loaded late");
  assert.match(started([...command, "late"], home).stdout, /^loaded late\nhello late/);
});

test("esbuild: packages that load by computed names stay files, with what they need, once", async () => {
  const { command, path } = await made(esbuild, common);
  assert.ok(existsSync(join(path, "node_modules/loader/inner.js")));
  assert.ok(existsSync(join(path, "node_modules/plain/index.js")));
  assert.match(started(command, home).stdout, "inner0greet greet 1.0.0");
});

test("esbuild: ES modules know where they are, and import() is deferred", async () => {
  for (const bundler of [esbuild, esbuildSplit]) {
    const { command } = await made(bundler, esm);
    const expected = started([process.execPath, esm.file, "x"], home);
    assert.is(expected.stdout, "hello! 5 x\n", expected.stderr);
    assert.equal(started([...command, "x"], home), expected, bundler.kind);
  }
});

test("esbuild: a second time the same files", async () => {
  const [one, two] = [await made(esbuild, common), await made(esbuild, common)];
  const files = (path: string) => readdirSync(path, { recursive: true }).map(String).sort();
  assert.equal(files(one.path), files(two.path));
  for (const name of ["bin/importperf-bundle.cjs", "bin/greet.js", "THIRD-PARTY-LICENSES.txt"]) {
    assert.is(readFileSync(join(one.path, name), "utf8"), readFileSync(join(two.path, name), "utf8"));
  }
});

test("esbuild: a start goes on with the code that V8 made in an earlier one", async () => {
  const { command, path } = await made(esbuild, common);
  const own = folderWith({});
  const greets = (more: Readonly<Record<string, string>> = {}) => started([...command, "late"], own, more);
  const expected = started([process.execPath, common.file, "late"], own);
  const kept = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.includes(`-${process.version}-${process.platform}-`))
          .map((name) => join(folder, name))
      : [];
  const inBundle = join(path, ".compile-cache");
  assert.equal(greets({ NODE_DISABLE_COMPILE_CACHE: "1" }), expected);
  assert.equal(kept(inBundle), []);
  assert.equal(greets(), expected);
  const [file = "", ...more] = kept(inBundle);
  assert.is(more.length, 0);
  const [code, written] = [readFileSync(file), statSync(file).ino];
  assert.equal(greets(), expected);
  assert.is(statSync(file).ino, written, "it was of use");
  writeFileSync(file, code.subarray(0, code.length - 8));
  assert.equal(greets(), expected);
  assert.is(readFileSync(file).length, code.length, "what is of no use is made anew");
  // No folder can be made where a file is.
  rmSync(inBundle, { recursive: true });
  writeFileSync(inBundle, "");
  assert.equal(greets(), expected);
  assert.is(kept(join(own, ".cache/importperf-bundles")).length, 1);
  assert.equal(greets(), expected);
});

const IMPORTS = `#!/usr/bin/env node
const { pathToFileURL } = require("node:url");
const own = { import(name) { return name; }, \\u0275x: 1 };
async function main() {
  const near = ["./la", "te.mjs"].join("");
  const words = [own.import("a"), "import(b)", /import(c)/.source, \`\${(await import("node:path")).sep}\`];
  words.push((await import(near)).word, (await import(pathToFileURL(__dirname + "/late.mjs"))).word);
  words.push((await import("./data.json", { with: { type: "json" } })).default.size, await import("./none.mjs").catch(({ code }) => code));
  console.log(words.join());
}
main();
`.replaceAll("\\`", "`");

test("esbuild: import() does the same in kept code, and where it can't nothing is kept", async () => {
  const hidden = (body: string) =>
    `const load = new Function("name", "${body}");\nload("node:path").then(({ sep }) => console.log(sep));\n`;
  for (const [text, keeps] of [
    [IMPORTS, true] as const,
    [hidden("return import(name)"), true] as const,
    [hidden("return import(name).then((all) => all)"), false] as const,
  ]) {
    const files = folderWith({
      "package.json": '{"name": "greet", "version": "1.0.0"}',
      "greet.js": text,
      "late.mjs": 'export const word = "late";\n',
      "data.json": '{"size": 5}',
    });
    const { command, path } = await made(esbuild, { ...here, folder: files, file: join(files, "greet.js") });
    const expected = started([process.execPath, join(files, "greet.js")], home);
    assert.is(expected.code, 0, expected.stderr);
    for (const more of [{ NODE_DISABLE_COMPILE_CACHE: "1" }, {}, {}])
      assert.equal(started(command, home, more), expected, JSON.stringify(more));
    assert.is(readFileSync(join(path, "greet.js"), "utf8").includes("cachedData"), keeps);
  }
});

test("esbuild: what another script of the program needs, which it starts, is in the bundle", async () => {
  const files = folderWith({
    "package.json": '{"name": "greet", "version": "1.0.0", "dependencies": {"word": "1"}}',
    "greet.js": `const { spawn } = require("node:child_process");
spawn(process.execPath, [require("node:path").join(__dirname, "other.js")], { stdio: "inherit" });
`,
    "other.js": 'console.log(require("word"));\n',
    "node_modules/word/package.json": '{"name": "word", "version": "1.0.0"}',
    "node_modules/word/index.js": 'module.exports = "hello";\n',
  });
  const { command } = await made(esbuild, { ...here, folder: files, file: join(files, "greet.js") });
  assert.is(started(command, home).stdout, "hello\n");
});

test("esbuild: letters are escaped where nobody sees it", async () => {
  const cli = (tag: string) =>
    `#!/usr/bin/env node\nfunction naïve() { /* größer */ return /^(?<ä>ä|[ö😀])$/.exec("ä").groups.ä + /^[😀]$/u.exec("😀")[0] + ${tag}; }\nconsole.log(naïve());\n`;
  for (const [tag, isAscii] of [["`ö`", true] as const, ["String.raw`ö`", false] as const]) {
    const files = folderWith({ "package.json": '{"name": "greet", "version": "1.0.0"}', "greet.js": cli(tag) });
    const { command, path } = await made(esbuild, { ...here, folder: files, file: join(files, "greet.js") });
    assert.is(started(command, home).stdout, "ä😀ö\n");
    const text = readFileSync(join(path, "importperf-bundle.cjs"), "utf8");
    assert.is(/^[\x20-\x7e\n]*$/.test(text), isAscii, text);
  }
});

test("esbuild: names the place of what it can't read", async () => {
  const broken = folderWith({ "package.json": "{}", "cli.js": "const a = 1;\nconst b = = 2;\n" });
  try {
    await made(esbuild, { ...common, folder: broken, file: join(broken, "cli.js") });
    assert.unreachable();
  } catch (error) {
    assert.is((error as { code?: string }).code, "bundler-failed");
    assert.match(String((error as { said?: string[] }).said), "cli.js:2: ");
  }
});

test("node-sea: one executable with what it needs beside it", async () => {
  const { command } = await made(nodeSea, common);
  assert.is(command.length, 1);
  for (const args of [["you"], ["late"], ["wrong"]]) {
    const expected = started([process.execPath, common.file, ...args], home);
    const { code, stdout, stderr } = started([...command, ...args], home);
    assert.equal({ code, stdout, stderr }, expected, args.join(" "));
  }
});

test("node-sea: starts from the program's own snapshot, not where it may look beside itself", async () => {
  const sea = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const snapshot = folderWith(files);
    return (await made(nodeSea, { ...here, folder: snapshot, file: join(snapshot, "greet.js") })).command;
  };
  const command = await sea(SNAPSHOT_FILES);
  const { code, stdout } = started([...command, "wrong"], home);
  assert.equal([code, stdout], [3, "none from a snapshot\n"]);
  const words = 'module.exports = JSON.parse(require("fs").readFileSync(__dirname + "/words.json", "utf8"));\n';
  const beside = await sea({ ...SNAPSHOT_FILES, "words.js": words, "words.json": '{"world": "there"}' });
  assert.is(started(beside, home).stdout, "there loaded\n");
});

test.run();
