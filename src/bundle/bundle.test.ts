import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MACHINE } from "../bench/testing.js";
import { seededRandom } from "../measure/random.js";
import { FakeMachine } from "../measure/testing.js";
import type { BuildPlace } from "./builds.js";
import { type BundleOptions, bundle } from "./bundle.js";
import type { Bundler, BundleTools, PythonProgram } from "./bundler.js";
import type { BundlesDocument } from "./document.js";
import { recommendation } from "./recommendation.js";
import { FakeRoom, fakePlaced, outcome } from "./testing.js";

const test = suite("bundle");

const TIMES: Readonly<Record<string, number>> = {
  python: 90_000,
  fast: 30_000,
  slow: 60_000,
  wrong: 10_000,
  kubectl: 40_000,
};

const ANATOMY = { interpreterUs: 9000, unpackingUs: 2000, importsUs: 8000, mainUs: 0, endUs: 1000 };

/** Bundles a made program on a made machine, on which the bundle `wrong` prints something else, and a start of `odd` fails. */
async function bundled(kinds: readonly string[], changes: Partial<BundleOptions<PythonProgram>> = {}) {
  const machine = new FakeMachine((name) => ({ wallUs: TIMES[name] ?? 1000 }));
  const bundlers = kinds.map(
    (kind): Bundler<PythonProgram> => ({
      kind,
      find: async () => (kind === "gone" ? { skipped: "gone is not here: get it" } : { version: "2" }),
      build: async (_, into) => ({ path: into, command: [kind], needs: "nothing" }),
    }),
  );
  const started = (words: readonly string[], name: string) => ({
    name,
    words,
    environment: {},
    path: null,
    sha256: null,
  });
  return {
    machine,
    document: await bundle({
      tool: "importperf 0.0.0-test",
      program: { language: "python", name: "app" } as PythonProgram,
      bundlers,
      entry: "app:main",
      atOnce: 2,
      workshop: {
        log: (kind) => `/out/${kind}.log`,
        within: (kind, use) => use({ into: `/tmp/${kind}`, tools: {} as BundleTools }),
        find: async () => null,
        place: async (kind, _: string, __: BuildPlace, built) =>
          fakePlaced({ folder: `/out/${kind}`, path: `/out/${kind}`, command: built.command }),
      },
      checking: {
        room: new FakeRoom(({ words }) => outcome(words[0]?.endsWith("wrong") ? "bye\n" : "hello\n")),
        plain: ["python"],
        args: [["--help"]],
        environment: {},
        cwd: "/project",
        name: "app",
        sources: ["/project"],
        folders: [],
        runtime: null,
      },
      timing: {
        runner: machine,
        clock: machine.clock,
        random: seededRandom(3),
        yardstick: started(["kubectl"], "kubectl"),
        pairs: 6,
        seconds: 1000,
        watch: () => () => MACHINE,
        cold: { runner: machine, emptyCache: () => true },
      },
      runner: machine,
      anatomyOf: async ([name = ""]) => (name === "slow" ? null : { ...ANATOMY, mainUs: TIMES[name] ?? 0 }),
      benched: started,
      sentence: ({ bundles, unbundled, yardstick }) =>
        recommendation(bundles, unbundled, yardstick?.name ?? null, {
          time: (us) => `${us} us`,
          size: (n) => `${n} B`,
        }),
      warnings: [],
      clock: () => 0,
      stop: new AbortController().signal,
      say: () => {},
      ...changes,
    }),
  };
}

function made(document: BundlesDocument | null): BundlesDocument {
  if (document === null) throw new Error("it was stopped");
  return document;
}

test("those that work come first, the fastest before all, and it is the one to take", async () => {
  const document = made((await bundled(["gone", "slow", "wrong", "fast"])).document);
  assert.equal(
    document.bundles.map(({ with: kind, works, wall, ratioToYardstick }) => [
      kind,
      works,
      wall?.medianUs,
      ratioToYardstick && Math.round(ratioToYardstick * 1000) / 1000,
    ]),
    [
      ["fast", true, 30_000, 0.75],
      ["slow", true, 60_000, 1.5],
      ["wrong", false, undefined, null],
      ["gone", null, undefined, null],
    ],
  );
  const [fast, , wrong, gone] = document.bundles;
  assert.equal([fast?.firstStartUs, fast?.coldUs, fast?.bundler], [30_000, 30_000, "2"]);
  assert.is(wrong?.fault, 'as usual: stdout, line 1 was "hello", is "bye"');
  assert.equal([gone?.skipped, gone?.log], ["gone is not here: get it", null]);
  assert.equal([document.unbundled.wall?.medianUs, document.unbundled.ratioToYardstick?.toFixed(3)], [90_000, "2.250"]);
  assert.is(document.yardstick?.wall.medianUs, 40_000);
  assert.is(
    document.recommendation,
    "fast starts fastest of those that work, in 30000 us, 0.75 x kubectl, 3.00 times as fast as without a bundle (next is slow, 60000 us), for 4200000 B in 210 files, 1200000 us to build; it needs CPython 3.12.",
  );
});

test("of what is timed it is said where the start goes, or that this is not known", async () => {
  const { bundles, unbundled } = made((await bundled(["fast", "slow", "wrong"])).document);
  assert.equal(unbundled.anatomy, { ...ANATOMY, mainUs: 90_000 });
  assert.equal(
    bundles.map(({ anatomy }) => anatomy),
    [{ ...ANATOMY, mainUs: 30_000 }, null, undefined],
  );
});

test("the first start of each is its very first, after one of the program itself", async () => {
  const { machine } = await bundled(["fast", "slow"]);
  assert.equal(machine.ran.slice(0, 3), ["(python)", "fast", "slow"]);
});

test("without times nothing but checks are run, and any that works may be taken", async () => {
  const { machine, document } = await bundled(["slow", "wrong"], { timing: null });
  assert.equal(machine.ran, []);
  const { bundles, machine: facts, recommendation: said } = made(document);
  assert.equal(
    bundles.map(({ works, wall, firstStartUs }) => [works, wall, firstStartUs]),
    [
      [true, null, null],
      [false, null, null],
    ],
  );
  assert.is(facts, null);
  assert.match(said ?? "", "slow works: ");
});

test("where none works, none is recommended and nothing is timed", async () => {
  const { machine, document } = await bundled(["wrong", "gone"]);
  assert.is(made(document).recommendation, null);
  assert.equal(machine.ran, ["(python)", "wrong"]);
});

test("where the disk cache can't be emptied, cold times are unknown and it is said", async () => {
  const options = (await bundled([])).machine;
  const timing = {
    runner: options,
    clock: options.clock,
    random: seededRandom(3),
    yardstick: null,
    pairs: 4,
    seconds: 1000,
    watch: () => () => MACHINE,
    cold: { runner: options, emptyCache: () => false },
  };
  const document = made((await bundled(["fast"], { timing })).document);
  assert.equal(
    [document.bundles[0]?.coldUs, document.bundles[0]?.ratioToYardstick, document.yardstick],
    [null, null, null],
  );
  assert.ok(document.warnings.some(({ code }) => code === "warm-disk-cache"));
});

test("stopped before all was checked there is nothing to say", async () => {
  const stop = new AbortController();
  stop.abort();
  assert.is((await bundled(["fast"], { stop: stop.signal })).document, null);
});

test.run();
