import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("uses-at-load.txt");
