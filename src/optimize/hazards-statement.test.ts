import { suite } from "uvu";
import { addHazards } from "./testing/hazard-suite.js";

const test = suite("hazards, statement");
addHazards(test, "statement.txt");
test.run();
