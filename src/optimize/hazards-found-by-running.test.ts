import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, found-by-running");
addHazards(test, "found-by-running.txt");
test.run();
