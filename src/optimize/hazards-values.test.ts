import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, values made at load");
addHazards(test, "values.txt");
test.run();
