import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { defaultName } from "./default-name.js";
import { type EntryPlaces, entryOf } from "./entry.js";
import { gatherNode, type NodePlaces } from "./gather-node.js";
import { chosenKinds } from "./kinds-asked.js";
import { requirementNames } from "./requirements.js";
import { sourcesAway } from "./sources-away.js";

const test = suite("bundle/entry");

const places = (changes: Partial<EntryPlaces> = {}): EntryPlaces => ({
  scripts: new Map(),
  bins: new Map(),
  file: (path) => (["tool", "app.py", "cli.mjs", "run"].includes(path) ? `/project/${path}` : null),
  firstLine: (file) => (file.endsWith("/tool") ? "#!/usr/bin/env node" : file.endsWith("/run") ? "#!/bin/python3" : ""),
  ...changes,
});

function codeOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (error) {
    return error instanceof UserError ? `${error.code}: ${error.message}` : String(error);
  }
}

test("functions, files by their ending or first line, and scripts that the project names", () => {
  assert.equal(entryOf("app.__main__:cli.main", places()), {
    language: "python",
    entry: { module: "app.__main__", function: "cli.main" },
    name: null,
  });
  assert.equal(entryOf("tool", places()), { language: "javascript", file: "/project/tool", name: null });
  assert.equal(entryOf("cli.mjs", places()), { language: "javascript", file: "/project/cli.mjs", name: null });
  assert.equal(entryOf("run", places()), { language: "python", entry: { file: "/project/run" }, name: null });
  const named = places({ scripts: new Map([["hi", "app.cli : main [extra]"]]), bins: new Map([["ho", "/b/ho.js"]]) });
  assert.equal(entryOf("hi", named), {
    language: "python",
    entry: { module: "app.cli", function: "main" },
    name: "hi",
  });
  assert.equal(entryOf("ho", named), { language: "javascript", file: "/b/ho.js", name: "ho" });
  assert.equal(entryOf(undefined, places({ bins: new Map([["ho", "/b/ho.js"]]) })), entryOf("ho", named));
});

test("what names nothing says so", () => {
  assert.match(
    codeOf(() => entryOf("none.py", places())),
    "entry-missing: there is no file none.py",
  );
  assert.match(
    codeOf(() => entryOf("app", places())),
    "entry-missing: app is no MODULE:FUNCTION",
  );
  assert.match(
    codeOf(() => entryOf(undefined, places())),
    "entry-missing: nothing says",
  );
  const two = new Map([
    ["a", "x:y"],
    ["b", "x:z"],
  ]);
  assert.match(
    codeOf(() => entryOf(undefined, places({ scripts: two }))),
    "entry-unclear: the project has 2 scripts: a, b",
  );
});

test("a program is called as its entry", () => {
  assert.equal(
    [defaultName({ module: "app.cli", function: "main" }), defaultName({ file: "/x/my tool.py" })],
    ["app", "my tool"],
  );
});

test("kinds are those asked for, once each, or our own; a wrong one names the nearest", () => {
  const known = ["folder", "pyinstaller", "zip"];
  assert.equal(chosenKinds([], "python", known), ["folder", "zip"]);
  assert.equal(chosenKinds(["zip", "all"], "python", known), ["zip", "folder", "pyinstaller"]);
  assert.match(
    codeOf(() => chosenKinds(["pyinstall"], "python", known)),
    "did you mean pyinstaller?",
  );
  assert.match(
    codeOf(() => chosenKinds(["esbuild"], "python", known)),
    "no such bundler for Python",
  );
});

test("requirements are names with extras", () => {
  const text =
    "# all\nrequests[socks, x] >=2 ; python_version > '3'\n-r more.txt\n./here\nhttps://x/y.whl\nPy_YAML==6 \\\n  --hash=sha256:0\npkg @ file:///x\n";
  assert.equal(requirementNames(text), ["requests[socks,x]", "Py_YAML", "pkg"]);
});

test("folders to be taken away hold nothing that runs the bundle, and none lies in another", () => {
  const away = (...folders: (string | null)[]) => sourcesAway(folders, ["/opt/python/bin/python3", "/tmp/ours"]);
  assert.equal(away("/venv", "/project", null, "/project/src"), ["/project", "/venv"]);
  assert.equal(away("/opt", "/opt/app", "/tmp", "/"), ["/opt/app"]);
});

test("a Node program is told from its package", async () => {
  const node: NodePlaces = {
    node: async () => ({ path: "/usr/bin/node", version: "v20.19.1" }),
    manifest: () => ({ folder: "/p", contents: { name: "@x/app", type: "module", bin: "./bin/run.js" } }),
  };
  assert.equal(await gatherNode("/p/bin/run.js", null, node), {
    language: "javascript",
    name: "app",
    file: "/p/bin/run.js",
    folder: "/p",
    node: "/usr/bin/node",
    version: [20, 19, 1],
    isModule: true,
  });
  const other = await gatherNode("/p/lib/my.cjs", null, { ...node, manifest: () => null });
  assert.equal([other.name, other.isModule, other.folder], ["my", false, "/p/lib"]);
  const none = gatherNode("/p/x.js", null, { ...node, node: async () => null });
  assert.is(await none.then(String, (error) => error.code), "node-missing");
});

test.run();
