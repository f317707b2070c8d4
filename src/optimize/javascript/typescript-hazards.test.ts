import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what moves in TypeScript that Node itself runs");
addHazards(test, "typescript.txt");
test.run();
