import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { addHazards } from "./testing/hazard-suite.js";
import { hazards } from "./testing/hazards.js";

const test = suite("hazards, lazy imports");

test("each program asks for the Python that can import lazily", () => {
  const programs = hazards(join("fixtures", "hazards", "python", "lazy.txt"));
  assert.ok(programs.length > 10);
  assert.ok(programs.every(({ from, flags }) => from === 15 && flags.includes("lazy")));
});

addHazards(test, "lazy.txt");
test.run();
