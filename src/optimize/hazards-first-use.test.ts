import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, first-use");
addHazards(test, "first-use.txt");
test.run();
