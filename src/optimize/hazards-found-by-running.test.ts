import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("found-by-running.txt");
