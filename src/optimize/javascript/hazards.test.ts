import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what a deferred require can break");
addHazards(test, "hazards.txt");
test.run();
