import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what an import from the defining module can break");
addHazards(test, "barrels.txt");
test.run();
