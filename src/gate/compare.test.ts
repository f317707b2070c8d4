import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../errors.js";
import { USUAL_TOLERANCE } from "../measure/looks.js";
import { seededRandom } from "../measure/random.js";
import type { ProgramRun } from "../measure/runner.js";
import { FakeMachine, fakePrograms } from "../measure/testing.js";
import { type CompareOptions, compare } from "./compare.js";

const test = suite("compare");

async function compared(
  behave: (program: string, run: number) => Partial<ProgramRun>,
  changes: Partial<CompareOptions> = {},
) {
  const machine = new FakeMachine(behave);
  const [base, head] = fakePrograms("base", "head");
  assert.ok(base && head);
  const found = await compare(base, head, {
    runner: machine,
    clock: machine.clock,
    random: seededRandom(4),
    stop: new AbortController().signal,
    tolerance: USUAL_TOLERANCE,
    seconds: 1000,
    ...changes,
  });
  return { ...found, ran: machine.ran };
}

/** Scatters by 3 %, repeatably. */
function noisy(us: number, run: number): Partial<ProgramRun> {
  const cpuUs = us * (1 + ((run * 7919) % 31) / 1000);
  return { cpuUs, wallUs: cpuUs + 5000 };
}

test("warm-ups come first and count for nothing; equal programs pass at a look", async () => {
  const { decision, base, head, ran, ended } = await compared((_, run) => noisy(40_000, run));
  assert.is(decision.verdict, "pass");
  assert.is(ended, "decided");
  assert.equal([base.length, head.length], [15, 15]);
  assert.equal(ran.slice(0, 4).sort(), ["(base)", "(base)", "(head)", "(head)"]);
  assert.is(ran.length, 34);
  // Each pair holds both, in either order.
  const pairs = Array.from({ length: 15 }, (_, at) => ran.slice(4 + 2 * at, 6 + 2 * at));
  assert.ok(pairs.every((pair) => new Set(pair).size === 2));
  assert.is(new Set(pairs.map(([first]) => first)).size, 2);
});

test("what takes a tenth longer fails at once, by processor time", async () => {
  const { decision, base } = await compared((program, run) => noisy(program === "head" ? 44_000 : 40_000, run));
  assert.equal([decision.verdict, base.length], ["fail", 15]);
});

test("the time that is given ends it, and what there is then is looked at with all that the looks had left", async () => {
  const behave = (program: string, run: number) => noisy(program === "head" ? 60_000 : 40_000, run);
  const { decision, ended, base, alpha } = await compared(behave, { seconds: 1 });
  assert.is(ended, "time");
  assert.ok(base.length >= 8 && base.length < 15, String(base.length));
  assert.is(decision.verdict, "fail");
  assert.ok(Math.abs(alpha - 0.008) < 1e-9, String(alpha));
  const equal = await compared((_, run) => noisy(40_000, run), { seconds: 1 });
  assert.ok(equal.decision.verdict !== "fail");
});

test("pairs with an impossible time are left out", async () => {
  const { dropped, base } = await compared((program, run) =>
    program === "base" && run === 5 ? { wallUs: -1 } : noisy(40_000, run),
  );
  assert.equal([dropped, base.length], [1, 15]);
});

test("a side that hangs, or fails where the other does not, is an error that names it", async () => {
  const hanging = compared((program) => (program === "head" ? { ending: "timeout" } : {}));
  await rejects(hanging, "timeout", /head/);
  const failing = compared((program) => (program === "base" ? { exitCode: 3, lastWords: "no\nconfig" } : {}));
  await rejects(failing, "exit-codes-differ", /base \(base\) ends with exit code 3, the other with 0: config/);
});

async function rejects(promise: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.instance(error, UserError);
  assert.is((error as UserError).code, code);
  assert.match((error as UserError).message, message);
}

test("a user who stops it gets what there is", async () => {
  const stop = new AbortController();
  let runs = 0;
  const { ended, decision, base } = await compared(
    (_, run) => {
      if (++runs === 20) stop.abort("SIGINT");
      return noisy(40_000, run);
    },
    { stop: stop.signal },
  );
  assert.equal([ended, decision.verdict, base.length], ["user", "open", 7]);
});

test.run();
