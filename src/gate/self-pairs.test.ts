import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { seededRandom } from "../measure/random.js";
import { FakeMachine, fakePrograms } from "../measure/testing.js";
import { type SelfOptions, selfPairs, USUAL_PAIRS } from "./self-pairs.js";

const test = suite("self-pairs");

async function measured(changes: Partial<SelfOptions> = {}, ending: "itself" | "timeout" = "itself") {
  // So even that a gate would pass at its first look.
  const machine = new FakeMachine((_, run) => ({ cpuUs: 40_000 + (run % 3), wallUs: 50_000, ending }));
  const [program] = fakePrograms("app");
  assert.ok(program);
  const { clock } = machine;
  const usual = { runner: machine, clock, random: seededRandom(1), stop: new AbortController().signal };
  const found = await selfPairs(program, { ...usual, pairs: USUAL_PAIRS, seconds: 1000, ...changes });
  return { ...found, ran: machine.ran };
}

test("all pairs are measured, whatever a look at the first would say", async () => {
  const { pairs, warnings, ran } = await measured();
  assert.equal([pairs.times.base.length, pairs.times.head.length, pairs.wall?.base.length], [120, 120, 120]);
  assert.is(ran.length, 2 * (120 + 2));
  assert.equal([pairs.seconds, warnings], [0.1, []]);
});

test("--pairs and --max-time end it, and fewer than a gate takes are said to be few", async () => {
  const asked = await measured({ pairs: 30 });
  assert.equal([asked.pairs.times.base.length, asked.warnings.map(({ code }) => code)], [30, ["few-pairs"]]);
  const timed = await measured({ seconds: 2 });
  assert.ok(timed.pairs.times.base.length >= 16 && timed.pairs.times.base.length <= 20);
  assert.match(timed.warnings[0]?.message ?? "", /^there are \d+ pairs, and a gate takes up to 120/);
});

test("too few pairs, and a program that hangs, are errors", async () => {
  const code = async (found: Promise<unknown>): Promise<string> =>
    found.then(
      () => "",
      (error: unknown) => (error instanceof UserError ? error.code : String(error)),
    );
  assert.is(await code(measured({ seconds: 0.3 })), "too-few-pairs");
  assert.is(await code(measured({}, "timeout")), "timeout");
});

test.run();
