import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type KeptAnswer, KeptAnswers } from "./kept-answers.js";

const test = suite("answers kept from one set of modules that go to the next");

/** Of each module the next ones; what is asked is which modules that stay are reached. */
type Next = readonly (readonly number[])[];

function reached(next: Next, from: number, gone: ReadonlySet<number>): string {
  const found = new Set([from]);
  for (const each of found) for (const other of next[each] ?? []) found.add(other);
  return [...found]
    .filter((each) => !gone.has(each))
    .sort((a, b) => a - b)
    .join();
}

function asked(next: Next, from: number, answers: KeptAnswers, onAnswer = (_: number): void => {}): Set<number> {
  return answers.of(String(from), new Set(), () => {
    onAnswer(from);
    const found = new Set(answers.isGone(String(from)) ? [] : [from]);
    for (const each of next[from] ?? []) for (const one of asked(next, each, answers, onAnswer)) found.add(one);
    return found;
  });
}

const sorted = (all: ReadonlySet<number>): string => [...all].sort((a, b) => a - b).join();

test("questions that ask each other are answered as if each were asked alone", () => {
  const module = fc.nat(7);
  fc.assert(
    fc.property(
      fc.array(fc.array(module, { maxLength: 3 }), { minLength: 8, maxLength: 8 }),
      fc.array(fc.record({ from: fc.array(module, { maxLength: 6 }), gone: fc.array(module) }), { maxLength: 6 }),
      (next, rounds) => {
        const kept = new Map<string, KeptAnswer>();
        for (const { from, gone } of rounds) {
          const all = new Set(gone);
          const answers = new KeptAnswers(kept, (each) => all.has(Number(each)));
          for (const each of from) assert.is(sorted(asked(next, each, answers)), reached(next, each, all));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("nothing is answered again but what rests on a module that went or stays now", () => {
  const next = [[1, 2], [], [3], []];
  const kept = new Map<string, KeptAnswer>();
  const again = (...gone: number[]): number[] => {
    const found: number[] = [];
    const answers = new KeptAnswers(kept, (each) => gone.includes(Number(each)));
    asked(next, 0, answers, (each) => found.push(each));
    return found;
  };
  assert.equal(again(), [0, 1, 2, 3]);
  assert.equal(again(), []);
  assert.equal(again(3), [0, 2, 3]);
  assert.equal(again(1, 3), [0, 1]);
});

test.run();
