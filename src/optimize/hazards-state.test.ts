import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, state");
addHazards(test, "state.txt");
test.run();
