import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("state.txt");
