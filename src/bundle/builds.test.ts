import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { type BuildPlace, type BundleWorkshop, buildAll } from "./builds.js";
import type { Bundler, BundleTools, NodeProgram } from "./bundler.js";
import { fakePlaced } from "./testing.js";

const test = suite("bundle/builds");

const program = {} as NodeProgram;

class FakeWorkshop implements BundleWorkshop {
  readonly left: string[] = [];
  constructor(private readonly known: readonly string[] = []) {}
  log(kind: string): string {
    return `/out/${kind}.log`;
  }
  async within<T>(kind: string, use: (place: BuildPlace) => Promise<T>): Promise<T> {
    try {
      return await use({ into: `/tmp/${kind}`, tools: {} as BundleTools });
    } finally {
      this.left.push(kind);
    }
  }
  async find(kind: string) {
    return this.known.includes(kind) ? fakePlaced({ folder: `/out/${kind}`, fromCache: true }) : null;
  }
  async place(kind: string, _: string, __: BuildPlace, ___: unknown, buildMs: number) {
    return fakePlaced({ folder: `/out/${kind}`, buildMs });
  }
}

function bundler(kind: string, more: Partial<Bundler<NodeProgram>> = {}): Bundler<NodeProgram> {
  return {
    kind,
    find: async () => ({ version: "1.0" }),
    build: async (_, into) => ({ path: into, command: [into], needs: "nothing" }),
    ...more,
  };
}

async function built(bundlers: Bundler<NodeProgram>[], known: string[] = [], atOnce = 2, stop = new AbortController()) {
  const workshop = new FakeWorkshop(known);
  const said: string[] = [];
  let now = 0;
  const builds = await buildAll(bundlers, program, {
    workshop,
    atOnce,
    clock: () => (now += 50),
    stop: stop.signal,
    say: (text) => said.push(text),
  });
  return { builds, said, workshop };
}

test("one that fails, hangs, is not there or is ours to mend does not stop the others", async () => {
  const failing = async (): Promise<never> => {
    throw new UserError("bundler-failed", "b ended with exit code 1", "", { said: ["no compiler"] });
  };
  const broken = async (): Promise<never> => {
    throw new TypeError("x is undefined");
  };
  const { builds, workshop, said } = await built(
    [
      bundler("a"),
      bundler("b", { build: failing }),
      bundler("c", { find: async () => ({ skipped: "c is not installed: pip install c" }) }),
      bundler("d", { find: broken }),
      bundler("e"),
    ],
    ["e"],
  );
  assert.equal(
    builds.map(({ kind, state }) => [kind, state]),
    [
      ["a", "built"],
      ["b", "failed"],
      ["c", "skipped"],
      ["d", "failed"],
      ["e", "built"],
    ],
  );
  const [a, b, c, d, e] = builds;
  assert.ok(a?.state === "built" && a.bundle.buildMs > 0 && !a.bundle.fromCache);
  assert.ok(b?.state === "failed" && b.log === "/out/b.log" && b.version === "1.0");
  assert.equal([b.why, b.said], ["b ended with exit code 1", ["no compiler"]]);
  assert.ok(c?.state === "skipped" && c.why === "c is not installed: pip install c");
  assert.ok(d?.state === "failed" && d.version === null && d.why === "x is undefined");
  assert.ok(e?.state === "built" && e.bundle.fromCache);
  assert.equal(workshop.left.sort(), ["a", "b", "c", "d", "e"]);
  assert.ok(said.some((line) => line === "b: failed, b ended with exit code 1"));
});

test("no more build at once than allowed", async () => {
  let now = 0;
  let most = 0;
  const slow: Partial<Bundler<NodeProgram>> = {
    build: async (_, into) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return { path: into, command: [], needs: "" };
    },
  };
  const kinds = ["a", "b", "c", "d", "e"].map((kind) => bundler(kind, slow));
  await built(kinds, [], 2);
  assert.is(most, 2);
  most = 0;
  await built(kinds, [], 1);
  assert.is(most, 1);
});

test("once the user stops it nothing further begins", async () => {
  const stop = new AbortController();
  const begun: string[] = [];
  const kinds = ["a", "b", "c"].map((kind) =>
    bundler(kind, {
      build: async () => {
        begun.push(kind);
        stop.abort();
        throw new UserError("interrupted", "interrupted", "");
      },
    }),
  );
  const { builds } = await built(kinds, [], 1, stop);
  assert.equal(begun, ["a"]);
  assert.is(builds.length, 1);
});

test.run();
