import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what a required ES module can break");
addHazards(test, "es-modules.txt");
test.run();
