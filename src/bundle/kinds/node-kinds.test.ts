import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { NodeProgram } from "../bundler.js";
import { NODE_KINDS } from "./kinds.js";
import { FakeTools, NODE_PROGRAM } from "./testing.js";

const PACKAGES = {
  "/project/node_modules/esbuild/package.json": '{"version": "0.28.2"}',
  "/user/node_modules/postject/package.json": '{"version": "1.0.0"}',
  "/node_modules/@vercel/ncc/package.json": '{"version": "0.45.0"}',
  "/ours/node_modules/rolldown/package.json": '{"version": "1.3.2"}',
};
const TOLD = { external: [], hasFiles: false, hasImport: false, isSnapshot: false, start: "bin/greet.js" };

/** Of a bundler that tells this of what it made. */
function tools(told: object = {}, files: Readonly<Record<string, string>> = {}): FakeTools {
  return new FakeTools({}, [], { ...PACKAGES, "/scratch/told.json": JSON.stringify({ ...TOLD, ...told }), ...files });
}

async function bundler(kind: string) {
  const load = NODE_KINDS[kind];
  if (load === undefined) throw new Error(`no ${kind}`);
  return load();
}

async function found(kind: string, more: Partial<NodeProgram> = {}, fake = tools()) {
  return (await bundler(kind)).find({ ...NODE_PROGRAM, ...more }, fake);
}

async function built(kind: string, more: Partial<NodeProgram> = {}, fake = tools()) {
  const made = await (await bundler(kind)).build({ ...NODE_PROGRAM, ...more }, "/into", fake);
  const spec = fake.made.get("/scratch/spec.json") ?? "{}";
  return { ...made, ran: fake.ran, made: fake.made, spec: JSON.parse(spec) as Record<string, unknown> };
}

const test = suite("bundlers of Node programs");

test("are in order, each under its own name", async () => {
  const names = Object.keys(NODE_KINDS);
  assert.equal(names, [...names].sort());
  for (const name of names) assert.is((await bundler(name)).kind, name);
});

test("are found in the program's node_modules, those above, the user's and ours", async () => {
  assert.equal(await found("esbuild"), { version: "0.28.2" });
  assert.equal(await found("ncc"), { version: "0.45.0" });
  assert.equal(await found("rolldown"), { version: "1.3.2" });
  for (const [kind, name] of [
    ["esbuild", "esbuild"],
    ["ncc", "@vercel/ncc"],
    ["rolldown", "rolldown"],
  ] as const) {
    const nothing = await found(kind, {}, new FakeTools());
    assert.equal(nothing, { skipped: `${name} isn't installed: npm install --save-dev ${name}` });
  }
});

test("esbuild makes CommonJS of CommonJS and ES modules of ES modules", async () => {
  const { command, needs, ran, spec } = await built("esbuild");
  assert.equal([command, needs], [["/usr/bin/node", "/into/greet/bin/greet.js"], "Node 20"]);
  assert.equal(ran, ["/usr/bin/node /ours/esbuild.cjs /scratch/spec.json"]);
  assert.equal(spec, {
    esbuild: "/project/node_modules/esbuild",
    entry: "/project/bin/greet.js",
    into: "/into/greet",
    form: "cjs",
    split: false,
    target: "node20.19",
    told: "/scratch/told.json",
  });
  assert.is((await built("esbuild", { isModule: true })).spec.form, "esm");
});

test("esbuild splits ES modules alone", async () => {
  assert.match(JSON.stringify(await found("esbuild-split")), "splits ES modules only");
  assert.equal(await found("esbuild-split", { isModule: true }), { version: "0.28.2" });
  const { spec } = await built("esbuild-split", { isModule: true });
  assert.equal([spec.form, spec.split], ["esm", true]);
});

test("a single executable needs Node 20, esbuild, and postject until Node builds it itself", async () => {
  assert.match(JSON.stringify(await found("node-sea", { version: [18, 20, 0] })), "need Node 20 or later");
  assert.equal(await found("node-sea"), { version: "20.19.0" });
  const lacking = { skipped: "esbuild postject aren't installed: npm install --save-dev esbuild postject" };
  assert.equal(await found("node-sea", {}, new FakeTools()), lacking);
  const one = { skipped: "esbuild isn't installed: npm install --save-dev esbuild" };
  assert.equal(await found("node-sea", { version: [26, 1, 0] }, new FakeTools()), one);
});

test("a single executable is node with a script in it", async () => {
  const { path, command, ran, made, needs } = await built("node-sea");
  const own = ran.slice(1).filter((line) => !line.startsWith("codesign "));
  assert.equal(
    own.map((line) => line.replace(/ --macho-.*/, "")),
    [
      "/usr/bin/node --experimental-sea-config /scratch/sea.json",
      "/usr/bin/node /user/node_modules/postject/dist/cli.js /into/greet.bin NODE_SEA_BLOB /scratch/prepared --sentinel-fuse NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
    ],
  );
  assert.is(made.get("/scratch/main.cjs"), "was /into/greet/importperf-bundle.cjs");
  assert.is(made.get("/into/greet.bin"), "copy of /usr/bin/node");
  assert.equal([path, command, needs], ["/into/greet.bin", ["/into/greet.bin"], "nothing"]);
});

test("a single executable uses V8's code cache where no import() is left, or the program's own snapshot", async () => {
  const config = async (told: object) => {
    const { made } = await built("node-sea", {}, tools(told));
    return JSON.parse(made.get("/scratch/sea.json") ?? "") as { useCodeCache: boolean; useSnapshot: boolean };
  };
  const used = async (told: object) => {
    const { useCodeCache, useSnapshot } = await config(told);
    return [useCodeCache, useSnapshot];
  };
  assert.equal(await used({}), [true, false]);
  assert.equal(await used({ hasImport: true }), [false, false]);
  assert.equal(await used({ isSnapshot: true }), [false, true]);
});

test("a single executable stands beside the files that it reads", async () => {
  const { path, command } = await built("node-sea", {}, tools({ hasFiles: true }));
  assert.equal([path, command], ["/into/greet", ["/into/greet/greet"]]);
  const { command: other } = await built("node-sea", {}, tools({ hasFiles: true }, { "/into/greet/greet": "" }));
  assert.equal(other, ["/into/greet/greet.bin"]);
});

test("Node 25.5 and later build it themselves", async () => {
  const { ran, made } = await built("node-sea", { version: [25, 5, 0] });
  assert.equal(ran.slice(1), ["/usr/bin/node --build-sea /scratch/sea.json"]);
  const { executable, output } = JSON.parse(made.get("/scratch/sea.json") ?? "") as Record<string, unknown>;
  assert.equal([executable, output], ["/usr/bin/node", "/into/greet.bin"]);
});

test("ncc's file gets the name of the program's", async () => {
  const { command, ran, made } = await built("ncc", {}, tools({}, { "/into/greet/index.js": "" }));
  assert.equal(ran, [
    "/usr/bin/node /node_modules/@vercel/ncc/dist/ncc/cli.js build /project/bin/greet.js --out /into/greet --no-cache --license THIRD-PARTY-LICENSES.txt --target es2022",
  ]);
  assert.is(made.get("/into/greet/greet.js"), "was /into/greet/index.js");
  assert.equal(command, ["/usr/bin/node", "/into/greet/greet.js"]);
});

test("rolldown is asked by a script of ours", async () => {
  const { command, ran, spec } = await built("rolldown");
  assert.equal(ran, ["/usr/bin/node /ours/rolldown.cjs /scratch/spec.json"]);
  assert.equal([spec.rolldown, spec.form], ["/ours/node_modules/rolldown", "cjs"]);
  assert.equal(command, ["/usr/bin/node", "/into/greet/bin/greet.js"]);
});

test.run();
