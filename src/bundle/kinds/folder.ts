import { laidOut } from "./laid-out.js";

export const folder = laidOut("folder");
