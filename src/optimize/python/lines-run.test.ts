import { suite } from "uvu";
import * as assert from "uvu/assert";
import { GraphBuilder } from "../../graph/builder.js";
import type { LineRange } from "../../graph/profile.js";
import type { RecordedStart } from "../starts.js";
import { linesRun } from "./lines-run.js";

const test = suite("lines that ran");

function start(lines: Record<string, LineRange[]> | undefined, areLinesKnown: boolean): RecordedStart {
  const graph = new GraphBuilder({ language: "python", evidence: "traced" }).finish();
  return {
    graph: { ...graph, recorded: lines === undefined ? {} : { linesRun: lines } },
    process: 0,
    weight: 1,
    areLinesKnown,
  };
}

test("lines between those that ran did not run", () => {
  const mayHaveRun = linesRun([start({ "a.py": [1, [5, 8]] }, true)]);
  const found = (first: number, last: number): boolean => mayHaveRun("a.py", first, last);
  assert.equal(
    [found(1, 1), found(2, 4), found(2, 5), found(6, 7), found(8, 20), found(9, 20)],
    [true, false, true, true, true, false],
  );
});

test("what ran in one of several starts may have run", () => {
  const mayHaveRun = linesRun([start({ "a.py": [1] }, true), start({ "a.py": [4] }, true)]);
  assert.equal([mayHaveRun("a.py", 4, 4), mayHaveRun("a.py", 2, 3)], [true, false]);
});

test("nothing is known of a file that no start tells of, nor where a start may have missed lines", () => {
  assert.ok(linesRun([start({ "a.py": [1] }, true)])("b.py", 1, 1));
  assert.ok(linesRun([start({ "a.py": [1] }, true), start({ "a.py": [1] }, false)])("a.py", 4, 4));
  assert.ok(linesRun([start(undefined, true)])("a.py", 4, 4));
});

test.run();
