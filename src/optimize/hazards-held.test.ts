import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards of modules that lists and dicts hold");
addHazards(test, "held.txt");
test.run();
