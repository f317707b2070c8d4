// The module tests of test262 as programs, before and after all that may be moved is moved: what they print must be the same. Each test is
// a program twice: as it is, and with all but its imports and exports in a function that only one of two runs calls, so that more may move.
// Tests that no Node at hand starts, or that are no modules, are left out.
//
//   node .ci/test262.mjs FOLDER [--only TEXT] [--shown N]     FOLDER is a checkout of tc39/test262; Nodes as in IMPORTPERF_NODES
//
// Needs `npx tsc -p .` and `node .ci/build.mjs` before; no part of `.ci/run`. Ends with `N passed, N failed`.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "@babel/parser";
import { nodePrograms } from "../build/src/io/testing/nodes.js";
import { ProgramTruth } from "../build/src/io/testing/program-truth.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, shown: { type: "string", default: "3" } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("a checkout of tc39/test262");
const TESTS = ["language/module-code", "language/import", "language/export", "language/expressions/dynamic-import"];
const HARNESS = ["assert.js", "sta.js", "doneprintHandle.js"];

/** What a test says of itself in its comment: YAML, of which these lists are all that counts here. */
function about(text) {
  const [, head = ""] = /\/\*---([\s\S]*?)---\*\//.exec(text) ?? [];
  const list = (name) => (new RegExp(`^${name}: \\[([^\\]]*)\\]`, "m").exec(head)?.[1] ?? "").split(",");
  const words = (name) => list(name).flatMap((each) => each.trim() || []);
  const phase = /^negative:\s*\n\s+phase: (\w+)/m.exec(head)?.[1] ?? null;
  return { flags: words("flags"), includes: words("includes"), phase };
}

function* testsIn(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) yield* testsIn(below);
    else if (/(?<!_FIXTURE)\.js$/.test(entry.name)) yield below;
  }
}

/** The files that a test names, and those that these name, by their paths from its folder. */
function withFixtures(test, text) {
  const files = new Map([[test, text]]);
  for (const [file, content] of files) {
    for (const [, , named] of content.matchAll(/(["'`])(\.{1,2}\/[^"'`\n]+)\1/g)) {
      const path = join(dirname(file), named);
      if (files.has(path) || !/\.(?:js|json)$/.test(path)) continue;
      try {
        files.set(path, readFileSync(path, "utf8"));
      } catch {
        // Some are not there, as they should be.
      }
    }
  }
  return files;
}

/** All but imports and exports in a function; null for what can't be parsed. */
function inFunction(text) {
  try {
    const { body } = parse(text, { sourceType: "module", createImportExpressions: true }).program;
    const source = ({ start, end }) => text.slice(start, end);
    const isModules = ({ type }) => /^(?:Import|Export)/.test(type);
    const moved = body.filter((each) => !isModules(each)).map(source);
    const head = body.filter(isModules).map(source);
    return [...head, "export async function importperfRuns() {", ...moved, "}", ""].join("\n");
  } catch {
    return null;
  }
}

const HARNESS_MODULE = `import { readFileSync } from "node:fs";
import vm from "node:vm";
const files = JSON.parse(readFileSync(new URL("harness.json", import.meta.url), "utf8"));
globalThis.print = (text) => console.log(text);
for (const [name, text] of files) vm.runInThisContext(text, { filename: name });
`;

function program(test, text, { includes }, isWrapped) {
  const root = dirname(dirname(test));
  const own = (path) => `t/${relative(root, path).replaceAll("\\", "/")}`;
  const harness = [...new Set([...HARNESS, ...includes])].map((name) => [
    name,
    readFileSync(join(folder, "harness", name), "utf8"),
  ]);
  const main = isWrapped
    ? `import "./harness.mjs";\nimport * as test from "./${own(test)}";\nif (process.argv[2] === "use") setImmediate(() => test.importperfRuns());\nelse console.log("end");\n`
    : `import "./harness.mjs";\nimport "./${own(test)}";\nconsole.log("end");\n`;
  const files = [...withFixtures(test, text)].map(([path, content]) => [own(path), content]);
  return {
    files: new Map([
      ["package.json", '{ "name": "test", "private": true, "type": "module", "engines": { "node": ">=22.13.0" } }\n'],
      ["harness.json", JSON.stringify(harness)],
      ["harness.mjs", HARNESS_MODULE],
      ["main.mjs", main],
      ...files,
      ...(isWrapped ? [[own(test), inFunction(text)]] : []),
    ]),
    entry: "main.mjs",
    runs: isWrapped ? [[], ["use"]] : [[]],
  };
}

// What the oldest of them can't run is left out with it: a plan is for all that `engines` names.
const nodes = nodePrograms().filter(({ major }) => major >= 22);
if (nodes.length === 0) throw new Error("Node 22 or later: IMPORTPERF_NODES");
const truth = new ProgramTruth(nodes.map(({ path }) => path));
const sums = { programs: 0, notStarted: 0, edited: 0, proposals: 0 };
const refused = new Map();
const wrong = [];
const began = performance.now();
for (const tests of TESTS) {
  for (const test of [...testsIn(join(folder, "test", tests))].sort()) {
    const text = readFileSync(test, "utf8");
    const said = about(text);
    const name = relative(folder, test);
    if (!said.flags.includes("module") || said.flags.includes("raw") || !name.includes(values.only)) continue;
    if (said.phase !== null && said.phase !== "runtime") continue;
    for (const isWrapped of [false, true]) {
      if (isWrapped && inFunction(text) === null) continue;
      const checked = await truth.check(program(test, text, said, isWrapped));
      sums.programs++;
      if (checked === null) {
        sums.notStarted++;
        continue;
      }
      sums.proposals += checked.proposals;
      for (const code of checked.refused) refused.set(code, (refused.get(code) ?? 0) + 1);
      if (checked.proposals > 0) sums.edited++;
      if (checked.problem === null) continue;
      wrong.push(`${name}${isWrapped ? " in a function" : ""}`);
      if (wrong.length <= Number(values.shown)) console.log(`${wrong.at(-1)}\n${checked.problem}`);
    }
  }
}
truth.close();
console.log(`${JSON.stringify(sums)}, ${((performance.now() - began) / 60_000).toFixed(1)} min`);
console.log(
  `refused: ${[...refused]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`)
    .join(", ")}`,
);
console.log(`wrong: ${wrong.join(", ")}`);
console.log(`${sums.programs - sums.notStarted - wrong.length} passed, ${wrong.length} failed`);
process.exitCode = wrong.length === 0 ? 0 : 1;
