import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("effects.txt");
