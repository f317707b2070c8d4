import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../io/testing/pythons.js";
import { Truth } from "../../../io/testing/rewrite-truth.js";
import { rewrite } from "./rewrite.js";
import { arbitraryValues } from "./testing/value-spellings.js";

const test = suite("rewrite values");
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const truths = [pythons[0], pythons.at(-1)].flatMap((each) => (each === undefined ? [] : [new Truth(each.path)]));
const STYLE = { pythonFloor: 8, lineLength: 88 };

test("values in all spellings: the tree is the one asked for", async () => {
  assert.is(truths.length, 2);
  await fc.assert(
    fc.asyncProperty(arbitraryValues(), async ({ before, edits }) => {
      const after = rewrite(before, edits, STYLE);
      for (const truth of truths) {
        const problem = await truth.check(before, after, edits);
        assert.is(problem, null, `${Buffer.from(before)}\n-----\n${Buffer.from(after)}`);
      }
    }),
    { numRuns: 500 },
  );
});

test("values in all spellings: comments stay or go along, each once", () => {
  fc.assert(
    fc.property(arbitraryValues(), ({ before, edits }) => {
      const now = Buffer.from(rewrite(before, edits, STYLE)).toString();
      for (const comment of Buffer.from(before)
        .toString()
        .match(/# c\d+/g) ?? []) {
        assert.is(now.split(new RegExp(`${comment}\\b`)).length, 2, `${comment}\n${before}\n-----\n${now}`);
      }
    }),
    { numRuns: 1000 },
  );
});

test("what no edit touches is as it was", () => {
  fc.assert(
    fc.property(arbitraryValues(), ({ before, edits }) => {
      if (edits.length === 0) assert.is(rewrite(before, edits, STYLE), before);
      const body =
        Buffer.from(before)
          .toString()
          .split(/^class C:/m)[1] ?? "";
      const isTouched = edits.some(({ option }) => option.values?.some(({ places }) => places.length > 0));
      const now = Buffer.from(rewrite(before, edits, STYLE)).toString();
      for (const line of body.split(/\r?\n/)) assert.ok(now.includes(line), line);
      assert.is(isTouched, edits.length > 0);
      assert.is(now.includes("\r\n"), Buffer.from(before).includes("\r\n"));
    }),
    { numRuns: 300 },
  );
});

test.after(() => {
  for (const truth of truths) truth.close();
});

test.run();
