import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("others.txt");
