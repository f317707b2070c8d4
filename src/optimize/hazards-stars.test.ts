import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards of star imports");
addHazards(test, "stars.txt");
test.run();
