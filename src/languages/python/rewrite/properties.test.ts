import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pythonFiles, standardLibrary } from "../../../io/testing/python-sources.js";
import { interpreters } from "../../../io/testing/pythons.js";
import { Truth } from "../../../io/testing/rewrite-truth.js";
import { NotRewritten } from "../../not-rewritten.js";
import { numbers } from "../scan/testing/mutants.js";
import { rewrite } from "./rewrite.js";
import { rewriteAtRandom } from "./testing/at-random.js";
import { editsIn } from "./testing/fixtures.js";
import { type ArbitraryFile, arbitraryFile } from "./testing/spellings.js";

const test = suite("rewrite properties");
const pythons = interpreters().filter(({ minor }) => minor >= 8);
const oldest = pythons[0];
const newest = pythons[pythons.length - 1];
if (oldest === undefined || newest === undefined || oldest === newest) {
  throw new Error("these tests need two Pythons from 3.8 on");
}
const truths = [oldest, newest].map(({ path }) => new Truth(path));

let made = 0;
let refused = 0;

/** @returns null where a comment stands where it can't be kept */
function after(file: ArbitraryFile): Uint8Array | null {
  made++;
  try {
    return rewrite(file.before, editsIn(file.said), { pythonFloor: 8, lineLength: file.lineLength });
  } catch (error) {
    if (!(error instanceof NotRewritten) || error.reason.code !== "comments") throw error;
    refused++;
    return null;
  }
}

test("imports in all spellings: the tree is the one asked for", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryFile(), async (file) => {
      const now = after(file);
      if (now === null) return;
      for (const truth of truths) {
        const problem = await truth.check(file.before, now, editsIn(file.said));
        assert.is(problem, null, `${file}\n-----\n${Buffer.from(now)}`);
      }
    }),
    { numRuns: 700 },
  );
});

test("imports in all spellings: comments stay or go along, each once at least", () => {
  fc.assert(
    fc.property(arbitraryFile(), (file) => {
      const bytes = after(file);
      if (bytes === null) return;
      const now = Buffer.from(bytes).toString();
      for (const comment of Buffer.from(file.before)
        .toString()
        .match(/# c\d+/g) ?? []) {
        assert.ok(now.includes(comment), `${comment}\n${file}\n-----\n${now}`);
      }
    }),
    { numRuns: 1500 },
  );
});

test("few of them are refused", () => {
  assert.ok(made > 2000 && refused < made / 4, `${refused} of ${made}`);
});

test("any edits at any place of any bytes: rewritten or refused", () => {
  const piece = fc.constantFrom(
    ...'import a|import b, c|from m import (x, y,|)|\n|\r\n|\r|    |\t|def f():|if x:|;|#|\\|\'|"""|a()|,|:|\xef\xbb\xbf|\f|lazy |*|f\'{'
      .split("|")
      .map((text) => text.replaceAll("\\n", "\n")),
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  const edit = fc.record({
    line: fc.integer({ min: 1, max: 3 }),
    column: fc.constantFrom(1, 5),
    index: fc.integer({ min: 0, max: 1 }),
    name: fc.constantFrom("a", "b", "x", "*"),
    edit: fc.constantFrom("function" as const, "lazy" as const, "pep562" as const, "type-checking" as const),
    places: fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(1, 5, 10)), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(text, fc.array(edit, { maxLength: 3 }), (source, edits) => {
      try {
        rewrite(Buffer.from(source, "latin1"), editsIn({ edits }), { pythonFloor: 8, lineLength: 80 });
      } catch (error) {
        if (!(error instanceof NotRewritten)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});

test("real files: the tree is the one asked for, and other lines are as they were", async () => {
  const files = pythonFiles(standardLibrary(newest.path)).filter((file) => !file.includes("site-packages"));
  const truth = truths[1] as Truth;
  const random = numbers(5);
  let count = 0;
  for (let tries = 0; tries < 250; tries++) {
    const file = files[random(files.length)] ?? "";
    const check: Parameters<typeof rewriteAtRandom>[2] = (...each) => truth.check(...each);
    const outcome = await rewriteAtRandom(readFileSync(file), await truth.list(file), check, random);
    assert.is(outcome.problem, null, file);
    assert.is(outcome.code, null, file);
    count += outcome.count;
  }
  assert.ok(count > 300, `${count} names moved`);
});

test.after(() => {
  for (const truth of truths) truth.close();
});

test.run();
