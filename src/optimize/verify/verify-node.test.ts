import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { madeFolder } from "../../io/testing/hooked.js";
import { nodePrograms } from "../../io/testing/nodes.js";
import type { Verified, VerifyOptions } from "./options.js";
import { verify } from "./verify.js";

const FILES: Record<string, string> = {
  "package.json": '{"name": "thing", "version": "1.0.0"}',
  "cli.js": "#!/usr/bin/env node\nrequire('./lib/main').main();\n",
  "lib/main.js": [
    "const os = require('os');",
    "const zlib = require('zlib');",
    "const dep = require('dep');",
    "exports.main = () => console.log(os.EOL === '\\n', Date.now(), dep.name, __filename);",
    "exports.pack = (text) => zlib.gzipSync(text).length;",
    "",
  ].join("\n"),
  "lib/other.js": "const util = require('util');\nexports.shown = (x) => util.inspect(x);\n",
  "test/main.test.js": [
    "const { test } = require('node:test');",
    "const assert = require('node:assert');",
    "test('packs', () => assert.ok(require('../lib/main').pack('a') > 0));",
    "test('fails', () => assert.equal(1, 2));",
    "",
  ].join("\n"),
};
const DEP = { "package.json": '{"name": "dep", "version": "1.0.0"}', "index.js": "exports.name = 'dep';\n" };

/** What a proposal does to its file: text to be replaced, and by what. */
const PROPOSALS: Record<string, [string, string, string]> = {
  good: ["lib/main.js", "const os = require('os');\n", ""],
  goodPlace: ["lib/main.js", "=> console.log(os.", "=> console.log(require('os')."],
  breaks: ["lib/main.js", "const dep = require('dep');\n", ""],
  patched: ["lib/main.js", "const zlib = require('zlib');\n", ""],
  other: [
    "lib/other.js",
    "const util = require('util');\nexports.shown = (x) => util",
    "exports.shown = (x) => require('util')",
  ],
};

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function run(
  root: string,
  words: readonly string[],
  ids: readonly string[],
  more: Partial<VerifyOptions> = {},
): Promise<Verified> {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...environment } = process.env;
  return verify({
    root,
    environment,
    commands: [{ words, weight: 1 }],
    ids,
    edits: (some) => {
      const texts = new Map<string, string>();
      for (const id of some) {
        const [file = "", from = "", to = ""] = PROPOSALS[id] ?? [];
        const text = texts.get(file) ?? FILES[file] ?? "";
        assert.ok(text.includes(from), id);
        texts.set(file, text.replace(from, to));
      }
      return [...texts].map(([file, text]) => ({
        path: join(root, file),
        before: Buffer.from(FILES[file] ?? ""),
        after: Buffer.from(text),
      }));
    },
    packageRoot: process.cwd(),
    timeoutS: 60,
    stop: new AbortController().signal,
    say: () => {},
    limits: { pairs: 2 },
    ...more,
  });
}

/** Everything that is there, with what it holds. */
function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${join(parentPath, name)}\n${readFileSync(join(parentPath, name), "utf8")}`)
    .sort();
}

const test = suite("verification of Node programs");

for (const { path: node, major } of nodePrograms()) {
  test(`${major}: edits hold that change nothing, others are found by the command or a test`, async () => {
    const root = madeFolder();
    write(root, FILES);
    write(join(root, "node_modules", "dep"), DEP);
    const before = contents(root);
    const { kept, commands, tests, dropped, notes, measured } = await run(
      root,
      [node, "cli.js"],
      Object.keys(PROPOSALS),
      {
        test: [node, "--test", "test/"].slice(0, major === 20 ? 3 : 2),
      },
    );
    assert.equal(kept, ["good", "goodPlace", "other"], JSON.stringify(dropped));
    assert.equal(commands, [{ command: [node, "cli.js"], same: true, loaded: true }]);
    const why = new Map(dropped.map(({ id, why }) => [id, why]));
    assert.match(why.get("breaks") ?? "", /exit code was "0", is "1"/);
    assert.match(why.get("patched") ?? "", /packs passed, now failed/);
    assert.ok(tests !== null && tests.before.failed === tests.after.failed && tests.after.passed >= 1);
    assert.match(notes.join(), /before any change: .*fails/);
    assert.ok(measured !== null && measured.afterUs > 0);
    assert.equal(contents(root), before);
  });

  test(`${major}: a package that is installed runs from its copy, beside its dependencies`, async () => {
    const base = madeFolder();
    const root = join(base, "node_modules", "@scope", "thing");
    write(root, FILES);
    write(join(base, "node_modules", "dep"), DEP);
    mkdirSync(join(base, "node_modules", ".bin"));
    symlinkSync("../@scope/thing/cli.js", join(base, "node_modules", ".bin", "thing"));
    const before = contents(base);
    for (const [words, isInstalled] of [
      [[node, join(root, "cli.js")], false],
      [[node, join(base, "node_modules", ".bin", "thing")], false],
      [[node, join(root, "cli.js")], true],
    ] as const) {
      const options = { cwd: base, isInstalled };
      const { kept, commands, dropped } = await run(root, words, ["good", "goodPlace", "other"], options);
      assert.equal(kept, ["good", "goodPlace", "other"], JSON.stringify([commands, dropped]));
      const broken = await run(root, words, ["breaks"], options);
      assert.equal(broken.kept, []);
    }
    assert.equal(contents(base), before);
  });

  test(`${major}: a workspace's links lead into the copy; what leads back to the original is told`, async () => {
    const top = madeFolder();
    const root = join(top, "project");
    const main = FILES["lib/main.js"] ?? "";
    write(root, { ...FILES, "run.js": "require('thing/lib/main').main();\n", "far.js": "require('far');\n" });
    write(join(root, "node_modules", "dep"), DEP);
    symlinkSync("..", join(root, "node_modules", "thing"));
    write(join(root, "node_modules", "far"), {
      "index.js": `require(${JSON.stringify(join(root, "lib/main.js"))}).main();`,
    });
    const led = await run(root, [node, "run.js"], ["good", "goodPlace"]);
    assert.equal(led.kept, ["good", "goodPlace"], JSON.stringify(led.commands));
    const astray = await run(root, [node, "far.js"], ["good", "goodPlace"]);
    assert.equal(astray.kept, []);
    assert.match(astray.commands[0]?.why ?? "", /lib\/main\.js was loaded, not its copy/);
    assert.is(readFileSync(join(root, "lib/main.js"), "utf8"), main);
  });
}

test.run();
