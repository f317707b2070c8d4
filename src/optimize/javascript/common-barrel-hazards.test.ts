import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what a require of the defining module can break");
addHazards(test, "common-barrels.txt");
test.run();
