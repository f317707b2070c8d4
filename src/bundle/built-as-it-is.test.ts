import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BuildPlace, BundleWorkshop } from "./builds.js";
import { builtAsItIs } from "./built-as-it-is.js";
import type { Bundler, BundleTools, PythonProgram } from "./bundler.js";
import { Checks } from "./checks.js";
import { FakeRoom, fakePlaced, outcome } from "./testing.js";

const test = suite("a bundle built again of the unchanged program");

const WITH_EDITS = {
  language: "python",
  name: "app",
  edited: { folder: "/edited", standard: [] },
} as unknown as PythonProgram;

const workshop: BundleWorkshop = {
  log: () => "/out/folder.log",
  within: (_, use) => use({ into: "/tmp/folder", tools: {} as BundleTools }),
  find: async () => null,
  place: async (_, __: string, ___: BuildPlace, { command }) => fakePlaced({ command }),
};

/** With a bundle that prints something else where it has edits. */
async function built(program: PythonProgram, bundler: Partial<Bundler<PythonProgram>>) {
  const room = new FakeRoom(({ words }) => outcome(words[0]?.includes("edited") ? "bye\n" : "hello\n"));
  const checking = { room, plain: ["python"], args: [[]], environment: {}, cwd: "/project", name: "app" };
  const places = { sources: [], folders: [], runtime: null };
  const stop = new AbortController().signal;
  const checks = new Checks({ ...checking, ...places, stop });
  const { edited } = program;
  const bundle = fakePlaced({ command: [edited === undefined ? "plain" : "edited"] });
  const build = { kind: "folder", state: "built", version: "1", log: "/out/folder.log", bundle } as const;
  const folder: Bundler<PythonProgram> = {
    kind: "folder",
    isOurs: true,
    find: async () => ({ version: "1" }),
    build: async (asked, path) => ({ path, command: [asked.edited === undefined ? "plain" : "edited"], needs: "" }),
    ...bundler,
  };
  const options = { program, bundlers: [folder], checking, workshop, atOnce: 1, clock: () => 0, stop, say: () => {} };
  return builtAsItIs(build, await checks.of(bundle), checks, options);
}

test("where it prints something else with deferred imports it is built without them, and that is said", async () => {
  const again = await built(WITH_EDITS, {});
  assert.equal(again?.build.bundle.command, ["plain"]);
  assert.ok(again?.checks.every(({ ok }) => ok !== false));
  assert.is(again?.why.message, 'folder is built without --optimize: as usual: stdout, line 1 was "hello", is "bye"');
});

test("what does as the program does stays, and so does what others built", async () => {
  const { edited: _, ...plain } = WITH_EDITS;
  assert.is(await built(plain, {}), null);
  const { isOurs: __, ...others }: Partial<Bundler<PythonProgram>> = { isOurs: true };
  assert.is(await built(WITH_EDITS, { ...others, kind: "other" }), null);
});

test.run();
