import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, collector");
addHazards(test, "collector.txt");
test.run();
