import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../../graph/builder.js";
import { projectOf } from "../../io/testing/tried-project.js";
import { asRecorded, type RecordedCommand } from "../recordings.js";
import { compileCacheEntries } from "./compile-cache.js";

const test = suite("entries that Node may keep compiled");
const root = projectOf([
  ["app.js", "main();\n"],
  ["hook.js", "hook();\n"],
  ["module.mjs", "main();\n"],
  ["node_modules/other/cli.js", "main();\n"],
]);

function started(words: readonly string[], runtime = "Node.js 24.1.0"): RecordedCommand {
  const phases = { resolveUs: 0, readUs: 0, compileUs: 300, evaluateUs: 0 };
  const loads = new Map([0, 1].map((load) => [load, { phases }]));
  const builder = new GraphBuilder({ language: "javascript", evidence: "traced", runtime, recorded: { loads } });
  const process = builder.addProcess({ command: ["/usr/bin/node", ...words] });
  for (const name of ["a", "b"]) builder.addLoad(builder.addModule(name), process, -1, 400);
  return asRecorded({ words: [], weight: 1 }, builder.finish(), []);
}

async function found(words: readonly string[], { runtime = "Node.js 24.1.0", environment = {} } = {}): Promise<string> {
  const entries = compileCacheEntries(root, environment, () => null);
  const { edits, refusals, setting } = await entries.find([started(words, runtime)], []);
  const codes = refusals.map(({ reason }) => reason.code);
  return [...edits.map(({ file }) => file), ...codes, ...(setting === undefined ? [] : [setting.name])].join(" ");
}

const APP = join(root, "app.js");

test("the script behind Node's own options", async () => {
  const hook = join(root, "hook.js");
  for (const options of [[], ["--no-warnings"], ["-r", hook], ["--require", hook], [`--import=${hook}`], ["--"]])
    assert.is(await found([...options, APP, "--version"]), "app.js NODE_COMPILE_CACHE", options.join(" "));
});

test("code on the command line has no file", async () => {
  assert.is(await found(["-e", "1", APP]), "NODE_COMPILE_CACHE");
  assert.is(await found(["--print", "1"]), "NODE_COMPILE_CACHE");
});

test("where the file can't be edited the environment may do it, unless that says something already", async () => {
  assert.is(await found([join(root, "module.mjs")]), "es-module-entry NODE_COMPILE_CACHE");
  assert.is(await found([join(root, "node_modules/other/cli.js")]), "entry-not-own NODE_COMPILE_CACHE");
  for (const name of ["NODE_COMPILE_CACHE", "NODE_DISABLE_COMPILE_CACHE"])
    assert.is(await found([join(root, "module.mjs")], { environment: { [name]: "1" } }), "es-module-entry", name);
  assert.is(await found([join(root, "module.mjs")], { runtime: "Node.js 20.20.2" }), "no-compile-cache");
});

test("all that is compiled is the most that it can save, in every process", () => {
  assert.is(compileCacheEntries(root, {}, () => null).atMostUs(started([APP])), 600);
});

test.run();
