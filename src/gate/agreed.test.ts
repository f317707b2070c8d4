import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { CountedRun } from "../record/counted.js";
import { type Loaded, loadsOf, openedBy, variedWarning } from "./agreed.js";
import { checkBudgets } from "./budgets.js";
import { failing, type MadeImport, start } from "./testing.js";
import type { Verdict } from "./verdict.js";

const test = suite("agreed");

const ALWAYS: readonly MadeImport[] = [
  ["app.__main__", "app.cli", 3, 900],
  ["app.cli", "json", 1, 2000],
];
const SOMETIMES: readonly MadeImport[] = [["app.cli", "pandas", 7, 50_000]];

function run(names: readonly string[], opened: number | null = names.length): CountedRun {
  return { loads: names.length, modules: new Set(names), opened };
}

const [few, more] = [run(["app.cli", "json"]), run(["app.cli", "json", "pandas"])];

/** The recorded start and three counted ones. */
function loaded(imports: readonly MadeImport[], ...counted: readonly CountedRun[]): Loaded {
  return { graph: start(imports), counted };
}

function introduced(base: Loaded, head: Loaded): string[] {
  const side = { command: ["app"], revision: null };
  const { introduced, introducedBy }: Verdict = failing({
    base: { ...side, loaded: base },
    head: { ...side, loaded: head },
    budgets: [],
  });
  assert.equal(introducedBy.length, introduced.length);
  return introduced.map(({ module }) => module);
}

test("what most runs of head load and none of base is new, what loads only sometimes is not", () => {
  const base = loaded(ALWAYS, few, few, few);
  const all = [...ALWAYS, ...SOMETIMES];
  assert.equal(introduced(base, loaded(all, more, more, more)), ["pandas"]);
  assert.equal(introduced(base, loaded(all, more, more, few)), ["pandas"]);
  assert.equal(introduced(base, loaded(all, more, few, few)), []);
  assert.equal(introduced(base, loaded(all, few, few, few)), []);
  assert.equal(introduced(loaded(ALWAYS, few, more, few), loaded(all, more, more, more)), []);
  // Without further runs the one start says it.
  assert.equal(introduced(loaded(ALWAYS), loaded(all)), ["pandas"]);
});

test("budgets hold what most runs load", () => {
  const all = [...ALWAYS, ...SOMETIMES];
  const checked = (...counted: CountedRun[]) =>
    checkBudgets({ maxModules: 2, forbid: ["pandas"] }, { loaded: loaded(all, ...counted), ms: null, ratio: null });
  assert.equal(
    checked(few, few, few).map(({ value, ok }) => [value, ok]),
    [
      [2, true],
      [0, true],
    ],
  );
  assert.equal(
    checked(more, more, few).map(({ value, ok }) => [value, ok]),
    [
      [3, false],
      [1, false],
    ],
  );
});

test("what varied is said, and how many files were opened where every run knows", () => {
  const side = loaded(ALWAYS, few, more, few);
  assert.equal(variedWarning("head", loaded(ALWAYS, few, few, few)), []);
  assert.match(
    variedWarning("head", side)[0]?.message ?? "",
    /^head loads pandas in some runs and not in others: .*4 runs/,
  );
  assert.equal([loadsOf(side), openedBy(side)], [2, 2]);
  assert.is(openedBy(loaded(ALWAYS, few, run(["app.cli"], null))), null);
  assert.is(openedBy(loaded(ALWAYS)), null);
});

test.run();
