import { suite } from "uvu";
import * as assert from "uvu/assert";
import { seededRandom } from "../measure/random.js";
import type { BenchDocument } from "./document.js";
import { commandNames } from "./names.js";
import { benchFake } from "./testing.js";

const test = suite("bench");

function codes({ warnings }: BenchDocument): string[] {
  return warnings.map(({ code }) => code);
}

test("a ratio is told within its interval, and it ends once that is narrow", async () => {
  const random = seededRandom(2);
  const document = await benchFake(["app", "kubectl"], (name) => {
    const noise = 1 + random() / 10;
    return { wallUs: (name === "app" ? 60_000 : 50_000) * noise, cpuUs: (name === "app" ? 30_000 : 40_000) * noise };
  });
  const [wall, cpu] = document.comparisons;
  assert.equal([wall?.of, wall?.to, wall?.metric, cpu?.metric], ["app", "kubectl", "wall", "cpu"]);
  assert.ok(wall !== undefined && wall.lo < 1.2 && wall.hi > 1.2 && wall.hi / wall.lo < 1.05 && wall.p < 0.001);
  assert.ok(cpu !== undefined && cpu.lo < 0.75 && cpu.hi > 0.75);
  assert.is(document.plan.ended, "enough");
  assert.is(document.plan.pairs, wall.pairs);
  assert.ok(document.plan.pairs >= 10 && document.plan.pairs < 100);
  assert.is(document.yardstick, "kubectl");
  assert.is(document.commands[1]?.says, "ok");
  assert.equal(codes(document), []);
});

test("several commands are held against the yardstick and against the first", async () => {
  const document = await benchFake(["a", "b", "c", "y"], () => ({}));
  assert.equal(
    document.comparisons.filter(({ metric }) => metric === "wall").map(({ of, to }) => `${of}/${to}`),
    ["a/y", "b/y", "c/y", "b/a", "c/a"],
  );
  const without = await benchFake(["a", "b"], () => ({}), { hasYardstick: false });
  assert.equal([without.yardstick, without.comparisons.length], [null, 2]);
});

test("a single command alone is measured until its median is known", async () => {
  const random = seededRandom(3);
  const document = await benchFake(["a"], () => ({ wallUs: 50_000 * (1 + random()) }), { hasYardstick: false });
  const { medianUs = 0, loUs = 0, hiUs = 0 } = document.commands[0]?.wall ?? {};
  assert.ok(loUs < medianUs && medianUs < hiUs);
  assert.equal(document.comparisons, []);
  assert.is(document.plan.ended, "pairs");
});

test("a number of pairs is kept to", async () => {
  const document = await benchFake(["a", "y"], () => ({}), { pairs: 30 });
  assert.equal([document.plan.pairs, document.plan.ended], [30, "pairs"]);
});

test("memory that runs can't tell is that of warm-ups, and unknown processor times are left out", async () => {
  const document = await benchFake(["a", "y"], (_, run) => ({ maxRssBytes: run < 2 ? 7_000_000 : null, cpuUs: null }), {
    machine: { precision: "none" },
  });
  assert.equal([document.commands[0]?.maxRssBytes, document.commands[0]?.cpu], [7_000_000, null]);
  assert.ok(document.comparisons.every(({ metric }) => metric === "wall"));
  assert.ok(codes(document).includes("no-cpu-time"));
});

test("what is doubtful about runs is said", async () => {
  const odd = await benchFake(
    ["a", "y"],
    (name, run) => {
      if (name === "y") return {};
      const output = { stdoutBytes: 20_000_000, stderrBytes: 0, hash: `${run}`, firstLine: "" };
      return {
        exitCode: run % 5 === 4 ? 1 : 0,
        output,
        wallUs: run === 0 ? 900_000 : run % 9 === 8 ? 300_000 : 50_000,
      };
    },
    { pairs: 40 },
  );
  const said = odd.warnings.filter(({ message }) => message.startsWith("a "));
  assert.equal(
    said.map(({ code }) => code),
    ["exit-codes-differ", "output-differs", "large-output", "slow-first-run", "outliers"],
  );
  assert.match(said[0]?.message ?? "", "exit code 0 in 32, 1 in 8 runs");
  assert.match(said[3]?.message ?? "", "18.0 times");
  const slowing = await benchFake(["a", "y"], (_, run) => ({ wallUs: 50_000 * 1.01 ** run }), { pairs: 40 });
  assert.equal(codes(slowing), ["drift", "drift"]);
  const failing = await benchFake(["a", "y"], (name) => ({ exitCode: name === "a" ? 3 : 0 }));
  assert.equal(codes(failing), ["fails"]);
});

test("what is doubtful about the machine is said", async () => {
  const of = async (machine: Parameters<typeof benchFake>[2]) =>
    codes(await benchFake(["a", "y"], () => ({}), machine));
  assert.equal(await of({ machine: { governor: "powersave" } }), ["frequency-scaling"]);
  assert.equal(await of({ machine: { governor: "performance" } }), []);
  assert.equal(await of({ machine: { processors: 1, otherLoad: 0.6 } }), ["one-processor", "other-load"]);
  assert.equal(await of({ machine: { processorLimit: 0.5, throttledUs: 230_000 } }), ["throttled"]);
  assert.equal(await of({ machine: { processorLimit: 0.5, throttledUs: 0 } }), []);
  assert.equal(await of({ machine: { precision: "ticks" } }), ["coarse-cpu-time"]);
});

test("too wide an interval and a clock that jumped are said", async () => {
  const random = seededRandom(4);
  const noisy = () => ({ wallUs: 50_000 * (1 + 2 * random()) });
  assert.ok(codes(await benchFake(["a", "y"], noisy, { pairs: 12 })).includes("wide-interval"));
  const jumping = await benchFake(["a", "y"], (_, run) => (run === 5 ? { wallUs: -1 } : {}));
  assert.equal(codes(jumping), ["clock-jumped"]);
});

test("names are short where they can be, and never the same", () => {
  const names = (...commands: string[]) => commandNames(commands.map((text) => ({ words: text.split(" ") })));
  assert.equal(names("/usr/bin/kubectl version"), ["kubectl"]);
  assert.equal(names("python3.11 -m notes --help", "node lib/cli.js", "python -X dev tool.py"), [
    "notes",
    "cli",
    "tool",
  ]);
  assert.equal(names("uv run app --help", "npx eslint --version"), ["app", "eslint"]);
  assert.equal(names("python3 -c pass", "node -e 0"), ["python3", "node"]);
  assert.equal(names("app --help", "/x/app list"), ["app --help", "app list"]);
  assert.equal(names("app", "app"), ["app", "app (2)"]);
});

test.run();
