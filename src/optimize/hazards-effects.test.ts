import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, effects");
addHazards(test, "effects.txt");
test.run();
