import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, what is proven beside the nearest that is not");
addHazards(test, "nearest.txt");
test.run();
