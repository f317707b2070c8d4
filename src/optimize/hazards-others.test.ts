import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, others");
addHazards(test, "others.txt");
test.run();
