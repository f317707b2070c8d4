import { hazardSuite } from "./testing/hazard-suite.js";

hazardSuite("statement.txt");
