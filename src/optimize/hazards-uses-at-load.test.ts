import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, uses-at-load");
addHazards(test, "uses-at-load.txt");
test.run();
