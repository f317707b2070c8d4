import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { guardChange } from "./guard.js";
import { settingsFor } from "./settings-file.js";
import { madeFolder } from "./testing/hooked.js";

/** The file after forbidding these, and what the settings then forbid. */
async function guarded(
  name: string,
  text: string | null,
  modules: readonly string[],
): Promise<[string, readonly string[]]> {
  const root = madeFolder();
  if (text !== null) writeFileSync(join(root, name), text);
  const change = await guardChange(root, modules);
  if (change === null) return ["", (await settingsFor(root)).settings.forbid];
  assert.is(change.path, join(root, name));
  assert.is(change.before === null ? null : Buffer.from(change.before).toString(), text);
  writeFileSync(change.path, change.after);
  return [readFileSync(change.path, "utf8"), (await settingsFor(root)).settings.forbid];
}

const test = suite("guard");

for (const [what, text, expected] of [
  [
    "no settings yet",
    "[project]\nname = 'x' # c\n",
    '[project]\nname = \'x\' # c\n\n[tool.importperf]\nforbid = ["b", "z"]\n',
  ],
  ["no end of line", "a = 1", 'a = 1\n\n[tool.importperf]\nforbid = ["b", "z"]\n'],
  [
    "a table without it",
    '[tool.importperf] # ours\r\ncommands = ["x"]\r\n\r\n[z]\r\nforbid = 1\r\n',
    '[tool.importperf] # ours\r\nforbid = ["b", "z"]\r\ncommands = ["x"]\r\n\r\n[z]\r\nforbid = 1\r\n',
  ],
  [
    "an array on a line",
    "[tool.importperf]\nforbid = ['a'] # why\n",
    '[tool.importperf]\nforbid = [\'a\', "b", "z"] # why\n',
  ],
  ["an empty array", "[tool.importperf]\nforbid = []\n", '[tool.importperf]\nforbid = ["b", "z"]\n'],
  [
    "an array on lines",
    '[tool.importperf]\nforbid = [\n  "a", # slow, [really]\n]\nlayers = []\n',
    '[tool.importperf]\nforbid = [\n  "a", # slow, [really]\n  "b",\n  "z",\n]\nlayers = []\n',
  ],
  [
    "an array on lines without a last comma",
    '[tool.importperf]\nforbid = [\n\t"x",\n\t"a" # slow\n]\n',
    '[tool.importperf]\nforbid = [\n\t"x",\n\t"a", # slow\n\t"b",\n\t"z"\n]\n',
  ],
] as const) {
  test(`pyproject.toml: ${what}`, async () => {
    const [written, forbid] = await guarded("pyproject.toml", text, ["z", "b", "z"]);
    assert.is(written, expected);
    assert.equal(forbid.slice(-2), ["b", "z"]);
  });
}

for (const [what, text, expected] of [
  ["none", null, '{\n  "forbid": ["b", "z"]\n}\n'],
  ["without it", '{\n    "layers": []\n}\n', '{\n    "forbid": ["b", "z"],\n    "layers": []\n}\n'],
  ["on one line", '{"forbid": ["a"]}', '{"forbid": ["a", "b", "z"]}'],
  ["on lines", '{\n  "forbid": [\n    "a"\n  ]\n}\n', '{\n  "forbid": [\n    "a",\n    "b",\n    "z"\n  ]\n}\n'],
  ["empty", "{}\n", '{"forbid": ["b", "z"]}\n'],
] as const) {
  test(`importperf.json: ${what}`, async () => {
    const [written, forbid] = await guarded("importperf.json", text, ["b", "z"]);
    assert.is(written, expected);
    assert.equal(forbid.slice(-2), ["b", "z"]);
  });
}

test("package.json, where the settings stand there", async () => {
  const text = '{\n  "name": "x",\n  "importperf": {\n    "commands": ["a"]\n  }\n}\n';
  const [written] = await guarded("package.json", text, ["b"]);
  assert.is(written, text.replace('    "commands"', '    "forbid": ["b"],\n    "commands"'));
});

test("what is forbidden already is not added again", async () => {
  assert.equal(await guarded("pyproject.toml", '[tool.importperf]\nforbid = ["b"]\n', ["b"]), ["", ["b"]]);
});

test("settings in another form are left to the user, who is told what to add", async () => {
  for (const text of [
    'tool.importperf.forbid = ["a"]\n',
    '[tool]\nimportperf = {forbid = ["a"]}\n',
    '[tool.importperf]\n"forbid" = ["a"]\n',
  ]) {
    const root = madeFolder();
    writeFileSync(join(root, "pyproject.toml"), text);
    try {
      await guardChange(root, ["b"]);
      assert.unreachable(text);
    } catch (error) {
      assert.instance(error, UserError);
      assert.is((error as UserError).code, "guard-by-hand");
      assert.match((error as UserError).hint, /"b"/);
    }
  }
});

test.run();
