import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type MeasureOptions, measurePrograms } from "./programs.js";
import { seededRandom } from "./random.js";
import { FakeMachine, fakePrograms } from "./testing.js";

const test = suite("measure/programs");

function options(machine: FakeMachine, changes: Partial<MeasureOptions> = {}): MeasureOptions {
  return {
    runner: machine,
    clock: machine.clock,
    random: seededRandom(1),
    stop: new AbortController().signal,
    limits: { leastPairs: 10, mostPairs: 40, seconds: 1000 },
    isEnough: () => false,
    ...changes,
  };
}

test("each program is warmed up twice, then all run once a round, in changing order", async () => {
  const machine = new FakeMachine(() => ({}));
  const { warmUps, runs, ended } = await measurePrograms(fakePrograms("a", "b", "c"), options(machine));
  assert.is(ended, "pairs");
  assert.equal(
    warmUps.map(({ length }) => length),
    [2, 2, 2],
  );
  assert.equal(
    runs.map(({ length }) => length),
    [40, 40, 40],
  );
  assert.ok(machine.ran.slice(0, 6).every((name) => name.startsWith("(")));
  const rounds = Array.from({ length: 40 }, (_, at) => machine.ran.slice(6 + 3 * at, 9 + 3 * at).join(""));
  assert.ok(rounds.every((round) => [...round].sort().join("") === "abc"));
  assert.is(new Set(rounds).size, 6);
});

test("runs at the same index are of the same round", async () => {
  let round = 0;
  const machine = new FakeMachine((name) => {
    if (name === "a" || name === "b") round += 0.5;
    return { minorFaults: Math.ceil(round) };
  });
  const { runs } = await measurePrograms(fakePrograms("a", "b"), options(machine));
  assert.equal(
    runs[0]?.map(({ minorFaults }) => minorFaults),
    runs[1]?.map(({ minorFaults }) => minorFaults),
  );
});

test("it ends where there is enough, but not before the least number of rounds", async () => {
  const asked: number[] = [];
  const isEnough = (runs: readonly (readonly unknown[])[]): boolean => {
    asked.push(runs[0]?.length ?? 0);
    return asked.length > 2;
  };
  const machine = new FakeMachine(() => ({}));
  const { runs, ended } = await measurePrograms(fakePrograms("a", "b"), options(machine, { isEnough }));
  assert.is(ended, "enough");
  assert.equal(asked, [10, 15, 20]);
  assert.is(runs[0]?.length, 20);
});

test("it ends when the time is over, with two rounds at least", async () => {
  const slow = new FakeMachine(() => ({ wallUs: 30_000_000 }));
  const limits = { leastPairs: 10, mostPairs: 100, seconds: 60 };
  const { runs, ended, seconds } = await measurePrograms(fakePrograms("a", "b"), options(slow, { limits }));
  assert.equal([runs[0]?.length, ended, seconds], [2, "time", 240]);
});

test("rounds with a time that can't be are left out, and made again", async () => {
  const machine = new FakeMachine((name, run) => (name === "a" && run % 4 === 3 ? { wallUs: -5 } : {}));
  const { runs, dropped, ended } = await measurePrograms(fakePrograms("a", "b"), options(machine));
  assert.equal([runs[0]?.length, runs[1]?.length, ended], [40, 40, "pairs"]);
  assert.ok(dropped >= 10);
  assert.ok(runs[0]?.every(({ wallUs }) => wallUs > 0));
});

test("a clock that always goes back ends it too", async () => {
  const machine = new FakeMachine(() => ({ wallUs: 0 }));
  const { runs, ended, dropped } = await measurePrograms(fakePrograms("a"), options(machine));
  assert.equal([runs[0]?.length, ended, dropped], [0, "pairs", 80]);
});

test("the user's stop leaves out the round that it broke off", async () => {
  const stopping = new AbortController();
  const machine = new FakeMachine((_, run) => {
    if (run === 7) stopping.abort("SIGINT");
    return {};
  });
  const { runs, ended } = await measurePrograms(fakePrograms("a", "b"), options(machine, { stop: stopping.signal }));
  assert.equal([runs[0]?.length, runs[1]?.length, ended], [5, 5, "user"]);
});

test("each run has its preparation, and what a run's check throws ends all", async () => {
  const machine = new FakeMachine(() => ({}));
  const rounds: number[] = [];
  const failing = measurePrograms(
    fakePrograms("a"),
    options(machine, {
      ready: async (program, round) => {
        rounds.push(round);
        return program;
      },
      onRun: () => {
        if (machine.ran.length === 9) throw new Error("it fails");
      },
    }),
  );
  const error = await failing.catch((thrown) => thrown);
  assert.is(error.message, "it fails");
  assert.equal(rounds, [-2, -1, 0, 1, 2, 3, 4, 5, 6]);
});

test.run();
