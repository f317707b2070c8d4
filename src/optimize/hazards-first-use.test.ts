import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("first-use.txt");
