import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, lazy imports");
addHazards(test, "lazy.txt");
test.run();
