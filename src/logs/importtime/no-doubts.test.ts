import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { forest, HEADER, type Load, read, row } from "./testing.js";

const test = suite("a log in which everything is valid");

/** A time as CPython measures it, in nanoseconds, and as it prints it: rounded up to microseconds, each for itself. */
interface Printed {
  readonly rows: readonly string[];
  readonly nanoseconds: number;
}

function printed(load: Load, jitter: number, depth = 0): Printed {
  const inner = load.loads.map((each) => printed(each, (jitter * 7 + 13) % 1000, depth + 1));
  const own = load.selfUs * 1000 + jitter;
  const whole = own + inner.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
  const up = (nanoseconds: number): number => Math.ceil(nanoseconds / 1000);
  return {
    rows: [...inner.flatMap(({ rows }) => rows), row(up(own), up(whole), depth, load.name)],
    nanoseconds: whole,
  };
}

function codes(log: string | Uint8Array): string[] {
  return read(log).warnings.map(({ code }) => code);
}

test("raises no doubt, also when every time is rounded up for itself", () => {
  fc.assert(
    fc.property(
      forest,
      fc.nat({ max: 999 }),
      fc.boolean(),
      fc.constantFrom("\n", "\r\n"),
      (loads, jitter, header, end) => {
        const rows = loads.flatMap((load) => printed(load, jitter).rows);
        assert.equal(codes([...(header ? [HEADER] : []), ...rows, ""].join(end)), []);
      },
    ),
    { numRuns: 500 },
  );
});

test("as every Python's own start is: no doubt in any recorded one", () => {
  const logs = readdirSync("fixtures/logs").filter((name) => name.startsWith("boot-"));
  assert.ok(logs.length >= 9);
  for (const name of logs) assert.equal(codes(readFileSync(`fixtures/logs/${name}`)), [], name);
});

test("several logs one behind the other are split at their headers, and nothing else is doubted", () => {
  fc.assert(
    fc.property(fc.array(forest, { minLength: 2, maxLength: 4 }), (forests) => {
      const lines = forests.flatMap((loads) => [HEADER, ...loads.flatMap((load) => printed(load, 0).rows)]);
      assert.equal(codes(`${lines.join("\n")}\n`), ["processes-split"]);
    }),
  );
});

test.run();
