import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { someInterpreters } from "../io/testing/pythons.js";
import { type GatheredPython, type GatherPythonOptions, gatherPython } from "./gather-python.js";

const test = suite("gathering a Python program");
const FIXTURES = join(process.cwd(), "fixtures/bundle");
const newest = someInterpreters().at(-1);
if (newest === undefined) throw new Error("these tests need a Python");

/** A project and an environment; both may be changed before the program is gathered. */
class Room {
  readonly folder = mkdtempSync(join(tmpdir(), "gather "));
  readonly shop = join(this.folder, "shop");
  readonly python = join(this.folder, "venv/bin/python");
  readonly site: string;

  constructor() {
    const made = spawnSync(newest?.path ?? "", ["-m", "venv", "--without-pip", join(this.folder, "venv")]);
    assert.is(made.status, 0);
    this.site = join(this.folder, "venv/lib", readdirSync(join(this.folder, "venv/lib"))[0] ?? "", "site-packages");
    cpSync(join(FIXTURES, "installed"), this.site, { recursive: true });
    cpSync(join(FIXTURES, "shop"), this.shop, { recursive: true });
  }

  installed(name: string, text: string): void {
    mkdirSync(join(this.site, name, ".."), { recursive: true });
    writeFileSync(join(this.site, name), text);
  }

  gather(asked: Partial<GatherPythonOptions> = {}): Promise<GatheredPython> {
    return gatherPython({
      entry: { module: "shop.cli", function: "main" },
      python: this.python,
      name: "shop",
      requirements: [],
      args: [["main"]],
      excludeUnreached: false,
      freeze: false,
      distribution: null,
      environment: process.env,
      folder: this.shop,
      scratch: join(this.folder, "scratch"),
      packageRoot: process.cwd(),
      timeoutS: 60,
      stop: new AbortController().signal,
      say: () => {},
      ...asked,
    });
  }

  async refusal(asked: Partial<GatherPythonOptions> = {}): Promise<string> {
    try {
      await this.gather(asked);
    } catch (error) {
      if (error instanceof UserError) return `${error.code}: ${error.message.replaceAll(this.folder, "…")}`;
      throw error;
    }
    throw new Error("was gathered");
  }
}

function inRoom(name: string, use: (room: Room) => Promise<void>): void {
  test(name, async () => {
    const room = new Room();
    try {
      await use(room);
    } finally {
      rmSync(room.folder, { recursive: true, force: true });
    }
  });
}

const tops = ({ program }: GatheredPython): string[] => readdirSync(program.modules).sort();

inRoom("its own modules, what they import, and what those need by their metadata; nothing else", async (room) => {
  room.installed("other/__init__.py", "");
  room.installed("other-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: other\nVersion: 1\n");
  room.installed("other-1.dist-info/RECORD", "other/__init__.py,,\nother-1.dist-info/METADATA,,\n");
  const found = await room.gather();
  assert.equal(tops(found), ["shop", "till", "till-1.2.dist-info", "weigh", "weigh-0.3.dist-info"]);
  assert.equal(found.warnings, []);
  assert.equal(found.program.packagesWithData, ["shop", "till"]);
  assert.ok(found.program.started.some(({ name, file }) => name === "till" && file?.endsWith("till/__init__.py")));
  const asked = await room.gather({ requirements: ["Other"], scratch: join(room.folder, "second") });
  assert.ok(tops(asked).includes("other"));
  const left = await room.gather({
    requirements: ["other"],
    excludeUnreached: true,
    scratch: join(room.folder, "third"),
  });
  assert.equal(left.program.excluded, ["other"]);
  const message = "left out, since no import reaches them: other";
  assert.equal(left.warnings, [{ code: "unreached-left-out", message }]);
});

inRoom("metadata of an editable installation lists the project's files, which are here now", async (room) => {
  room.installed("Shop-4.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: Shop\nVersion: 4.0\n");
  room.installed("Shop-4.0.dist-info/RECORD", "__editable__.shop.pth,,\nShop-4.0.dist-info/METADATA,,\n");
  room.installed("__editable__.shop.pth", `${room.shop}\n`);
  const url = pathToFileURL(room.shop).href;
  room.installed("Shop-4.0.dist-info/direct_url.json", `{"url": "${url}", "dir_info": {"editable": true}}`);
  const { program } = await room.gather();
  const record = readFileSync(join(program.modules, "Shop-4.0.dist-info/RECORD"), "utf8").split("\n");
  for (const file of ["shop/cli.py", "shop/words.txt", "Shop-4.0.dist-info/METADATA", "Shop-4.0.dist-info/RECORD"])
    assert.ok(record.includes(`${file},,`), file);
  assert.not(record.some((line) => line.startsWith("till") || line.includes(".pth")));
  assert.equal(
    program.distributions.map(({ name, metadata, modules }) => [name, metadata, modules]),
    [
      ["Shop", "Shop-4.0.dist-info", ["shop"]],
      ["till", "till-1.2.dist-info", ["till"]],
      ["weigh", "weigh-0.3.dist-info", ["weigh"]],
    ],
  );
});

inRoom("modules that only a computed name leads to are hidden from bundlers", async (room) => {
  const { program } = await room.gather({ args: [["computed"]] });
  assert.equal(program.hidden, ["till.handle"]);
});

inRoom("an extra's distributions are needed where it is asked for", async (room) => {
  assert.is(
    await room.refusal({ requirements: ["nowhere"] }),
    "missing-distribution: there is no distribution nowhere in this environment",
  );
  const { warnings } = await room.gather({ requirements: ["till[cloud]"], scratch: join(room.folder, "second") });
  assert.equal(warnings, []);
  room.installed(
    "weigh-0.3.dist-info/METADATA",
    "Metadata-Version: 2.1\nName: weigh\nVersion: 0.3\nRequires-Dist: gone\n",
  );
  const again = await room.gather({ scratch: join(room.folder, "third") });
  assert.equal(again.warnings, [{ code: "missing-distribution", message: "weigh needs gone, which is not installed" }]);
});

inRoom("a name in both the project and a distribution is refused, as is one in two distributions", async (room) => {
  mkdirSync(join(room.shop, "weigh"));
  writeFileSync(join(room.shop, "weigh/__init__.py"), "GRAMS = 8\n\ndef fail(): pass\n");
  assert.is(await room.refusal(), "name-twice: weigh is both a module of …/shop and of the distribution weigh");
  rmSync(join(room.shop, "weigh"), { recursive: true });
  room.installed(
    "till-1.2.dist-info/RECORD",
    "till/__init__.py,,\nweigh/__init__.py,,\ntill-1.2.dist-info/METADATA,,\n",
  );
  assert.equal(tops(await room.gather({ scratch: join(room.folder, "second") })).includes("weigh"), true);
});

inRoom("a folder that is no package gives way to one that is, as it does on the path", async (room) => {
  // The program's environment, say, or what it writes, in a folder of a dependency's name.
  mkdirSync(join(room.shop, "weigh/lib"), { recursive: true });
  writeFileSync(join(room.shop, "weigh/lib/tool.py"), "");
  const { program } = await room.gather();
  assert.equal(readdirSync(join(program.modules, "weigh")), ["__init__.py"]);
  room.installed("weigh/__init__.py", "");
  rmSync(join(room.site, "weigh/__init__.py"));
  room.installed("weigh/scales.py", "");
  room.installed("weigh-0.3.dist-info/RECORD", "weigh/scales.py,,\nweigh-0.3.dist-info/METADATA,,\n");
  // Two parts of one namespace package: which of its modules there are depends on where it is started.
  const split = { entry: { module: "shop", function: "main" }, args: [] } as const;
  assert.match(await room.refusal({ ...split, scratch: join(room.folder, "second") }), /^name-twice: weigh /);
});

inRoom("an extension module that only another Python can load is refused", async (room) => {
  room.installed("weigh/_fast.cpython-36m-x86_64-linux-gnu.so", "no library");
  room.installed("weigh-0.3.dist-info/RECORD", "weigh/__init__.py,,\nweigh/_fast.cpython-36m-x86_64-linux-gnu.so,,\n");
  assert.match(
    await room.refusal(),
    /^foreign-extension: weigh\/_fast\.cpython-36m-x86_64-linux-gnu\.so of weigh is for another Python than 3\.\d+$/,
  );
});

inRoom("an entry that is nowhere is refused", async (room) => {
  assert.is(
    await room.refusal({ entry: { module: "nothing.here", function: "main" } }),
    "no-such-entry: there is no module nothing in the project or its environment",
  );
});

inRoom("code that runs at each start of Python is left out, and said", async (room) => {
  room.installed("weigh.pth", "import sys; sys.weighed = True\n");
  room.installed("weigh-0.3.dist-info/RECORD", "weigh/__init__.py,,\nweigh.pth,,\nweigh-0.3.dist-info/METADATA,,\n");
  const found = await room.gather();
  assert.equal(found.warnings, [
    { code: "pth-left-out", message: "weigh.pth of weigh runs code at each start of Python; a bundle leaves it out" },
  ]);
  assert.not.ok(existsSync(join(found.program.modules, "weigh.pth")));
});

inRoom("what only a .pth file loads at each start of Python is none of the program's", async (room) => {
  room.installed("hooks/__init__.py", "");
  room.installed("hooks-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: hooks\nVersion: 1\n");
  room.installed("hooks-1.dist-info/RECORD", "hooks/__init__.py,,\nhooks.pth,,\nhooks-1.dist-info/METADATA,,\n");
  room.installed("hooks.pth", "import hooks\n");
  assert.not.ok(tops(await room.gather()).includes("hooks"));
  // A start can't tell who asked for it first.
  writeFileSync(join(room.site, "weigh/late.py"), "def late():\n    import hooks\n");
  room.installed(
    "weigh-0.3.dist-info/RECORD",
    "weigh/__init__.py,,\nweigh/late.py,,\nweigh-0.3.dist-info/METADATA,,\n",
  );
  assert.ok(tops(await room.gather({ scratch: join(room.folder, "second") })).includes("hooks"));
});

inRoom("what is left to finalise at a start's end speaks against freezing, with its place", async (room) => {
  assert.is((await room.gather({ freeze: true })).program.freezes, true);
  const held = join(room.folder, "held.txt");
  const { program, warnings } = await room.gather({
    freeze: true,
    args: [["main"], [`held:${held}`]],
    scratch: join(room.folder, "second"),
  });
  assert.is(program.freezes, false);
  assert.match(warnings[0]?.message ?? "", /^--freeze is left away: .*cli\.py:\d+: .*held/);
});

inRoom("a start that fails is told at once, once", async (room) => {
  const said: string[] = [];
  writeFileSync(
    join(room.shop, "shop/cli.py"),
    "import re, sys\nre.compile('a|b*')\ndef main():\n    raise KeyError(*sys.argv[1:])\n",
  );
  await room.gather({ args: [["first"], []], say: (text) => said.push(text) });
  assert.equal(said, [
    "a start with first ends with exit code 1 (KeyError: 'first')",
    "a start without arguments ends with exit code 1 (KeyError)",
  ]);
});

test.run();
