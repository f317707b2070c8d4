import { suite } from "uvu";
import { addHazards } from "./testing/hazard-tests.js";

const test = suite("what an awaited import can break");
addHazards(test, "awaited-imports.txt");
test.run();
