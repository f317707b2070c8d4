import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FileFacts } from "../../languages/python/judge/facts.js";
import { withoutFrameSteps } from "./library-frames.js";

const test = suite("frames in copies of the library");

function left(file: string, ...names: readonly string[]): string[] {
  const lookups = names.map((what) => ({ what, line: 1, scope: 0, key: null }));
  // Of a file nothing else is asked here.
  return withoutFrameSteps({ lookups } as unknown as FileFacts, file).lookups.map(({ what }) => what);
}

test("who only goes from frame to frame reads no names", () => {
  assert.equal(left("logging/__init__.py", "_getframe", "f_back", "dir"), ["dir"]);
});

test("who asks a frame for its names reads them", () => {
  assert.equal(left("warnings.py", "_getframe", "f_globals"), ["_getframe", "f_globals"]);
});

test("who shows others' frames reads no names of its own", () => {
  assert.equal(left("traceback.py", "f_back", "f_globals", "f_locals", "globals"), ["globals"]);
});

test.run();
